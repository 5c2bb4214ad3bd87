"""What a program page says of pay near the school and in a place of the reader's choice, and of paying it back."""

import pytest

from careerportal.taxonomy.degree_levels import DegreeLevel
from careerportal.taxonomy.figures import FigureStatus
from tests.factories import AreaFactory, OccupationFactory, ProgramFactory, WageEstimateFactory

pytestmark = pytest.mark.django_db


def page(client, program, query=None):
    return client.get(program.get_absolute_url(), query)


def text(response):
    return " ".join(response.text.split())


@pytest.fixture
def ohio():
    return WageEstimateFactory(area=AreaFactory(ohio=True), annual_p25=80_000, annual_p50=105_000, annual_p75=130_000)


@pytest.fixture
def akron():
    area = AreaFactory(code="10420", kind="metropolitan", title="Akron, OH", slug="akron-oh", state="OH")
    return WageEstimateFactory(area=area, annual_p25=75_000, annual_p50=101_000, annual_p75=125_000)


def medians(response):
    return {title: [cell["median"] for cell in cells] for title, cells in response.context["pay"].rows}


def test_the_work_is_shown_apart_from_the_programs_own_result(client, ohio):
    response = page(client, ProgramFactory(school__state="OH"))
    html = text(response)
    assert "What the work pays in Ohio" in html
    assert "not this program's result" in html
    assert medians(response) == {"Medical and Health Services Managers": ["$105,000"]}
    assert "/salaries/11-9111/ohio/" in html


def test_pay_is_that_of_the_schools_metropolitan_area_where_it_is_known(client, ohio, akron):
    response = page(client, ProgramFactory(school__state="OH", school__cbsa="10420"))
    assert response.context["pay"].home.title == "Akron, OH"
    assert medians(response) == {"Medical and Health Services Managers": ["$101,000"]}


def test_a_metropolitan_area_that_no_survey_covers_falls_back_to_the_state(client, ohio):
    assert page(client, ProgramFactory(school__state="OH", school__cbsa="99999")).context["pay"].home.title == "Ohio"


def test_occupations_are_those_of_the_field_by_the_federal_crosswalk(client, ohio):
    clerks = OccupationFactory(soc="43-6013", title="Medical Secretaries")
    billing = OccupationFactory(soc="43-3021", title="Billing Clerks")
    for occupation in (clerks, billing):
        WageEstimateFactory(occupation=occupation, area=ohio.area)
    assert list(medians(page(client, ProgramFactory(cip="51.07")))) == [
        "Medical and Health Services Managers",
        "Medical Secretaries",
    ]
    assert list(medians(page(client, ProgramFactory(cip="51.0716")))) == ["Medical Secretaries"]


def test_a_field_that_leads_to_none_of_our_occupations_has_no_pay(client, ohio):
    assert "What the work pays" not in page(client, ProgramFactory(cip="51.0799")).text


def test_the_newest_year_is_shown(client, ohio):
    WageEstimateFactory(area=ohio.area, year=2024, annual_p50=1)
    assert medians(page(client, ProgramFactory())) == {"Medical and Health Services Managers": ["$105,000"]}


@pytest.mark.parametrize("place", ["akron-oh", "Akron, OH", " akron "])
def test_a_picked_place_stands_beside_the_schools_own_and_in_the_address(client, ohio, akron, place):
    response = page(client, ProgramFactory(), {"place": place})
    assert medians(response) == {"Medical and Health Services Managers": ["$105,000", "$101,000"]}
    assert response.context["pay"].picked.slug == "akron-oh"


def test_a_name_of_several_places_offers_them_and_keeps_the_assumptions(client, ohio, akron):
    html = page(client, ProgramFactory(), {"place": "oh", "cost": "45000"}).text
    assert "Which place do you mean" in html
    assert 'href="?place=akron-oh&amp;cost=45000#pay"' in html


@pytest.mark.parametrize("place", ["\x00", "atlantis", "%", "x" * 5_000, "<b>"])
def test_a_place_that_nobody_knows_changes_nothing(client, ohio, place):
    response = page(client, ProgramFactory(), {"place": place})
    assert response.status_code == 200
    assert medians(response) == {"Medical and Health Services Managers": ["$105,000"]}
    assert "<b>" not in response.text


def test_blank_and_missing_pay_are_two_different_things(client, ohio, akron):
    clerks = OccupationFactory(soc="43-6013", title="Medical Secretaries")
    WageEstimateFactory(
        occupation=clerks, area=ohio.area, annual_p50=None, blanks={"annual_p50": FigureStatus.WITHHELD.value}
    )
    found = medians(page(client, ProgramFactory(), {"place": "akron-oh"}))
    assert found["Medical Secretaries"] == ["Not released", "No estimate"]


