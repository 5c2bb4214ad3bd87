"""The crosswalk from fields of study to occupations."""

import pytest
from openpyxl import load_workbook

from careerportal.taxonomy import crosswalk, soc


def test_medical_office_management_leads_to_office_supervisors():
    assert crosswalk.occupations_of("51.0705") == ["43-1011"]


def test_a_four_digit_field_leads_where_its_members_lead_and_the_main_occupation_comes_first():
    codes = crosswalk.occupations_of("51.07")
    assert codes[0] == soc.MAIN
    assert set(codes) == {code for codes in crosswalk.LEADS_TO.values() for code in codes}


@pytest.mark.parametrize("cip", ["51.0708", "52.02", "11.0101"])
def test_other_fields_lead_to_none_of_our_occupations(cip):
    assert crosswalk.occupations_of(cip) == []


def test_fields_of_an_occupation_are_the_crosswalk_read_backwards():
    assert crosswalk.fields_of("11-3012") == ["51.0711"]
    assert crosswalk.fields_of("43-3021") == []


def test_every_value_is_that_of_the_agencies_file(shared_data):
    book = load_workbook(shared_data / "cip" / "CIP2020_SOC2018_Crosswalk.xlsx", read_only=True)
    official = {}
    for cip, _, code, _ in book["CIP-SOC"].iter_rows(min_row=2, values_only=True):
        if str(cip).startswith("51.07"):
            official.setdefault(cip, set()).update({code} & set(soc.OCCUPATIONS))
    book.close()
    assert {cip: set(codes) for cip, codes in crosswalk.LEADS_TO.items()} == official
    assert len(official) == 24
