"""How large a school is: read from College Scorecard, chosen by words, and never guessed."""

import pytest
from django.urls import reverse

from careerportal.datasets.pipeline import Refused, refresh
from careerportal.datasets.registry import get
from careerportal.taxonomy.sizes import LIMITS, size_of
from programs.models import Program, School
from tests import federal_files
from tests.factories import ProgramFactory, SchoolFactory

pytestmark = pytest.mark.django_db


def load(path, edition="June 2026", **options):
    return refresh(get("scorecard-institution"), path, edition=edition, **options)


@pytest.fixture
def school():
    return SchoolFactory(unitid=229179, name="Texas Woman's University")


class TestImport:
    def test_a_school_gets_its_undergraduates_and_the_edition_they_are_of(self, tmp_path, school):
        report = load(federal_files.institutions(tmp_path, {}, {"UNITID": "48511101"}))
        found = School.objects.get()
        assert (found.undergraduates, found.size, found.size_release.edition) == (9_878, "medium", "June 2026")
        assert report.tables()["schools"]["updated"] == 1

    @pytest.mark.parametrize("marker", ["", "NULL", "NA", "PrivacySuppressed", "PS"])
    def test_what_is_not_published_is_blank_and_of_no_size(self, tmp_path, school, marker):
        School.objects.update(undergraduates=5)
        load(federal_files.institutions(tmp_path, {"UGDS": marker}))
        assert (School.objects.get().undergraduates, School.objects.get().size) == (None, "")

    def test_the_same_file_twice_changes_nothing(self, tmp_path, school):
        path = federal_files.institutions(tmp_path, {})
        load(path)
        assert load(path).is_empty

    @pytest.mark.parametrize(
        "bad", [{"UGDS": "-5"}, {"UGDS": "1e4"}, {"UGDS": "9" * 30}, {"UGDS": "²"}, {"UNITID": "x"}, {}]
    )
    def test_a_bad_row_leaves_everything_as_it_was(self, tmp_path, school, bad):
        with pytest.raises(Refused, match="nothing was changed"):
            load(federal_files.institutions(tmp_path, *([bad] if bad else [{}, {}])))
        assert School.objects.get().undergraduates is None

    def test_curators_see_it_and_cannot_change_it(self, admin_client, tmp_path, school):
        load(federal_files.institutions(tmp_path, {}))
        address = reverse("admin:programs_school_change", args=[school.pk])
        assert "9,878" in admin_client.get(address).content.decode()
        admin_client.post(address, {"undergraduates": 1, "note": "Seen."})
        assert (School.objects.get().undergraduates, School.objects.get().note) == (9_878, "Seen.")

    def test_the_school_page_and_the_api_say_it(self, client, tmp_path, school):
        load(federal_files.institutions(tmp_path, {}))
        page = client.get(school.get_absolute_url()).content.decode()
        assert "9,878" in page
        assert "College Scorecard, data by school" in page
        answer = client.get("/api/v1/schools/229179/").json()
        assert (answer["undergraduates"], answer["size"]) == (9_878, "medium")
        unknown = client.get(f"/api/v1/schools/{SchoolFactory().unitid}/").json()
        assert (unknown["undergraduates"], unknown["size"]) == (None, None)


@pytest.mark.parametrize(
    ("undergraduates", "size"),
    [(None, ""), (0, "small"), (1_999, "small"), (2_000, "medium"), (9_999, "medium"), (10_000, "large")],
)
def test_each_number_has_one_size(undergraduates, size):
    assert size_of(undergraduates) == size


def test_the_database_draws_the_same_lines():
    numbers = [None, 0, 1_999, 2_000, 9_999, 10_000, 163_164]
    for number in numbers:
        ProgramFactory(school__undergraduates=number)
    for size in LIMITS:
        found = Program.objects.of_size(size).values_list("school__undergraduates", flat=True)
        assert sorted(found) == [number for number in numbers if size_of(number) == size]


def search(client, query=""):
    return client.get(f"{reverse('programs:list')}?{query}")


def test_a_search_by_size_says_how_many_programs_have_no_known_size(client):
    ProgramFactory(school__undergraduates=500, school__name="Little")
    ProgramFactory(school__undergraduates=50_000)
    ProgramFactory.create_batch(2)
    response = search(client, "size=small")
    assert [card.program.school.name for card in response.context["cards"]] == ["Little"]
    assert "1 program at small schools" in response.content.decode()
    assert "2 programs of this search are left out because the number of undergraduates is not published." in (
        response.content.decode()
    )


def test_sizes_are_offered_with_their_counts_where_a_size_is_known(client):
    ProgramFactory(school__undergraduates=500)
    ProgramFactory()
    counts = {choice["value"]: choice["count"] for choice in search(client).context["facets"]["size"]}
    assert counts == {"small": 1, "medium": 0, "large": 0}


def test_sizes_are_not_offered_where_none_is_known(client):
    ProgramFactory()
    assert "School size" not in search(client).content.decode()


def test_a_wrong_size_is_said(client):
    assert "size=huge is not a size we know; the sizes are small, medium, large." in (
        search(client, "size=huge").content.decode()
    )
    assert client.get("/api/v1/programs/?size=huge").status_code == 400
