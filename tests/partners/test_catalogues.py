"""Catalogues: a search with a name, checked when it is kept, to list, to ask and to follow by itself."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from careerportal.partners import keys
from careerportal.partners.scopes import Scope
from careerportal.sync import ledger
from programs.models import Program, School
from tests.factories import CatalogueFactory, PartnerFactory, ProgramFactory, SchoolFactory
from tests.partners.conftest import shown

ROOT = "/api/v1/catalogues/"


@pytest.fixture
def masters(partner):
    """The catalogue of master's programs in Texas, one of which there is."""
    ProgramFactory(slug="in-texas", school=SchoolFactory(unitid=229179, state="TX"))
    ProgramFactory(slug="in-ohio", school=SchoolFactory(unitid=201885, state="OH"))
    return CatalogueFactory(partner=partner, slug="texas", name="Texas", query="level=masters&state=TX")


def record(*lines):
    with transaction.atomic():
        ledger.record(lines)


def heard(client, with_key, after=0, **query):
    """What a catalogue's own feed tells after a serial: (program, action)s, and where to go on."""
    answer = client.get(f"{ROOT}texas/changes/", {"after": after} | query, headers=with_key).json()
    return [(one["program"], one["action"]) for one in answer["results"]], answer["continue_after"]


@pytest.mark.parametrize(
    ("query", "named"),
    [("levle=masters", "levle"), ("state=ZZ", "ZZ"), ("earnings_min=plenty", "plenty"), ("page_size=5", "page_size")],
)
def test_a_search_with_a_mistake_is_not_kept(partner, query, named):
    with pytest.raises(ValidationError, match=named):
        CatalogueFactory(partner=partner, query=query)
    assert not partner.catalogues.exists()


def test_a_search_takes_all_words_of_the_api(partner):
    query = "state=!TX,!OH&earnings=50000..80000&q=online+mha&near=76201&miles=100&has=debt"
    assert CatalogueFactory(partner=partner, query=f"?{query}").query == query


def test_a_partner_sees_his_own_catalogues_and_nobody_elses(client, masters, with_key):
    _, other = keys.issue(PartnerFactory(name="Somebody else"), name="mirror", scopes=Scope.values)
    (mine,) = client.get(ROOT, headers=with_key).json()["results"]
    assert (mine["slug"], mine["name"], mine["program_count"]) == ("texas", "Texas", 1)
    assert client.get(ROOT, headers=shown(other)).json()["results"] == []
    for address in ("", "programs/", "contains/?program=in-texas", "changes/", "export.ndjson"):
        assert client.get(f"{ROOT}texas/{address}", headers=shown(other)).status_code == 404
        assert client.get(f"{ROOT}texas/{address}", headers=with_key).status_code == 200
    assert client.get(mine["links"]["programs"], headers=with_key).status_code == 200


def test_no_shared_cache_may_keep_it(client, masters, with_key):
    for address in ("", "texas/", "texas/programs/", "texas/changes/", "texas/export.csv"):
        answer = client.get(ROOT + address, headers=with_key)
        assert "private" in answer["Cache-Control"], address
        assert "Authorization" in answer["Vary"], address
    assert "Accept" in client.get(f"{ROOT}texas/programs/", headers=with_key)["Vary"].split(", ")


def test_its_programs_can_be_listed_and_narrowed_further(client, masters, with_key):
    ProgramFactory(slug="paid-well", school__state="TX", outcome__earnings=120_000)
    found = client.get(f"{ROOT}texas/programs/", {"earnings__gte": 100_000}, headers=with_key).json()["results"]
    assert [one["slug"] for one in found] == ["paid-well"]


def test_it_says_which_programs_it_contains(client, masters, with_key):
    asked = {"program": "in-texas,in-ohio,nowhere"}
    answer = client.get(f"{ROOT}texas/contains/", asked, headers=with_key).json()
    assert {one["program"]: one["contains"] for one in answer["results"]} == {
        "in-texas": True,
        "in-ohio": False,
        "nowhere": False,
    }


