"""The degree ladder and the page of one rung."""

from html import unescape

import pytest

from careerportal.sync import ledger
from careerportal.sync.models import Change
from careerportal.taxonomy.degree_levels import DegreeLevel
from tests.factories import LevelGuideFactory, ProgramFactory, ReleaseFactory

pytestmark = pytest.mark.django_db


def test_ladder_counts_the_programs_that_a_search_finds(client):
    ProgramFactory.create_batch(2, level=DegreeLevel.MASTERS)
    ProgramFactory(level=DegreeLevel.CERTIFICATE)
    ProgramFactory(level=DegreeLevel.MASTERS, school__unlisted=True)
    ProgramFactory(level=DegreeLevel.MASTERS, withdrawn=True)
    rungs = client.get("/levels/").context["rungs"]
    assert [(rung["level"].value, rung["program_count"]) for rung in rungs] == [("certificate", 1), ("masters", 2)]


def test_ladder_of_an_empty_database_is_friendly(client):
    response = client.get("/levels/")
    assert response.status_code == 200
    assert "No programs are loaded yet" in response.content.decode()


def test_level_page_tells_the_guide_the_typical_earnings_and_the_states(client):
    ReleaseFactory()
    LevelGuideFactory(level=DegreeLevel.MASTERS, summary="For people who want to lead.", body="First.\n\nSecond.")
    in_texas, in_ohio = (50_000, 55_000, 60_000), (90_000, 95_000, None, None)
    for earnings, state in [*((one, "TX") for one in in_texas), *((one, "OH") for one in in_ohio)]:
        ProgramFactory(level=DegreeLevel.MASTERS, outcome__earnings=earnings, school__state=state)
    response = client.get("/levels/masters/")
    html = response.content.decode()
    assert "For people who want to lead." in html
    assert "<p>Second.</p>" in html
    assert "$60,000" in html
    assert "over the 5 programs whose figure is published" in html
    assert "June 2026 edition" in html
    assert [(state["code"], state["count"]) for state in response.context["top_states"]] == [("OH", 4), ("TX", 3)]


def test_of_fewer_than_five_programs_nothing_typical_is_said(client):
    ProgramFactory.create_batch(4, level=DegreeLevel.MASTERS, outcome__earnings=50_000)
    html = " ".join(client.get("/levels/masters/").content.decode().split())
    assert "Too few to say" in html
    assert "The figure of 4 programs is published; we show a typical value from 5 on" in html
    page = unescape(client.get("/levels/").content.decode())
    assert "Master's degree: 4 programs: Too few for a median." in page


def test_programs_of_unknown_size_are_not_among_the_largest(client):
    largest = ProgramFactory(level=DegreeLevel.MASTERS, outcome__completers=90)
    ProgramFactory(level=DegreeLevel.MASTERS, outcome__completers=None)
    response = client.get("/levels/masters/")
    assert [card.program for card in response.context["cards"]] == [largest]
    assert "The largest programs" in response.content.decode()


def test_where_no_size_is_known_none_is_called_the_largest(client):
    ProgramFactory.create_batch(2, level=DegreeLevel.MASTERS, outcome__completers=None)
    html = client.get("/levels/masters/").content.decode()
    assert "largest" not in html.replace('"largest"', "")
    assert "How many graduates they have is not published." in html


@pytest.mark.parametrize("level", ["postmasters", "postbaccalaureate"])
def test_level_that_the_source_reports_with_another_leads_there(client, level):
    ProgramFactory.create_batch(2, level=DegreeLevel.GRADUATE_CERTIFICATE)
    html = " ".join(client.get(f"/levels/{level}/").content.decode().split())
    assert "See the 0 programs" not in html
    assert "the source reports certificates after a bachelor's and after a master's degree together" in html
    assert 'href="/levels/graduate-certificate/">Graduate certificate: 2 programs of both kinds' in html


def test_level_without_programs_offers_no_empty_search(client):
    html = client.get("/levels/doctoral/").content.decode()
    assert "We list no program at this level." in html
    assert "See the 0 programs" not in html


@pytest.mark.parametrize("level", DegreeLevel.values)
def test_every_level_has_a_page_even_without_programs_and_guide(client, level):
    response = client.get(f"/levels/{level}/")
    assert response.status_code == 200
    assert response.context["count"] == 0


def test_typical_earnings_are_worked_out_anew_when_the_data_change(client, django_capture_on_commit_callbacks):
    ProgramFactory.create_batch(5, level=DegreeLevel.MASTERS, outcome__earnings=50_000)
    assert client.get("/levels/masters/").context["typical"].dollars == 50_000
    ProgramFactory.create_batch(5, level=DegreeLevel.MASTERS, outcome__earnings=70_000)
    ledger.record([("programs", "any", Change.Action.CREATED)])
    assert client.get("/levels/masters/").context["typical"].dollars == 60_000


@pytest.mark.parametrize("level", ["phd", "MASTERS", "a" * 300])
def test_unknown_level_is_not_found_and_lists_the_levels(client, level):
    LevelGuideFactory(level=DegreeLevel.MASTERS)
    response = client.get(f"/levels/{level}/")
    assert response.status_code == 404
    assert "/levels/masters/" in response.content.decode()


@pytest.mark.usefixtures("pages_made_anew")
def test_level_page_asks_the_database_few_times(client, django_assert_num_queries):
    ProgramFactory.create_batch(3)
    client.get("/levels/masters/")
    # guide; count; serial of the data (medians are cached); release; states; largest programs; the ladder's two;
    # the serial twice again (the glossary and the page are kept)
    with django_assert_num_queries(10):
        client.get("/levels/masters/")
