"""The agency's own completions of five years, loaded over the starter data with the titles of the classification."""

import pytest

from careerportal.datasets import publishing
from careerportal.datasets.pipeline import refresh
from careerportal.datasets.registry import get
from programs import mirror_check
from programs.completions import Completions, trends
from programs.models import Program
from tests.datasets.test_publishing import federal_columns

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("real completions")]


@pytest.fixture
def load(starter, shared_data):
    def completions(year):
        path = shared_data / "ipeds" / f"c{year}_a_cip5107_reduced.csv"
        return refresh(get("ipeds-completions"), path, edition=f"{year - 1}-{year % 100}")

    refresh(get("cip"), shared_data / "cip" / "CIPCode2020.csv.gz", edition="2020")
    return completions


def awards(program):
    return [one.awards.value for one in trends([program])[program.pk].years]


def test_five_years_make_six_digit_programs_and_the_last_is_taken_back_exactly(load):
    for year in range(2020, 2024):
        load(year)
    before = federal_columns()
    load(2024)
    assert load(2024).is_empty
    pace = Program.objects.published().get(school__unitid=194310, level="masters")
    title = "Health/Health Care Administration/Management"
    assert (pace.cip, pace.title, awards(pace)) == ("51.0701", title, [9, 11, 7, 3, 6])
    offered = Program.objects.published()
    assert offered.filter(cip="51.0705", title="Medical Office Management/Administration").count() > 100
    clemson = offered.filter(school__unitid=217882).order_by("cip").values_list("cip", "level", "outcome__level")
    assert list(clemson) == [
        ("51.0720", "postbaccalaureate", "graduate-certificate"),
        ("51.0722", "masters", "masters"),
    ]
    told = set(Completions.objects.filter(year=2024).values_list("school", "cip", "level"))
    assert set(offered.of_six_digits().values_list("school", "cip", "level")) == told
    assert not mirror_check.check().differences
    publishing.roll_back(publishing.newest_live("ipeds-completions"))
    assert federal_columns() == before
