"""The crosswalk from fields of study to occupations: as it is loaded, else as it comes with the portal."""

import pytest
from openpyxl import load_workbook

from careerportal.datasets.models import Release
from careerportal.sync import kept
from careerportal.taxonomy import soc
from careerportal.taxonomy.crosswalk import LEADS_TO
from salaries import crosswalk
from tests.factories import JobOfFieldFactory

pytestmark = pytest.mark.django_db


class TestTheTableThatComesWithThePortal:
    def test_medical_office_management_leads_to_office_supervisors(self):
        assert crosswalk.at().occupations_of("51.0705") == ["43-1011"]

    def test_a_four_digit_field_leads_where_its_members_lead_and_the_main_occupation_comes_first(self):
        codes = crosswalk.at().occupations_of("51.07")
        assert codes[0] == soc.MAIN
        assert set(codes) == {code for codes in LEADS_TO.values() for code in codes}

    @pytest.mark.parametrize("cip", ["51.0708", "52.02", "11.0101"])
    def test_other_fields_lead_to_none_of_our_occupations(self, cip):
        assert crosswalk.at().occupations_of(cip) == []

    def test_fields_of_an_occupation_are_the_crosswalk_read_backwards(self):
        assert crosswalk.at().fields_of("11-3012") == ["51.0711"]
        assert crosswalk.at().fields_of("43-3021") == []

    def test_it_says_what_it_was_taken_from(self):
        assert (crosswalk.at().release.source, crosswalk.at().release.edition) == ("cip-soc", "2020")
        assert not Release.objects.exists()

    def test_every_value_is_that_of_the_agencies_file(self, shared_data):
        book = load_workbook(shared_data / "cip" / "CIP2020_SOC2018_Crosswalk.xlsx", read_only=True)
        official = {}
        for cip, _, code, _ in book["CIP-SOC"].iter_rows(min_row=2, values_only=True):
            if str(cip).startswith("51.07"):
                official.setdefault(cip, set()).update({code} & set(soc.OCCUPATIONS))
        book.close()
        assert {cip: set(codes) for cip, codes in LEADS_TO.items()} == official
        assert len(official) == 24


class TestTheOneThatIsLoaded:
    def test_it_takes_the_place_of_the_table(self):
        JobOfFieldFactory(cip="51.0705", soc="11-9111")
        JobOfFieldFactory(cip="51.0705", soc="99-1234")
        found = crosswalk.at()
        assert found.occupations_of("51.0705") == ["11-9111"]
        assert found.occupations_of("51.0710") == []
        assert found.fields_of("11-9111") == ["51.0705"]
        assert (found.release.source, found.release.edition) == ("cip-soc", "2020")

    def test_it_is_read_once_until_the_data_change(self, django_assert_num_queries):
        tie = JobOfFieldFactory(cip="51.0705", soc="11-9111")
        with django_assert_num_queries(1):
            crosswalk.at(serial=7)
        with django_assert_num_queries(0):
            assert crosswalk.at(serial=7).occupations_of("51.07") == ["11-9111"]
        tie.delete()
        assert crosswalk.at(serial=8).leads_to is LEADS_TO
        kept.forget()
