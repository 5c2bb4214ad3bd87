"""Programs side by side: what the address asks for, what is said of each, and what stays the same."""

import csv
import io

import pytest
from django.urls import reverse

from programs.models import Program
from tests.factories import (
    AccreditationFactory,
    AreaFactory,
    CertificationFactory,
    DeadlineFactory,
    ProgramFactory,
    SchoolChargeFactory,
    WageEstimateFactory,
)

pytestmark = pytest.mark.django_db

COMPARE = reverse("programs:compare")


def compare(client, *programs, **query):
    return client.get(COMPARE, {"p": [program.slug for program in programs], **query})


def rows(response, part="differing"):
    """{label: what stands in each cell} of the rows that differ, or that are the same."""
    return {row.label: [cell.text for cell in row.cells] for section in response.context[part] for row in section.rows}


def marks(response, label):
    found = [row for section in response.context["differing"] for row in section.rows if row.label == label]
    return [cell.mark for cell in found[0].cells]


def notices(response):
    return [notice.text for notice in response.context["comparison"].notices]


def names(response):
    return [item["column"].name for item in response.context["columns"]]


@pytest.fixture
def rich():
    return ProgramFactory(school__name="Rich", outcome__earnings=90_000, outcome__debt=40_000, length_months=24)


@pytest.fixture
def cheap():
    return ProgramFactory(school__name="Cheap", outcome__earnings=60_000, outcome__debt=20_000, length_months=24)


class TestAddress:
    def test_programs_stand_in_the_order_of_the_address(self, client, rich, cheap):
        assert names(compare(client, cheap, rich)) == ["Cheap", "Rich"]

    def test_without_programs_the_page_says_how_to_begin(self, client):
        html = client.get(COMPARE).text
        assert "Nothing is chosen yet" in html
        assert "noindex" not in html

    def test_unknown_program_is_said_and_the_rest_shown(self, client, rich):
        response = client.get(COMPARE, {"p": ["no-such", rich.slug, "\x00", "x" * 5_000]})
        assert names(response) == ["Rich"]
        assert notices(response)[0] == "“no-such” is no program that we know; it was left out."

    def test_program_named_twice_is_shown_once(self, client, rich):
        response = compare(client, rich, rich)
        assert names(response) == ["Rich"]
        assert notices(response) == ["A program that was named twice is shown once."]

    def test_seventh_program_is_left_out_by_name(self, client):
        programs = [ProgramFactory(school__name=f"College {number}") for number in range(7)]
        response = compare(client, *programs)
        assert len(names(response)) == 6
        assert "Left out: College 6, Master's degree." in notices(response)[0]

    def test_withdrawn_program_is_shown_by_its_successor(self, client, rich):
        gone = ProgramFactory(school__name="Gone", withdrawn=True, successor=rich)
        response = compare(client, gone)
        assert names(response) == ["Rich"]
        assert notices(response)[0].startswith("Gone, Master's degree is no longer listed. Its successor is shown")

    def test_withdrawn_program_without_a_successor_is_said(self, client, rich):
        response = compare(client, ProgramFactory(school__name="Gone", is_current=False), rich)
        assert names(response) == ["Rich"]
        assert "nothing stands in its place" in notices(response)[0]

    def test_programs_of_one_school_are_told_apart_by_level(self, client, rich):
        other = ProgramFactory(school=rich.school, level="doctoral")
        assert names(compare(client, rich, other)) == ["Rich, Master's degree", "Rich, Doctoral degree"]

    def test_taking_one_away_keeps_the_rest_of_the_address(self, client, rich, cheap):
        response = compare(client, rich, cheap, cost=["50000", "30000"], rate="6.5")
        without = response.context["columns"][0]["without"]
        assert without == f"{COMPARE}?p={cheap.slug}&cost=30000&rate=6.5"


