"""What schools charge: read from the federal file, shown where students choose, and never guessed."""

import pytest
from django.urls import reverse

from careerportal.datasets import publishing
from careerportal.datasets.files import UnusableFile
from careerportal.datasets.pipeline import Refused, refresh
from careerportal.datasets.registry import get
from careerportal.sync.models import Change
from programs.charges import SchoolCharge, fitting
from tests import federal_files
from tests.factories import ProgramFactory, ReleaseFactory, SchoolChargeFactory, SchoolFactory

pytestmark = pytest.mark.django_db


def load(path, edition="2022-23", **options):
    return refresh(get("ipeds-charges"), path, edition=edition, **options)


def held(**facts):
    found = SchoolCharge.objects.filter(**facts)
    return {(one.student_level, one.residency): (one.tuition, one.fees) for one in found}


@pytest.fixture
def school():
    return SchoolFactory(unitid=229179, name="Texas Woman's University", state="TX")


class TestImport:
    def test_a_school_gets_its_charges_by_level_and_residency(self, tmp_path, school):
        load(federal_files.charges(tmp_path, {}, {"UNITID": "999999"}))
        assert held() == {
            ("undergraduate", "in-district"): (7_000, 2_000),
            ("undergraduate", "in-state"): (7_000, 2_000),
            ("undergraduate", "out-of-state"): (20_000, 2_100),
            ("graduate", "in-district"): (6_000, 1_500),
            ("graduate", "in-state"): (6_000, 1_500),
            ("graduate", "out-of-state"): (None, 1_600),
        }
        assert {(one.year, one.release.edition) for one in SchoolCharge.objects.all()} == {(2022, "2022-23")}

    def test_a_sum_with_an_unknown_part_is_unknown(self, tmp_path, school):
        load(federal_files.charges(tmp_path, {}))
        found = {charge.residency: charge.total for charge in fitting(school.charges.all(), "masters")}
        assert found["in-state"].as_dollars() == "$7,500"
        assert found["out-of-state"].as_dollars() == "Not published"

    def test_what_is_not_given_at_all_is_no_charge(self, tmp_path, school):
        load(federal_files.charges(tmp_path, {"TUITION7": ".", "FEE7": "."}))
        assert ("graduate", "out-of-state") not in held()

    def test_the_same_file_twice_changes_nothing(self, tmp_path, school):
        path = federal_files.charges(tmp_path, {})
        load(path)
        assert load(path).is_empty

    def test_years_stand_beside_each_other_and_a_corrected_one_is_replaced(self, tmp_path, school):
        load(federal_files.charges(tmp_path, {}))
        load(federal_files.charges(tmp_path, {"TUITION6": "6500"}, name="next.csv"), edition="2023-24")
        load(federal_files.charges(tmp_path, {"TUITION3": ".", "FEE3": "."}, name="revised.csv"), accept=True)
        assert held(year=2023)["graduate", "in-state"] == (6_500, 1_500)
        assert ("undergraduate", "out-of-state") not in held(year=2022)
        assert ("undergraduate", "out-of-state") in held(year=2023)

    def test_a_release_rolled_back_leaves_what_was_before(self, tmp_path, school):
        load(federal_files.charges(tmp_path, {}))
        before = list(SchoolCharge.objects.values())
        load(federal_files.charges(tmp_path, {"TUITION6": "9000", "TUITION7": "9000"}, name="revised.csv"))
        assert list(SchoolCharge.objects.values()) != before
        publishing.roll_back(publishing.newest_live("ipeds-charges"))
        assert list(SchoolCharge.objects.values()) == before

    def test_partners_hear_of_the_school_whose_charges_changed(self, tmp_path, school):
        SchoolFactory()
        load(federal_files.charges(tmp_path, {}))
        assert set(Change.objects.filter(resource="schools").values_list("key", flat=True)) == {"229179"}

    @pytest.mark.parametrize("bad", [{"TUITION2": "-5"}, {"FEE6": "1e4"}, {"TUITION1": "9" * 30}, {"UNITID": "x"}, {}])
    def test_a_bad_row_leaves_everything_as_it_was(self, tmp_path, school, bad):
        with pytest.raises(Refused, match="nothing was changed"):
            load(federal_files.charges(tmp_path, *([bad] if bad else [{}, {}])))
        assert not SchoolCharge.objects.exists()

    @pytest.mark.parametrize("edition", ["2022", "2022-24", "June 2022", "1999-00"])
    def test_an_edition_that_is_no_academic_year_is_refused(self, tmp_path, school, edition):
        with pytest.raises(UnusableFile, match="names no academic year"):
            load(federal_files.charges(tmp_path, {}), edition=edition)

    def test_the_file_is_known_by_its_columns_and_each_year_keeps_the_name_of_its_own(self, tmp_path, school):
        load(federal_files.cost1(tmp_path, {}), edition="2024-25")
        load(federal_files.charges(tmp_path, {}))
        assert {one.academic_year: one.file for one in SchoolCharge.objects.select_related("release")} == {
            "2024-25": "COST1_2024",
            "2022-23": "IC2022_AY",
        }

    def test_the_agencys_own_file_is_read(self, shared_data):
        pace = SchoolFactory(unitid=194310, name="Pace University", state="NY")
        clemson = SchoolFactory(unitid=217882, name="Clemson University", state="SC")
        load(shared_data / "ipeds" / "ic2022_ay.csv.gz")
        assert {one.file for one in SchoolCharge.objects.all()} == {"IC2022_AY"}
        assert held(school=pace)["graduate", "in-state"] == (25_560, 1_122)
        assert held(school=clemson)["undergraduate", "out-of-state"] == (38_062, 1_440)


