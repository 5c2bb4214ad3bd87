"""The agencies' own files in their reading order, loaded over the starter data: each twice, each taken back, each read
by the importer as by anybody who reads the file itself."""

import csv
import gzip
from collections import defaultdict

import pytest

from careerportal.datasets import publishing
from careerportal.datasets.files import UnusableFile
from careerportal.datasets.models import Finding
from careerportal.datasets.pipeline import refresh
from careerportal.datasets.registry import get
from careerportal.taxonomy.controls import Control
from programs.completions import trends
from programs.models import Program, School
from tests.datasets.test_publishing import federal_columns

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("real files"), pytest.mark.usefixtures("starter")]

COMPLETIONS = [
    ("ipeds-completions", f"ipeds/c{year}_a_cip5107_reduced.csv", f"{year - 1}-{year % 100}")
    for year in range(2020, 2024)
]
WORKBOOKS = [("oews", f"bls/national_M{year}_dl.xlsx", f"May {year}") for year in (2020, 2022, 2023, 2024)]
READ_TWICE = [
    ("cip", "cip/CIPCode2020.csv.gz", "2020"),
    ("cip-soc", "cip/CIP2020_SOC2018_Crosswalk.xlsx", "2020"),
    ("scorecard-field-of-study", "scorecard/scorecard_fos_2026_06_cip5107_reduced.csv", "June 2026"),
    ("ipeds-completions", "ipeds/c2024_a_reduced.csv.gz", "2023-24"),
    ("ipeds-charges", "ipeds/ic2022_ay.csv.gz", "2022-23"),
    ("ipeds-offerings", "ipeds/ic2024.csv.gz", "2024-25"),
    *WORKBOOKS,
    ("oews", "bls/oews_M2025_selected_soc_all_areas.csv.gz", "May 2025"),
    ("oews", "bls/oews_M2025_state_all_occupations.csv.gz", "May 2025"),
]
"""Source, file and edition. Others are read twice below, in tests/programs/test_real_*.py and in tests/salaries/."""

REFUSED = [
    ("oews", "bls/oews_M2023_state_selected_soc_reduced.csv", "May 2023", "no column"),
    ("oews", "bls/natsector_M2024_dl.xlsx", "May 2024", "no row of the fields, occupations and places"),
]
ONE_AFTER_THE_STARTER = ("cip", "cip-soc", "scorecard-field-of-study", "ipeds-charges", "ipeds-offerings")
IN_TURN = [
    [("ipeds-directory", "ipeds/hd2022.csv.gz", "2022-23"), ("ipeds-directory", "ipeds/hd2023.csv.gz", "2023-24")],
    [("ipeds-directory", "ipeds/hd2023.csv.gz", "2023-24"), ("ipeds-directory", "ipeds/hd2024.csv.gz", "2024-25")],
    WORKBOOKS[1:3],
    *([one] for one in READ_TWICE if one[0] in ONE_AFTER_THE_STARTER),
    [("scorecard-institution", "scorecard/scorecard_institution_2026_06_reduced.csv", "June 2026")],
    [("employment-projections", "bls/occupation_2024-2034.xlsx", "2024–34")],
]
"""Releases of which the last is taken back."""

PACE, CLEMSON = 194310, 217882
LEVELS = {
    **dict.fromkeys(("2", "4", "20", "21"), "certificate"),
    "3": "associate", "5": "bachelors", "6": "postbaccalaureate", "7": "masters", "8": "postmasters",
    **dict.fromkeys(("17", "19"), "doctoral"),
    "18": "professional",
}  # fmt: skip
"""The survey's award levels in our words, written down here once more."""


@pytest.fixture
def load(shared_data):
    return lambda key, name, edition: refresh(get(key), shared_data / name, edition=edition, accept=True)


def lines(path):
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


@pytest.mark.parametrize(("key", "name", "edition"), READ_TWICE)
def test_a_file_loads_whole_and_a_second_time_changes_nothing(load, key, name, edition):
    assert load(key, name, edition).problems.error_count == 0
    assert load(key, name, edition).is_empty