class TestRows:
    def test_what_differs_comes_first_and_what_is_the_same_is_folded(self, client, rich, cheap):
        response = compare(client, rich, cheap)
        assert rows(response)["Median earnings"] == ["$90,000", "$60,000"]
        assert rows(response, "folded")["Length"] == ["24 months", "24 months"]
        assert rows(response, "folded")["Level"] == ["Master's degree", "Master's degree"]
        assert "<details" in response.text

    def test_better_is_marked_in_words(self, client, rich, cheap):
        response = compare(client, rich, cheap)
        assert marks(response, "Median earnings") == ["Best here: highest", ""]
        assert marks(response, "Median debt of those who borrowed") == ["", "Best here: lowest"]
        assert marks(response, "Paid off with 10% of that pay after") == ["", "Best here: soonest"]

    def test_earnings_measured_at_different_times_are_not_ranked(self, client, rich):
        soon = ProgramFactory(outcome__earnings=50_000, outcome__earnings_horizon=1)
        response = compare(client, rich, soon)
        assert marks(response, "Median earnings") == ["", ""]
        assert "Nothing is marked for median earnings" in " ".join(response.text.split())

    def test_blanks_are_typed_and_explained(self, client, rich):
        blank = ProgramFactory(outcome__earnings=None, outcome__debt=None, outcome__blanks={"earnings": "withheld"})
        response = compare(client, rich, blank)
        assert rows(response)["Median earnings"] == ["$90,000", "Not released"]
        assert rows(response)["Paid off with 10% of that pay after"][1] == "Write what it would cost you"
        assert "Withheld by the source" in response.text

    def test_nobodys_records_are_said_to_be_missing(self, client, rich, cheap):
        rich.delivery = Program.Delivery.ONLINE
        rich.save()
        assert rows(compare(client, rich, cheap))["How it is taught"] == ["Online", "Not recorded yet"]

    def test_accreditation_names_its_evidence(self, client, rich, cheap):
        AccreditationFactory(program=rich)
        response = compare(client, rich, cheap)
        assert rows(response)["Accreditation of the program"] == ["Accreditor of Tests: Accredited", "Not recorded yet"]
        assert "https://accreditor.example.org/programs" in response.text
        assert "since May 2015, next review October 2028" in response.text

    def test_deadlines_name_where_the_school_says_so(self, client, rich, cheap):
        DeadlineFactory(program=cheap)
        response = compare(client, rich, cheap)
        assert rows(response)["Apply by"] == ["Not recorded yet", "Application for fall: March 1, 2027"]
        assert "https://college.example.org/apply" in response.text

    def test_charges_are_those_of_the_programs_level_by_residency(self, client, rich, cheap):
        for school, tuition in ((rich.school, 30_000), (cheap.school, 10_000)):
            SchoolChargeFactory(school=school, tuition=tuition, fees=500)
            SchoolChargeFactory(school=school, tuition=1, student_level="undergraduate")
            SchoolChargeFactory(school=school, tuition=1, year=2021)
        response = compare(client, rich, cheap)
        label = "Tuition and fees a year, living in its state"
        assert rows(response)[label] == ["$30,500", "$10,500"]
        assert marks(response, label) == ["", "Best here: lowest"]
        assert "2022-23, full-time graduate students" in response.text
        assert "Tuition and fees a year, living in another state" not in rows(response)
        assert "National Center for Education Statistics" in response.text

    def test_charges_of_a_district_are_a_row_only_where_they_are_others(self, client, rich, cheap):
        for school in (rich.school, cheap.school):
            for residency in ("in-district", "in-state"):
                SchoolChargeFactory(school=school, residency=residency)
        label = "Tuition and fees a year, living in the school's district"
        assert label not in rows(compare(client, rich, cheap), "folded")
        rich.school.charges.filter(residency="in-district").update(tuition=5)
        assert rows(compare(client, rich, cheap))[label] == ["$1,005", "$11,000"]

    def test_certification_carries_what_is_known_of_the_program(self, client, rich, cheap):
        CertificationFactory()
        assert "program_months=24" in compare(client, rich, cheap).text

    def test_pay_is_that_of_each_schools_place(self, client, rich, cheap):
        WageEstimateFactory(area=AreaFactory(ohio=True), annual_p50=105_000)
        cheap.school.state = "TX"
        cheap.school.save()
        response = compare(client, rich, cheap)
        assert rows(response)["Medical and Health Services Managers"] == [
            "$105,000",
            "We do not know where the school is",
        ]

    def test_sources_are_named(self, client, rich, cheap):
        html = compare(client, rich, cheap).text
        assert "June 2026 edition" in html
        assert "Truewise" in html


