"""Wages as the Bureau of Labor Statistics publishes them: numbers, markers, areas."""

import pytest

from careerportal.datasets.models import Release
from careerportal.datasets.pipeline import Refused, refresh
from careerportal.datasets.registry import get
from careerportal.taxonomy.figures import FigureStatus
from salaries.importers import wages
from salaries.models import Area, Occupation, WageEstimate
from tests import federal_files


def load(path, edition="May 2025", **options):
    return refresh(get("oews"), path, edition=edition, **options)


@pytest.mark.parametrize(
    ("text", "kind", "value", "status"),
    [
        ("123860", "annual", 123_860, FigureStatus.REPORTED),
        ("1,234", "employment", 1_234, FigureStatus.REPORTED),
        ("26.13", "hourly", 26.13, FigureStatus.REPORTED),
        ("742310", "annual", 742_310, FigureStatus.REPORTED),
        ("#", "annual", 239_200, FigureStatus.TOP_CODED),
        ("#", "hourly", 115.00, FigureStatus.TOP_CODED),
        ("*", "annual", None, FigureStatus.WITHHELD),
        ("**", "employment", None, FigureStatus.WITHHELD),
        ("", "ratio", None, FigureStatus.NOT_COLLECTED),
    ],
)
def test_missing_withheld_and_top_coded_are_three_different_things(text, kind, value, status):
    assert wages.parse(text, kind, 2025) == (value, status)


def test_the_ceiling_was_lower_before_2022():
    assert wages.parse("#", "annual", 2019) == (208_000, FigureStatus.TOP_CODED)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("~", "annual"),
        ("-1", "annual"),
        ("nan", "ratio"),
        ("1e99", "employment"),
        ("1_000", "annual"),
        ("12.7", "employment"),
        ("#", "employment"),
    ],
)
def test_anything_else_is_an_error(text, kind):
    with pytest.raises(ValueError, match=r"number|ceiling|wage"):
        wages.parse(text, kind, 2025)


@pytest.mark.django_db
class TestLoading:
    def test_a_top_coded_wage_is_said_as_or_more(self, tmp_path):
        load(federal_files.oews(tmp_path, {"A_PCT90": "#"}))
        assert WageEstimate.objects.get().figure("annual_p90").as_dollars() == "$239,200 or more"

    def test_a_withheld_employment_is_blank_and_says_so(self, tmp_path):
        load(federal_files.oews(tmp_path, {"TOT_EMP": "**"}))
        assert WageEstimate.objects.get().figure("employment").as_number() == "Not released"

    def test_the_nation_has_a_name_and_no_state(self, tmp_path):
        load(federal_files.oews(tmp_path, {"AREA": "99", "AREA_TITLE": "U.S.", "AREA_TYPE": "1", "PRIM_STATE": "US"}))
        area = Area.objects.get()
        assert (area.title, area.state, area.slug) == ("United States", "", "united-states")

    def test_other_occupations_are_passed_over(self, tmp_path):
        load(federal_files.oews(tmp_path, {}, {"OCC_CODE": "15-1252"}))
        assert [occupation.soc for occupation in Occupation.objects.all()] == ["11-9111"]

    def test_next_years_file_stands_beside_this_years(self, tmp_path):
        load(federal_files.oews(tmp_path, {}))
        load(federal_files.oews(tmp_path, {"A_MEDIAN": "115000"}), edition="May 2026")
        assert list(WageEstimate.objects.order_by("year").values_list("year", "annual_p50")) == [
            (2025, 113_040),
            (2026, 115_000),
        ]
        assert {release.state for release in {estimate.release for estimate in WageEstimate.objects.all()}} == {"ready"}

    def test_a_file_of_a_part_leaves_the_rest_of_its_edition_where_it_came_from(self, tmp_path):
        nation = {"AREA": "99", "AREA_TITLE": "U.S.", "AREA_TYPE": "1", "PRIM_STATE": "US"}
        whole = load(federal_files.oews(tmp_path, nation, {})).release
        part = load(federal_files.oews(tmp_path, nation | {"A_MEDIAN": "123900"}, name="part.csv")).release
        assert set(Release.objects.filter(state=Release.State.READY)) == {whole, part}
        load(federal_files.oews(tmp_path, nation, {}, name="again.csv"))
        assert Release.objects.get(state=Release.State.READY).file_name == "again.csv"

    def test_a_national_file_withdraws_no_state(self, tmp_path):
        nation = {"AREA": "99", "AREA_TITLE": "U.S.", "AREA_TYPE": "1", "PRIM_STATE": "US"}
        load(federal_files.oews(tmp_path, nation, {}))
        load(federal_files.oews(tmp_path, nation | {"A_MEDIAN": "123900"}))
        assert WageEstimate.objects.count() == 2

    @pytest.mark.parametrize(
        ("bad", "message"),
        [
            ({"PRIM_STATE": "ZZ", "AREA": "7"}, "PRIM_STATE 'ZZ'"),
            ({"AREA_TYPE": "9", "AREA": "7"}, "AREA_TYPE '9'"),
            ({"AREA": "x"}, "AREA 'x'"),
            ({"AREA": "7", "A_MEAN": "a lot"}, "A_MEAN: 'a lot'"),
            ({"OCC_CODE": "119111"}, "OCC_CODE '119111'"),
            ({}, "row 2 already"),
            ({"OCC_CODE": "29-2072", "AREA_TITLE": "Tejas"}, "another name or state"),
        ],
    )
    def test_a_bad_row_is_named_and_nothing_is_loaded(self, tmp_path, bad, message):
        with pytest.raises(Refused) as refused:
            load(federal_files.oews(tmp_path, {}, bad))
        (problem,) = refused.value.report.problems.errors
        assert problem.row == 3
        assert message in str(problem)
        assert not WageEstimate.objects.exists()
