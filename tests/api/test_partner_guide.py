"""docs/partners.md is true: its examples are asked, its Python runs, and its words are the words."""

import contextlib
import io
import json
import re
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.management import get_commands
from django.urls import reverse

from careerportal.api.root import RESOURCES
from careerportal.taxonomy.degree_levels import DegreeLevel
from careerportal.taxonomy.figures import FigureStatus
from careerportal.taxonomy.topics import Topic
from certification.filters import CertificationFilterSet
from programs.api.filters import ProgramApiFilterSet, SchoolFilterSet
from programs.assistant_reads import READS
from programs.filters import ProgramFilterSet
from salaries.api.filters import AreaFilterSet, OccupationFilterSet, ProjectionFilterSet, WageFilterSet
from salaries.models import Area
from tests.factories import (
    LevelGuideFactory,
    OccupationFactory,
    ProgramFactory,
    ProjectionFactory,
    RuleSetFactory,
    SchoolFactory,
    WageEstimateFactory,
)

GUIDE = (settings.BASE_DIR / "docs" / "partners.md").read_text()
ADDRESSES = sorted(set(re.findall(r"/api/v1/[^\s`'\"|]*", GUIDE)))
ON_PURPOSE_WRONG = "/api/v1/programs/?levle=masters&state=tx"


@pytest.fixture
def catalogue(db):
    school = SchoolFactory(unitid=229179, name="Texas Woman's University", state="TX")
    ProgramFactory(school=school, title="Health Administration", outcome__earnings=90_503)
    LevelGuideFactory()
    WageEstimateFactory(occupation=OccupationFactory())
    ProjectionFactory()
    RuleSetFactory()


@pytest.mark.parametrize("address", [one for one in ADDRESSES if one != ON_PURPOSE_WRONG])
def test_every_example_is_answered(client, catalogue, address):
    assert client.get(address.replace("{query}", "")).status_code == 200


def test_the_example_of_an_error_is_what_we_answer(client, db):
    shown = json.loads(re.search(r"## Errors.*?```json\n(.*?)```", GUIDE, re.DOTALL)[1])
    answer = client.get(ON_PURPOSE_WRONG).json()
    for error in [*shown["errors"], *answer["errors"]]:
        error.pop("expected")
    assert shown == answer


def test_the_python_example_runs(client, catalogue, monkeypatch):
    def urlopen(address):
        parts = urlsplit(address)
        return contextlib.closing(io.BytesIO(client.get(f"{parts.path}?{parts.query}").content))

    monkeypatch.setattr("urllib.request.urlopen", urlopen)
    program = re.search(r"```python\n(.*?)```", GUIDE, re.DOTALL)[1]
    printed = io.StringIO()

    with contextlib.redirect_stdout(printed):
        exec(program, {})

    assert "Texas Woman's University Health Administration 90503" in printed.getvalue()
    assert "Prepared by Truewise" in printed.getvalue()


@pytest.mark.parametrize("resource", RESOURCES)
def test_every_resource_is_in_the_guide(resource):
    assert f"`{reverse(f'api-v1:{RESOURCES[resource]}')}`" in GUIDE


@pytest.mark.parametrize(
    "filterset",
    [
        ProgramApiFilterSet,
        SchoolFilterSet,
        WageFilterSet,
        AreaFilterSet,
        ProjectionFilterSet,
        OccupationFilterSet,
        CertificationFilterSet,
    ],
)
def test_every_parameter_is_in_the_guide(filterset):
    assert [name for name in filterset.base_filters if f"`{name}`" not in GUIDE] == []


def test_every_tool_of_assistants_is_in_the_guide_with_a_configuration_that_starts_them():
    assert [name for name in READS if f"`{name}`" not in GUIDE] == []
    section = GUIDE[GUIDE.index("## AI assistants") :]
    server = json.loads(re.search(r"```json\n(.*?)```", section, re.DOTALL)[1])["mcpServers"]["career-portal"]
    assert server["args"][-1] in get_commands()


@pytest.mark.parametrize("words", [DegreeLevel.values, FigureStatus.values, Area.Kind.values, Topic.values], ids=str)
def test_every_word_is_in_the_guide(words):
    assert [word for word in words if f"`{word}`" not in GUIDE] == []


def test_every_order_of_programs_is_in_the_guide():
    orders = [word for word, _ in ProgramFilterSet.base_filters["sort"].extra["choices"]]
    assert [word for word in orders if f"`{word}`" not in GUIDE] == []
