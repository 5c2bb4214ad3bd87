"""What AI assistants read is what the API answers, and what the API refuses is refused with the same words."""

import pytest
from django.db import OperationalError
from django.utils import timezone

from careerportal.taxonomy.degree_levels import DegreeLevel
from certification.forms import EligibilityForm
from programs import assistant_reads
from programs.api.filters import ProgramApiFilterSet
from programs.assistant_reads import Refused
from programs.filters import ProgramFilterSet
from programs.models import Program
from tests.certification.eligibility_cases import CASES, TODAY
from tests.factories import CertificationFactory, ProgramFactory, RuleSetFactory, WageEstimateFactory

pytestmark = pytest.mark.django_db

SITE = "http://testserver"
SLUG = "certified-medical-manager"


@pytest.fixture(scope="module")
def arguments():
    return assistant_reads.arguments_of_reads()


@pytest.fixture
def ask(arguments):
    return lambda name, **given: assistant_reads.ask(name, given, arguments[name]["properties"], SITE)


def refusal(ask, name, **given):
    with pytest.raises(Refused) as refused:
        ask(name, **given)
    return str(refused.value).splitlines()


def test_a_search_takes_every_word_of_the_search_page(arguments):
    taken = arguments["search_programs"]["properties"]
    assert taken.keys() == {*ProgramApiFilterSet.known_parameters(), "cursor", "limit", "fields", "include"}
    assert set(ProgramFilterSet.known_parameters()) < taken.keys()
    assert set(taken["level"]["items"]["enum"]) == set(DegreeLevel.values)


def test_eligibility_takes_every_field_of_the_form(arguments):
    taken = arguments["certification_eligibility"]
    assert taken["properties"].keys() == {"slug", *EligibilityForm.base_fields}
    needed = {name for name, field in EligibilityForm.base_fields.items() if field.required}
    assert set(taken["required"]) == {"slug", *needed}


def test_every_argument_is_described_where_it_stands(arguments):
    for schema in arguments.values():
        assert [name for name, one in schema["properties"].items() if not one["description"]] == []
        assert "$ref" not in str(schema)


def test_a_search_finds_what_the_api_finds(client, ask):
    ProgramFactory(level=DegreeLevel.MASTERS, school__state="TX", school__name="Kept")
    ProgramFactory(level=DegreeLevel.MASTERS, school__state="OH")
    ProgramFactory(level=DegreeLevel.ASSOCIATE, school__state="TX")
    said = ask("search_programs", level=["masters"], state="TX")
    answer = client.get("/api/v1/programs/?level=masters&state=TX").json()
    assert [program["school"]["name"] for program in said["results"]] == ["Kept"]
    assert (said["results"], said["meta"], said["count"]) == (answer["results"], answer["meta"], 1)


def test_a_sentence_is_understood_as_on_the_page(ask):
    ProgramFactory(level=DegreeLevel.MASTERS, school__state="TX", school__name="Kept")
    ProgramFactory(level=DegreeLevel.BACHELORS, school__state="TX")
    assert [one["school"]["name"] for one in ask("search_programs", q="master's in texas")["results"]] == ["Kept"]


def test_pages_of_a_search_hold_every_program_once(ask):
    ProgramFactory.create_batch(5)
    found, cursor = [], ""
    while cursor is not None:
        said = ask("search_programs", limit=2, cursor=cursor)
        assert said["count"] == 5
        found += [program["slug"] for program in said["results"]]
        cursor = said["next_cursor"]
    assert sorted(found) == sorted(Program.objects.values_list("slug", flat=True))


def test_a_search_gives_ten_programs_unless_told_and_fifty_at_most(ask):
    ProgramFactory.create_batch(51)
    assert len(ask("search_programs")["results"]) == 10
    assert len(ask("search_programs", limit=50)["results"]) == 50
    assert refusal(ask, "search_programs", limit=51) == ["limit (51): A limit is a whole number. Expected: 1 to 50."]


@pytest.mark.parametrize("limit", [0, -1, 2.5, "many", True, [1, 2], "9" * 5_000, ""])
def test_a_wrong_limit_is_refused(ask, limit):
    assert refusal(ask, "search_programs", limit=limit)[0].startswith("limit (")


def test_everything_that_is_wrong_is_said_at_once_with_what_is_right(ask):
    said = refusal(
        ask, "search_programs", levle="masters", state=["TX", "tx"], earnings_min="lots", limit=99, cursor="0"
    )
    names = [line.partition(" ")[0] for line in said]
    assert names == ["levle", "limit", "cursor", "state", "earnings_min"]
    assert "Did you mean level?" in said[0]
    assert "Did you mean TX?" in said[3]
    assert "Expected: whole dollars" in said[4]


def test_the_size_of_a_page_has_no_second_word(ask):
    said = refusal(ask, "search_programs", page_size=500)
    assert said[0].startswith("page_size (500): There is no such parameter here.")


def test_what_is_neither_word_nor_number_is_refused(ask):
    assert refusal(ask, "search_programs", level={"a": 1}) == [
        "level ({'a': 1}): Give a word, a number, or a list of them."
    ]


@pytest.mark.parametrize("text", ["\ud800", "' OR 1=1 --", "C++ \"unbal' OR -x* ("])
def test_odd_text_is_only_searched_for(ask, text):
    ProgramFactory()
    assert ask("search_programs", q=text)["count"] == 0