class TestShown:
    def test_a_program_page_shows_what_students_of_its_level_pay(self, client):
        program = ProgramFactory(level="masters")
        SchoolChargeFactory(school=program.school, tuition=12_345)
        SchoolChargeFactory(school=program.school, tuition=54_321, student_level="undergraduate")
        html = client.get(program.get_absolute_url()).text
        assert "$12,345" in html
        assert "$13,345" in html
        assert "$54,321" not in html
        assert "IPEDS student charges (IC2022_AY)</a>, 2022-23 edition" in html

    def test_a_school_page_shows_all_of_the_newest_year(self, client, school):
        SchoolChargeFactory(school=school, tuition=12_345)
        SchoolChargeFactory(school=school, tuition=54_321, student_level="undergraduate")
        SchoolChargeFactory(school=school, tuition=11_111, year=2021)
        html = client.get(school.get_absolute_url()).text
        assert html.index("$54,321") < html.index("$12,345")
        assert "$11,111" not in html
        assert "IPEDS student charges (IC2022_AY)</a>, 2022-23 edition" in html

    @pytest.mark.parametrize("page", ["program", "school", "comparison", "data"])
    def test_wherever_they_are_credited_the_file_that_took_its_place_is_named(self, client, page):
        program = ProgramFactory(level="masters")
        release = ReleaseFactory(source="ipeds-charges", edition="2024-25", variant="cost1")
        SchoolChargeFactory(school=program.school, year=2024, release=release)
        addresses = {
            "program": program.get_absolute_url(),
            "school": program.school.get_absolute_url(),
            "comparison": f"{reverse('programs:compare')}?p={program.slug}",
            "data": reverse("data"),
        }
        html = client.get(addresses[page]).text
        assert "(COST1_2024)" in html
        assert "IC2024_AY" not in html

    def test_a_school_of_which_none_are_loaded_shows_none(self, client, school):
        assert "What it charges" not in client.get(school.get_absolute_url()).text

    def test_partners_read_them_with_their_source(self, client, school):
        SchoolChargeFactory(school=school, fees=None)
        (charge,) = client.get(reverse("api-v1:school-detail", args=["229179"])).json()["charges"]
        assert charge["tuition"] == {"value": 10_000, "status": "reported"}
        assert charge["fees"] == {"value": None, "status": "unknown"}
        assert (charge["academic_year"], charge["student_level"]) == ("2022-23", "graduate")
        assert charge["source"]["edition"] == "2022-23"
        assert (charge["file"], charge["blanks"]) == ("IC2022_AY", {})