@pytest.mark.parametrize("query", ["", "?program=", "?program=a%00", f"?program={','.join('x' * 101)}", "?progam=a"])
def test_a_question_that_cannot_be_understood_is_400(client, masters, with_key, query):
    assert client.get(f"{ROOT}texas/contains/{query}", headers=with_key).status_code == 400


def test_its_export_holds_its_programs_alone(client, masters, with_key):
    answer = client.get(f"{ROOT}texas/export.csv", headers=with_key)
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert len(lines) == 2
    assert "in-texas" in lines[1]
    assert 'sources/scorecard-field-of-study/>; rel="license"' in answer["Link"]
    assert client.get(f"{ROOT}texas/export.csv", {"format": "json"}, headers=with_key).status_code == 406


def test_its_feed_begins_with_all_it_holds_and_then_tells_what_changes(client, masters, with_key):
    told, after = heard(client, with_key)
    assert told == [("in-texas", "created")]
    record(("programs", "in-texas", "updated"), ("programs", "in-ohio", "updated"))
    told, after = heard(client, with_key, after)
    assert told == [("in-texas", "updated")]
    assert heard(client, with_key, after) == ([], after)


def test_a_program_that_is_withdrawn_goes_out_and_one_that_comes_back_comes_in(client, masters, with_key):
    _, after = heard(client, with_key)
    program = masters.partner.catalogues.get().entries.get().key
    Program.objects.filter(slug=program).update(status="withdrawn")
    record(("programs", program, "withdrawn"))
    told, after = heard(client, with_key, after)
    assert told == [("in-texas", "withdrawn")]
    Program.objects.filter(slug=program).update(status="published")
    record(("programs", program, "created"))
    assert heard(client, with_key, after)[0] == [("in-texas", "created")]
    assert heard(client, with_key)[0] == [("in-texas", "created")]


def test_a_school_that_moves_takes_its_programs_with_it(client, masters, with_key):
    _, after = heard(client, with_key)
    School.objects.filter(unitid=201885).update(state="TX")
    School.objects.filter(unitid=229179).update(state="OK")
    record(("schools", "201885", "updated"), ("schools", "229179", "updated"))
    told, _ = heard(client, with_key, after, include="row")
    assert told == [("in-texas", "withdrawn"), ("in-ohio", "created")]


def test_a_whole_release_is_told_as_a_change_of_every_program(client, masters, with_key):
    _, after = heard(client, with_key)
    record(("releases", "7", "created"))
    assert heard(client, with_key, after)[0] == [("in-texas", "updated")]


def test_another_search_under_the_same_name_is_told_as_what_comes_and_goes(client, masters, with_key):
    _, after = heard(client, with_key)
    masters.query = "state=OH"
    masters.save()
    record(("catalogues", str(masters.pk), "updated"))
    assert heard(client, with_key, after)[0] == [("in-texas", "withdrawn"), ("in-ohio", "created")]


def test_a_mirror_of_the_feed_holds_what_the_search_finds(client, masters, with_key):
    """A walk in small pages while programs come and go ends with what the list has."""
    mirror, after = set(), 0
    for number in range(12):
        ProgramFactory(slug=f"more-{number}", school__state="TX" if number % 3 else "OH")
        record(("programs", f"more-{number}", "created"))
        told, after = heard(client, with_key, after, page_size=2)
        for program, action in told:
            (mirror.discard if action == "withdrawn" else mirror.add)(program)
    while (page := heard(client, with_key, after, page_size=2))[0]:
        mirror |= {program for program, _ in page[0]}
        after = page[1]
    listed = client.get(f"{ROOT}texas/programs/", {"page_size": 500}, headers=with_key).json()["results"]
    assert mirror == {one["slug"] for one in listed}
    assert len(mirror) == 9


def test_a_number_that_its_feed_never_came_to_is_gone_and_says_where_to_start(client, masters, with_key):
    _, after = heard(client, with_key)
    answer = client.get(f"{ROOT}texas/changes/", {"after": after + 1}, headers=with_key)
    assert answer.status_code == 410
    assert (answer.json()["oldest_after"], answer.json()["newest"]) == (0, after)
    assert client.get(answer.json()["export"], headers=with_key).status_code == 200