def test_the_calculator_begins_with_the_median_debt_and_answers_in_ranges(client, ohio):
    response = page(client, ProgramFactory(outcome__debt=30_000, outcome__earnings=60_000))
    payback = response.context["payback"]
    assert payback.plan.loan == 30_000
    job, graduates = payback.answers
    assert (job.low.value, job.high.value) == (80_000, 130_000)
    html = text(response)
    assert "$333 to $364" in html  # 30,000 dollars over ten years at 6 and at 8 percent.
    assert "6.7% to 7.3%" in html  # Of 60,000 dollars a year.
    assert graduates.years.low < graduates.years.high


def test_every_assumption_is_read_from_the_address(client, ohio, akron):
    query = {
        "place": "akron-oh", "cost": "$45,000", "work": "5000", "study": "3", "rate": "5.5%", "years": "15",
        "share": "12", "job": "11-9111", "low": "p25", "high": "p50",
    }  # fmt: skip
    payback = page(client, ProgramFactory(), query).context["payback"]
    plan = payback.plan
    assert (plan.loan, plan.rates, plan.years, plan.share_of_pay) == (30_000, (4.5, 6.5), 15, 12)
    assert (payback.answers[0].low.value, payback.answers[0].high.value) == (75_000, 101_000)


def test_what_is_wrong_is_said_beside_its_field_and_stays_there(client, ohio):
    response = page(client, ProgramFactory(), {"cost": "plenty<b>", "rate": "900"})
    html = response.text
    assert response.status_code == 200
    assert "Cost: write a number from 1 to 1,000,000." in html
    assert "Interest: write a number from 0 to 30." in html
    assert 'value="plenty&lt;b&gt;"' in html
    assert response.context["payback"].plan is None


@pytest.mark.parametrize("value", ["nan", "inf", "-1", "1e400", "\x00", "", "١٢"])
def test_numbers_that_are_none_never_break_the_page(client, ohio, value):
    for name in ("cost", "rate", "years", "share", "study", "work"):
        assert page(client, ProgramFactory(), {name: value}).status_code == 200


def test_percentiles_the_wrong_way_round_are_a_mistake(client, ohio):
    html = page(client, ProgramFactory(), {"low": "p75", "high": "p25"}).text
    assert "choose a percentile that is not below the first one" in html


def test_without_a_published_debt_the_reader_is_asked_for_a_cost(client, ohio):
    program = ProgramFactory(outcome__debt=None)
    assert "there is nothing to begin with" in page(client, program).text
    assert page(client, program, {"cost": "20000"}).context["payback"].plan.loan == 20_000


def test_blank_pay_is_said_and_nothing_is_reckoned_from_it(client):
    WageEstimateFactory(
        area=AreaFactory(ohio=True), annual_p25=None, annual_p75=None, blanks={"annual_p25": "withheld"}
    )
    job, graduates = page(client, ProgramFactory(outcome__earnings=None)).context["payback"].answers
    assert (job.share, graduates.share) == (None, None)
    assert job.reason == FigureStatus.WITHHELD.label


def test_a_top_coded_pay_makes_the_answer_a_ceiling(client):
    WageEstimateFactory(area=AreaFactory(ohio=True), annual_p75=239_200, blanks={"annual_p75": "top_coded"})
    html = text(page(client, ProgramFactory()))
    assert "$239,200 or more" in html
    assert ", or less" in html


def test_the_calculator_works_without_any_wages(client):
    payback = page(client, ProgramFactory(outcome__debt=30_000)).context["payback"]
    assert [answer.title for answer in payback.answers] == ["What graduates of this program earn (median)"]
    assert "job" not in payback.form.fields


@pytest.mark.parametrize("level", DegreeLevel)
def test_every_level_has_years_of_study_to_begin_with(client, level):
    assert page(client, ProgramFactory(level=level)).context["payback"].plan.years_of_study > 0


def test_figures_of_several_years_say_each_its_own_and_credit_every_edition(client):
    older = WageEstimateFactory(area=AreaFactory(ohio=True))
    alaska = AreaFactory(code="02", slug="alaska", title="Alaska", state="AK", kind="state")
    newer = WageEstimateFactory(area=alaska, occupation=older.occupation, year=2026, release__edition="May 2026")
    program = ProgramFactory(school__state="OH")
    page = client.get(program.get_absolute_url(), {"place": newer.area.slug}).text
    pay = page[page.index('id="pay"') : page.index('id="payback"') if 'id="payback"' in page else None]
    assert "Median yearly pay, May" not in pay
    assert [word in pay for word in (">May 2025<", ">May 2026<", "May 2025 edition", "May 2026 edition")] == [True] * 4