@pytest.mark.parametrize("text", ["\x00", "x" * 201])
def test_text_that_cannot_be_searched_for_is_refused(ask, text):
    assert refusal(ask, "search_programs", q=text)[0].startswith("q (")


def test_nothing_said_is_nothing_asked(ask):
    ProgramFactory()
    assert ask("search_programs", level=None, state=[], q="")["count"] == 1


def test_a_cursor_of_another_list_leads_nowhere(ask):
    ProgramFactory.create_batch(2)
    cursor = ask("search_programs", limit=1)["next_cursor"]
    assert refusal(ask, "search_programs", cursor=cursor, sort="debt")[0].startswith("cursor (")


def test_one_program_is_what_the_api_says_of_it(client, ask):
    program = ProgramFactory()
    assert ask("get_program", slug=program.slug) == client.get(f"/api/v1/programs/{program.slug}/").json()


def test_a_withdrawn_program_leads_to_its_successor(ask):
    successor = ProgramFactory()
    program = ProgramFactory(withdrawn=True, successor=successor)
    assert refusal(ask, "get_program", slug=program.slug) == [
        f"This program has been withdrawn. In its place: {successor.slug}."
    ]


def test_a_program_withdrawn_for_good_says_so(ask):
    program = ProgramFactory(withdrawn=True)
    assert refusal(ask, "get_program", slug=program.slug)[0].endswith("Nothing took its place.")


@pytest.mark.parametrize("slug", ["no-such-thing", f"{SLUG}/eligibility", "../schools", "é", "", "\x00", ["a", "b"]])
@pytest.mark.parametrize("name", ["get_program", "get_certification"])
def test_a_slug_of_nothing_is_refused(ask, name, slug):
    RuleSetFactory()
    assert refusal(ask, name, slug=slug)[0].startswith("slug (")


def test_wages_are_those_of_the_api(client, ask):
    WageEstimateFactory()
    said = ask("get_wages", occupation="11-9111", area="99", year=2025)
    answer = client.get("/api/v1/wages/?occupation=11-9111&area=99&year=2025").json()
    assert (said["count"], said["results"]) == (1, answer["results"])


def test_certifications_are_those_of_the_api(client, ask):
    RuleSetFactory()
    said = ask("list_certifications", q="medical", occupation="11-9111")
    assert said["results"] == client.get("/api/v1/certifications/").json()["results"]
    assert ask("get_certification", slug=SLUG) == client.get(f"/api/v1/certifications/{SLUG}/").json()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_eligibility_agrees_with_the_table(ask, monkeypatch, case):
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)
    RuleSetFactory()
    said = ask("certification_eligibility", slug=SLUG, **case.query)
    missing = " ".join(rule["rule"] for rule in said["rules"] if rule["outcome"] == "missing")
    assert (said["outcome"], missing, said["earliest_date"]) == (case.outcome, case.missing, case.earliest.isoformat())


def test_eligibility_is_what_the_api_says(client, ask):
    RuleSetFactory()
    given = {"experience_years": 4.5, "credit_hours": 8, "member": "yes"}
    answer = client.get(f"/api/v1/certifications/{SLUG}/eligibility/", given).json()
    assert ask("certification_eligibility", slug=SLUG, **given) == answer


def test_a_wrong_answer_about_oneself_is_refused_with_what_is_right(ask):
    CertificationFactory()
    said = refusal(ask, "certification_eligibility", slug=SLUG, experience_years=-1, member=True, meber="yes")
    assert said == [
        "meber (yes): There is no such parameter here. Did you mean member? Expected: credit_hours, "
        "experience_months, experience_years, member, program_credits, program_months, program_start, slug.",
        "experience_years (-1): Years of experience can be 0 to 60. Expected: years from 0 to 60, such as 3 or 2.5.",
        "credit_hours (nothing given): Write credit hours as a number, such as 12 or 4.5. "
        "Expected: credit hours from 0 to 400.",
        "member (true): Say whether you are a member: choose yes or no. Expected: yes, no.",
    ]


def test_links_lead_to_the_site_that_is_named(arguments, settings):
    settings.ALLOWED_HOSTS = ["careers.example.org"]
    program = ProgramFactory()
    known = arguments["get_program"]["properties"]
    said = assistant_reads.ask("get_program", {"slug": program.slug}, known, "https://careers.example.org")
    assert said["links"]["page"] == f"https://careers.example.org/programs/{program.slug}/"


@pytest.mark.parametrize(
    ("trouble", "words"), [(OperationalError("gone"), "cannot answer right now"), (ValueError("secret"), "on our side")]
)
def test_trouble_of_ours_is_said_without_its_particulars(ask, monkeypatch, trouble, words):
    def fail(*_):
        raise trouble

    monkeypatch.setattr("programs.api.views.ProgramViewSet.get_queryset", fail)
    said = refusal(ask, "search_programs")
    assert words in said[0]
    assert str(trouble) not in said[0]


def test_assistants_have_the_limit_of_a_reader_without_a_key(db, settings):
    settings.ANONYMOUS_PER_MINUTE = 2
    for _ in range(2):
        assistant_reads.ask("search_programs", {}, {}, "http://testserver")
    with pytest.raises(assistant_reads.Refused, match=r"Ask again in \d+ seconds"):
        assistant_reads.ask("search_programs", {}, {}, "http://testserver")