@pytest.mark.parametrize(("key", "name", "edition", "why"), REFUSED)
def test_a_file_of_another_kind_is_refused_in_words_and_changes_nothing(load, key, name, edition, why):
    before = federal_columns()
    with pytest.raises(UnusableFile, match=why):
        load(key, name, edition)
    assert federal_columns() == before


@pytest.mark.parametrize("releases", IN_TURN, ids=lambda releases: " then ".join(name for _, name, _ in releases))
def test_a_release_is_taken_back_to_the_last_column(load, releases):
    *earlier, (key, name, edition) = releases
    for one in earlier:
        load(*one)
    before = federal_columns()
    load(key, name, edition)
    assert federal_columns() != before
    publishing.roll_back(publishing.newest_live(key))
    assert federal_columns() == before


def test_every_school_is_where_its_line_of_the_directory_says(load, shared_data):
    load("ipeds-directory", "ipeds/hd2024.csv.gz", "2024-25")
    doubted = set(Finding.objects.filter(kind="coordinates in doubt").values_list("subject", flat=True))
    elsewhere = set(Finding.objects.filter(kind="another state").values_list("subject", flat=True))
    schools = {str(school.unitid): school for school in School.objects.exclude(unitid=None)}
    read = 0
    for line in lines(shared_data / "ipeds" / "hd2024.csv.gz"):
        school = schools.get(line["UNITID"])
        if school is None or school.shown_name in elsewhere:
            continue
        read += 1
        blank = {name: "" if line[name] in ("-1", "-2", "-3") else line[name].strip() for name in line}
        said = (school.city, school.zip, school.locale, school.cbsa)
        assert said == (" ".join(blank["CITY"].split()), blank["ZIP"], blank["LOCALE"], blank["CBSA"]), school
        if f"{line['INSTNM'].strip()}, UNITID {line['UNITID']}" not in doubted:
            assert (school.latitude, school.longitude) == (float(line["LATITUDE"]), float(line["LONGITUD"])), school
    assert read > 2_000


@pytest.mark.parametrize("year", [2022, 2023, 2024])
def test_pace_and_clemson_are_right_in_every_year(load, year):
    load("ipeds-directory", f"ipeds/hd{year}.csv.gz", f"{year}-{year - 1999}")
    facts = School.objects.filter(unitid__in=(PACE, CLEMSON)).order_by("unitid")
    assert list(facts.values_list("name", "city", "state", "control")) == [
        ("Pace University", "New York", "NY", Control.NONPROFIT),
        ("Clemson University", "Clemson", "SC", Control.PUBLIC),
    ]
    pace, clemson = facts
    assert (pace.latitude, pace.longitude) == pytest.approx((40.711, -74.005), abs=0.001)
    assert (clemson.latitude, clemson.longitude) == pytest.approx((34.68, -82.835), abs=0.005)


def test_five_years_of_health_care_management_and_medical_office_are_the_sums_of_the_files(load, shared_data):
    years = [*COMPLETIONS, ("ipeds-completions", "ipeds/c2024_a_cip5107_reduced.csv", "2023-24")]
    awards = defaultdict(dict)
    for place, one in enumerate(years):
        load(*one)
        assert load(*one).is_empty
        for line in lines(shared_data / one[1]):
            key = line["UNITID"], line["CIPCODE"], LEVELS[line["AWLEVEL"]]
            awards[key][place] = awards[key].get(place, 0) + int(line["CTOTALT"])
    programs = list(Program.objects.published().filter(cip__in=("51.0701", "51.0705")).select_related("school"))
    shown = trends(programs)
    for program in programs:
        key = str(program.school.unitid), program.cip, program.level
        said = [year.awards.value for year in shown[program.pk].years]
        assert said == [awards[key].get(place) for place in range(5)], program.slug
    whole = [
        program for program in programs if len(awards[str(program.school.unitid), program.cip, program.level]) == 5
    ]
    assert sum(program.cip == "51.0701" for program in whole) > 400
    assert sum(program.cip == "51.0705" for program in whole) > 100