class TestStanding:
    def test_earnings_are_ranked_among_others_of_the_level_in_state_and_nation(self, client, rich):
        for earnings in (50_000, 60_000, 70_000, 95_000):
            ProgramFactory(outcome__earnings=earnings)
        ProgramFactory.create_batch(2, outcome__earnings=99_000, school__state="TX")
        ProgramFactory(outcome__earnings=10_000, level="bachelors")
        ProgramFactory(outcome__earnings=10_000, withdrawn=True)
        ProgramFactory(outcome__earnings=10_000, outcome__earnings_horizon=1)
        found = rows(compare(client, rich))
        assert found["Among programs of its level in the nation"] == ["Higher than 50%"]
        assert found["Among programs of its level in its state"] == ["Too few to rank: 4 other programs"]

    def test_programs_that_share_a_figure_count_once(self, client, rich):
        for earnings in (50_000, 60_000, 70_000, 80_000, 95_000):
            other = ProgramFactory(outcome__earnings=earnings)
            ProgramFactory(school=other.school, outcome=other.outcome, cip="51.0701")
        cell = "than 4 of 5 others in the nation"
        assert cell in compare(client, rich).text


class TestPayback:
    def test_assumptions_stand_in_the_address_and_on_the_page(self, client, rich, cheap):
        response = compare(client, rich, cheap, rate="0", years="10", share="12", cost=["24000", ""])
        found = rows(response)
        assert found["Cost reckoned with"] == ["$24,000", "$20,000"]
        assert found["To pay each month for 10 years"][0].startswith("$200 to ")
        assert "12% of pay" in " ".join(response.text.split())

    def test_costs_of_different_kinds_are_not_ranked(self, client, rich, cheap):
        assert marks(compare(client, rich, cheap, cost=["24000", ""]), "Cost reckoned with") == ["", ""]

    def test_wrong_assumption_is_to_be_corrected(self, client, rich, cheap):
        response = compare(client, rich, cheap, rate="plenty")
        assert "Interest: write a number from 0 to 30." in response.text
        assert rows(response, "folded")["That takes of its graduates' median pay"][0] == "Correct what is assumed"

    def test_wrong_cost_is_said_and_left_out(self, client, rich, cheap):
        response = compare(client, rich, cheap, cost=["plenty", "$30,000"])
        assert "Rich, Master's degree: Cost: write a number" in notices(response)[0]
        assert rows(response)["Cost reckoned with"] == ["$40,000", "$30,000"]


class TestExport:
    def export(self, client, file_format, *programs, **query):
        url = reverse("programs:compare-export", args=[file_format])
        return client.get(url, {"p": [program.slug for program in programs], **query})

    def test_csv_has_a_row_for_each_thing_compared(self, client, rich, cheap):
        text = self.export(client, "csv", rich, cheap).getvalue().decode()
        found = {row["what"]: row for row in csv.DictReader(io.StringIO(text))}
        assert found["Name"][rich.slug] == "Rich"
        assert found["Median earnings"][cheap.slug] == "$60,000 (four years after completing)"
        assert "Truewise" in found["Credit"][rich.slug]
        assert f"http://testserver{rich.get_absolute_url()}" in found["Read on"][rich.slug]

    def test_workbook_opens(self, client, rich, cheap):
        assert self.export(client, "xlsx", rich, cheap).getvalue().startswith(b"PK")

    def test_wrong_programs_are_refused(self, client, rich):
        gone = ProgramFactory(withdrawn=True)
        assert self.export(client, "csv", rich, gone).status_code == 400
        assert self.export(client, "csv").status_code == 400


def test_six_programs_take_as_many_queries_as_two(client, django_assert_num_queries):
    WageEstimateFactory(area=AreaFactory(ohio=True))
    programs = [SchoolChargeFactory(school=ProgramFactory().school).school.programs.get() for _ in range(6)]
    compare(client, *programs[:2])
    # programs with school and outcome; topics; accreditations; deadlines; charges; their releases; areas; pay there;
    # certifications; serial for the crosswalk and the years of completions, once more for the earnings ranked among:
    # all three are kept by it
    with django_assert_num_queries(11):
        compare(client, *programs)


def test_a_program_like_the_first_is_one_press_away(client, rich, cheap):
    (offer,) = compare(client, rich, rate="6").context["to_add"]
    assert offer == {"name": "Cheap, Master's degree", "url": f"{COMPARE}?p={rich.slug}&p={cheap.slug}&rate=6"}
    assert "to_add" in compare(client, rich, cheap).context


def test_search_page_and_program_lead_to_the_comparison(client, rich):
    search = client.get(reverse("programs:list")).text
    assert f'<input type="checkbox" form="compare" name="p" value="{rich.slug}">' in search
    assert f'<form id="compare" action="{COMPARE}" method="get">' in search
    assert f"{COMPARE}?p={rich.slug}" in client.get(rich.get_absolute_url()).text
