"""Employment Projections, Table 1.2."""

import pytest

from careerportal.datasets.files import UnusableFile
from careerportal.datasets.pipeline import Refused, refresh
from careerportal.datasets.registry import get
from salaries.models import Projection
from tests import federal_files

ROW = {
    "2024 National Employment Matrix title": "      Medical and health services managers",
    "2024 National Employment Matrix code": "11-9111",
    "Occupation type": "Line item",
    "Employment, 2024": "616.2",
    "Employment, 2034": "759.1",
    "Employment change, percent, 2024–34": "23.2",
    "Occupational openings, 2024–34 annual average": "62.1",
    "Typical education needed for entry": "Bachelor's degree",
    "Work experience in a related occupation": "Less than 5 years",
}

pytestmark = pytest.mark.django_db


def load(path):
    return refresh(get("employment-projections"), path, edition="2024–34")


def test_thousands_become_jobs(tmp_path):
    load(federal_files.write(tmp_path, ROW, {}))
    projection = Projection.objects.select_related("occupation").get()
    assert (projection.employment_base, projection.employment_target) == (616_200, 759_100)
    assert (projection.change_percent, projection.openings_per_year) == (23.2, 62_100)
    assert (projection.base_year, projection.target_year) == (2024, 2034)
    assert projection.occupation.title == "Medical and health services managers"


def test_an_em_dash_is_a_blank_that_says_why(tmp_path):
    load(federal_files.write(tmp_path, ROW, {"Employment, 2034": "—", "Work experience in a related occupation": "—"}))
    projection = Projection.objects.get()
    assert projection.figure("employment_target").as_number() == "Not collected"
    assert projection.experience == ""


def test_summary_lines_and_other_occupations_are_passed_over(tmp_path):
    load(federal_files.write(tmp_path, ROW, {"2024 National Employment Matrix code": "00-0000"}, {}))
    assert Projection.objects.count() == 1


def test_a_table_with_other_columns_is_refused(tmp_path):
    other = {name.replace("Employment, 2034", "Jobs"): value for name, value in ROW.items()}
    with pytest.raises(UnusableFile, match=r"Table 1\.2"):
        load(federal_files.write(tmp_path, other, {}))


@pytest.mark.parametrize("rows", [[{"Employment, 2024": "many"}], [{"Employment, 2024": "nan"}], [{}, {}]])
def test_a_bad_row_is_named_and_nothing_is_loaded(tmp_path, rows):
    with pytest.raises(Refused) as refused:
        load(federal_files.write(tmp_path, ROW, *rows))
    (problem,) = refused.value.report.problems.errors
    assert problem.row == len(rows) + 1
    assert not Projection.objects.exists()
