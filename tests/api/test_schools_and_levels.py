"""Schools, levels and fields of study in the API."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertNumQueries

from careerportal.taxonomy.degree_levels import DegreeLevel
from tests.factories import LevelGuideFactory, ProgramFactory, SchoolChargeFactory, SchoolFactory

pytestmark = pytest.mark.django_db
SCHOOLS = reverse("api-v1:school-list")
LEVELS = reverse("api-v1:level-list")


def school_at(client, key):
    return client.get(reverse("api-v1:school-detail", args=[key]))


def names(response):
    return [row["name"] for row in response.json()["results"]]


def test_a_school_is_found_by_unitid_and_by_slug(client):
    SchoolFactory(unitid=229179, slug="texas-womans-university", name="Texas Woman's University")

    for key in ("229179", "texas-womans-university"):
        assert school_at(client, key).json()["name"] == "Texas Woman's University"


def test_a_school_has_one_address_by_number(client):
    SchoolFactory(unitid=229179)
    assert school_at(client, "0229179").status_code == 404


def test_a_school_that_only_we_list_is_found_by_slug(client):
    SchoolFactory(unitid=None, slug="our-own-school")

    school = school_at(client, "our-own-school").json()

    assert school["unitid"] is None
    assert school["links"]["api"].endswith("/api/v1/schools/our-own-school/")
    assert school["links"]["college_navigator"] is None


def test_a_school_counts_the_programs_that_the_portal_shows(client):
    school = SchoolFactory()
    ProgramFactory(school=school)
    ProgramFactory(school=school, level=DegreeLevel.DOCTORAL, withdrawn=True)
    assert school_at(client, school.unitid).json()["program_count"] == 1


def test_a_former_name_finds_a_school(client):
    SchoolFactory(name="Purdue University Global", former_names="Kaplan University; Kaplan College")
    SchoolFactory(name="Another")

    response = client.get(SCHOOLS, {"q": "kaplan"})

    assert names(response) == ["Purdue University Global"]
    assert response.json()["results"][0]["former_names"] == ["Kaplan University", "Kaplan College"]


def test_schools_narrow_by_state_control_and_list(client):
    SchoolFactory(name="Kept", state="TX", control="nonprofit")
    SchoolFactory(name="Elsewhere", state="OH", control="nonprofit")
    SchoolFactory(name="Public", state="TX", control="public")
    SchoolFactory(name="Unlisted", unlisted=True)

    assert names(client.get(SCHOOLS, {"state": "TX", "control": "nonprofit"})) == ["Kept"]
    assert "Unlisted" not in names(client.get(SCHOOLS))
    assert "Unlisted" in names(client.get(SCHOOLS, {"listed": "all"}))


def test_a_list_of_schools_takes_five_queries(client):
    for program in ProgramFactory.create_batch(3):
        SchoolChargeFactory(school=program.school)
    # 1 the page with program counts, 2 charges, 3 their releases, 4 the ledger's serial, 5 whom to credit.
    with assertNumQueries(5):
        client.get(SCHOOLS)


def test_levels_are_the_whole_ladder_lowest_first(client):
    rows = client.get(LEVELS).json()["results"]
    assert [row["level"] for row in rows] == DegreeLevel.values
    assert [row["rung"] for row in rows] == list(range(1, 10))


def test_a_level_names_its_federal_codes_guide_and_programs(client):
    LevelGuideFactory(level=DegreeLevel.MASTERS, summary="For people who want to lead.")
    ProgramFactory(level=DegreeLevel.MASTERS)
    ProgramFactory(level=DegreeLevel.MASTERS, school__unlisted=True)

    level = client.get(reverse("api-v1:level-detail", args=["masters"])).json()

    assert level["scorecard_codes"] == ["5"]
    assert level["ipeds_codes"] == ["7"]
    assert level["summary"] == "For people who want to lead."
    assert level["program_count"] == 1
    assert level["links"]["programs"] == "http://testserver/api/v1/programs/?level=masters"


def test_the_ladder_takes_four_queries(client):
    # 1 guides, 2 counts by level, 3 the ledger's serial, 4 whom to credit.
    with assertNumQueries(4):
        client.get(LEVELS)


def test_fields_are_the_codes_of_the_programs_shown(client):
    ProgramFactory(cip="51.07")
    ProgramFactory(cip="51.0701", title="Health Care Administration")
    ProgramFactory(cip="51.0701", title="Health Care Administration")
    ProgramFactory(cip="51.0705", withdrawn=True)

    rows = client.get(reverse("api-v1:field-list")).json()["results"]
    one = client.get(reverse("api-v1:field-detail", args=["51.0701"])).json()

    assert [(row["code"], row["digits"], row["field"], row["program_count"]) for row in rows] == [
        ("51.07", 4, "51.07", 1),
        ("51.0701", 6, "51.07", 2),
    ]
    assert one["title"] == "Health Care Administration"
    assert one["links"]["programs"] == "http://testserver/api/v1/programs/?cip=51.0701"
    assert client.get(reverse("api-v1:field-detail", args=["51.0705"])).status_code == 404


def test_the_fields_take_four_queries(client):
    ProgramFactory()
    # 1 the ledger's serial, 2 codes with their titles and counts, 3 the definitions, which are kept, 4 whom to credit.
    with assertNumQueries(4):
        client.get(reverse("api-v1:field-list"))
