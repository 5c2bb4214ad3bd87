"""The agencies' own files about schools, loaded over the starter data: three years of the directory, and the sizes."""

from datetime import date

import pytest

from careerportal.datasets.files import UnusableFile
from careerportal.datasets.models import Finding
from careerportal.datasets.pipeline import refresh
from careerportal.datasets.registry import get
from careerportal.taxonomy.activity import Activity
from careerportal.taxonomy.controls import Control
from programs.models import School

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("real directory")]
YEARS = (2022, 2023, 2024)


@pytest.fixture
def load(starter, shared_data):
    def load_year(year):
        path = shared_data / "ipeds" / f"hd{year}.csv.gz"
        return refresh(get("ipeds-directory"), path, edition=f"{year}-{year - 1999}")

    return load_year


def facts(unitid):
    school = School.objects.get(unitid=unitid)
    return school.name, school.city, school.state, school.control, school.latitude, school.longitude, school.cbsa


@pytest.mark.parametrize("year", YEARS)
def test_each_year_loads_and_a_second_time_changes_nothing(load, year):
    first = load(year)
    assert first.problems.error_count == 0
    assert 2_100 < first.tables()["schools"]["updated"] < 2_224
    again = load(year)
    assert again.is_empty
    assert again.tables()["schools"]["unchanged"] == first.tables()["schools"]["updated"]


def test_pace_and_clemson_are_where_they_are(load):
    before = [facts(unitid)[0] for unitid in (194310, 217882)]
    load(2024)
    assert facts(194310) == ("Pace University", "New York", "NY", Control.NONPROFIT, 40.711014, -74.004719, "35620")
    assert facts(217882) == ("Clemson University", "Clemson", "SC", Control.PUBLIC, 34.679381, -82.835114, "24860")
    assert before == ["Pace University", "Clemson University"]
    assert not Finding.objects.filter(subject__in=before).exists()


def test_closed_and_combined_schools_are_known_with_their_successor(load):
    load(2023)
    asnuntuck, finlandia = School.objects.get(unitid=128577), School.objects.get(unitid=172440)
    assert (asnuntuck.activity, asnuntuck.successor.unitid) == (Activity.COMBINED, 129367)
    assert (finlandia.activity, finlandia.closed_on) == (Activity.CLOSED, date(2023, 5, 7))
    assert School.objects.filter(activity=Activity.CLOSED).count() == 29
    assert not School.objects.listed().filter(pk__in=[asnuntuck.pk, finlandia.pk]).exists()


def test_the_schools_own_pages_are_web_addresses(load):
    load(2024)
    pace = School.objects.get(unitid=194310)
    assert len(pace.own_pages) == 5
    for name in School.LINK_FIELDS:
        assert not School.objects.exclude(**{name: ""}).exclude(**{f"{name}__regex": "^https?://[^ ]+$"}).exists()


def test_the_old_alphabet_is_read_letter_by_letter(load):
    load(2022)
    assert "Rutgers–Newark" in School.objects.get(unitid=186399).aliases


def test_three_years_after_each_other_leave_each_school_with_its_newest_edition(load):
    for year in YEARS:
        load(year)
    editions = School.objects.exclude(directory_release=None).values_list("directory_release__edition", flat=True)
    assert {edition: list(editions).count(edition) for edition in set(editions)} == {
        "2022-23": 21,
        "2023-24": 44,
        "2024-25": 2_159,
    }


class TestSizes:
    @pytest.fixture
    def load_sizes(self, starter, shared_data):
        return lambda name: refresh(get("scorecard-institution"), shared_data / "scorecard" / name, edition="June 2026")

    def test_the_newest_file_loads_and_a_second_time_changes_nothing(self, load_sizes):
        assert load_sizes("scorecard_institution_2026_06_reduced.csv").problems.error_count == 0
        assert load_sizes("scorecard_institution_2026_06_reduced.csv").is_empty
        pace, clemson = School.objects.get(unitid=194310), School.objects.get(unitid=217882)
        assert (pace.size, clemson.size) == ("medium", "large")

    def test_a_file_without_the_column_is_refused_in_words(self, load_sizes):
        with pytest.raises(UnusableFile, match="no column UGDS"):
            load_sizes("scorecard_institution_2022_reduced.csv.gz")
