"""The pages that answer for one person: eligibility, renewal, the calendar file, comparison."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from certification.forms import EligibilityForm, RenewalForm
from tests.certification.eligibility_cases import CASES, TODAY
from tests.factories import CertificationFactory, OccupationFactory, RuleSetFactory

pytestmark = pytest.mark.django_db

SLUG = "certified-medical-manager"
ENOUGH = {"experience_years": "3", "credit_hours": "12", "member": "yes"}
HOSTILE = ["-1", "1e400", "NaN", "Infinity", "three", "3 years", "\x00", "9" * 10_000, "' OR 1=1 --", "<script>", "١٢x"]


@pytest.fixture(autouse=True)
def fixed_today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)


@pytest.fixture
def rules():
    return RuleSetFactory()


def ask(client, page, query=None, slug=SLUG):
    return client.get(reverse(f"certification:{page}", args=[slug]), query)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_page_agrees_with_the_table(client, rules, case):
    response = ask(client, "eligibility", case.query)
    answer = response.context["answer"]
    missing = " ".join(line.rule for line in response.context["lines"] if line.outcome == "missing")
    assert (answer.outcome, missing, answer.earliest) == (case.outcome, case.missing, case.earliest)
    page = response.content.decode()
    assert page.count("badge--warn") == len(case.missing.split())
    assert (f"{case.earliest:%B} {case.earliest.day}, {case.earliest.year}" in page) or not case.missing


def test_an_empty_page_asks_and_does_not_complain(client, rules):
    response = ask(client, "eligibility")
    assert not response.context["form"].is_bound
    assert "answer" not in response.context
    assert "noindex" not in response.content.decode()


def test_nothing_is_stored_and_no_shared_cache_keeps_the_answer(client, rules):
    response = ask(client, "eligibility", ENOUGH)
    assert not response.cookies
    assert "private" in response["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in response.content.decode()


def test_the_date_and_source_of_the_rules_stand_beside_the_answer(client, rules):
    page = ask(client, "eligibility", ENOUGH).content.decode()
    assert "November 1, 2026" in page
    assert "Medical office manager career overview" in page
    assert "Confirm with PAHCOM before you" in page


def test_both_ways_to_close_a_gap_of_one_hour_are_shown(client, rules):
    response = ask(client, "eligibility", ENOUGH | {"credit_hours": "11"})
    coursework = response.context["lines"][1]
    assert coursework.missing == "1 credit hour"
    assert coursework.closes == (
        "Earn 1 credit hour more in health care or business management.",
        "Or work on: each full year beyond 3 years takes 1 credit hour off, so from November 23, 2027 the hours that "
        "you have are enough.",
    )


def test_a_planned_program_is_counted(client, rules):
    program = {"program_credits": "12", "program_start": "2027-01-11", "program_months": "9"}
    response = ask(client, "eligibility", ENOUGH | {"credit_hours": "0"} | program)
    assert response.context["answer"].earliest == date(2027, 10, 11)
    assert "you may sit from October 11, 2027" in response.content.decode()


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        ("11", "You need not wait for the program that ends on January 11, 2029: from November 23, 2027"),
        ("0", "Even with the 1 credit hour of the program that ends on January 11, 2029 there are too few."),
    ],
)
def test_a_program_that_does_not_help_is_said_not_to(client, hours, said):
    RuleSetFactory(credit_reduction_per_extra_year=1 if hours == "11" else 0)
    program = {"program_credits": "1", "program_start": "2028-01-11", "program_months": "12"}
    assert said in ask(client, "eligibility", ENOUGH | {"credit_hours": hours} | program).text


@pytest.mark.parametrize(
    ("program", "field"),
    [
        ({"program_credits": "12"}, "program_start"),
        ({"program_start": "2027-01-11"}, "program_months"),
        ({"program_credits": "12", "program_start": "2020-01-11", "program_months": "9"}, "program_start"),
        ({"program_credits": "12", "program_start": "2090-01-11", "program_months": "9"}, "program_start"),
        ({"program_credits": "0", "program_start": "2027-01-11", "program_months": "9"}, "program_credits"),
        ({"program_credits": "12", "program_start": "1850-01-11", "program_months": "9"}, "program_start"),
        ({"program_credits": "12", "program_start": "2027-01-11", "program_months": "2.5"}, "program_months"),
    ],
)
def test_a_program_that_makes_no_sense_is_to_be_corrected(client, rules, program, field):
    response = ask(client, "eligibility", ENOUGH | program)
    assert field in response.context["form"].errors
    assert "answer" not in response.context


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("field", EligibilityForm.base_fields)
def test_a_wrong_value_is_named_kept_and_linked(client, rules, field, value):
    response = ask(client, "eligibility", ENOUGH | {field: value})
    form = response.context["form"]
    assert response.status_code == 200
    assert field in form.errors
    assert form[field].value() == value
    assert f'href="#id_{field}' in response.content.decode()
    assert f'id="id_{field}_error"' in response.content.decode()


def test_what_was_typed_stands_in_the_field_again(client, rules):
    page = ask(client, "eligibility", ENOUGH | {"experience_years": "three"}).content.decode()
    assert 'value="three"' in page
    assert "Write years of experience as a number, such as 3 or 2.5." in page
    assert "<title>Please correct:" in page


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    query=st.dictionaries(
        st.sampled_from([*EligibilityForm.base_fields, *RenewalForm.base_fields]),
        st.text(max_size=30) | st.from_regex(r"-?[0-9]{1,6}([.,/-][0-9]{1,4}){0,2}"),
    )
)
def test_no_value_breaks_a_form(query):
    for form in (EligibilityForm(query, today=TODAY), RenewalForm(query, today=TODAY)):
        if not form.is_valid():
            assert all(messages for messages in form.errors.values())
        str(form)


def test_a_rule_that_nobody_recorded_is_to_be_asked_for(client):
    RuleSetFactory(membership_required=None)
    response = ask(client, "eligibility", ENOUGH)
    assert response.context["answer"].outcome == "not_known"
    assert "Not known: ask PAHCOM." in response.content.decode()


@pytest.mark.parametrize("page", ["eligibility", "renewal"])
def test_a_certification_without_rules_says_so(client, page):
    CertificationFactory()
    assert "rules are not recorded yet" in ask(client, page, ENOUGH).content.decode()


@pytest.mark.parametrize("page", ["eligibility", "renewal", "renewal-calendar"])
def test_an_unknown_certification_leads_to_those_that_are_known(client, rules, page):
    response = ask(client, page, slug="no-such-thing")
    assert response.status_code == 404
    assert reverse("certification:detail", args=[SLUG]) in response.content.decode()


def test_renewal_says_what_is_left_and_when(client, rules):
    response = ask(client, "renewal", {"certified_on": "2024-02-29", "hours_done": "10"})
    page = response.content.decode()
    assert "14 hours left until February 29, 2028" in page
    assert "With 15 full months left, 1 hour a month is enough." in page
    assert all(day in page for day in ("February 29, 2028", "February 28, 2030", "February 29, 2032"))


@pytest.mark.parametrize(
    ("hours", "certified_on", "said"),
    [
        ("24", "2026-01-05", "You have the hours for January 5, 2028"),
        ("30", "1/5/2026", "You have 6 more than you need."),
        ("10", "2024-12-01", "do all of them in the next 8 days"),
        ("10", "2024-11-23", "Renewal is due today."),
        ("0.25", "2026-11-23", "1 hour a month is enough"),
    ],
)
def test_renewal_finds_the_right_words(client, rules, hours, certified_on, said):
    page = ask(client, "renewal", {"certified_on": certified_on, "hours_done": hours}).content.decode()
    assert said in page


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"certified_on": "2026-11-24", "hours_done": "1"}, "lies in the future"),
        ({"certified_on": "1899-12-31", "hours_done": "1"}, "cannot be before 1900"),
        ({"certified_on": "2026-02-30", "hours_done": "1"}, "year-month-day"),
        ({"certified_on": "last spring", "hours_done": "1"}, "year-month-day"),
        ({"certified_on": "", "hours_done": "1"}, "year-month-day"),
        ({"certified_on": "2026-01-05", "hours_done": "-1"}, "Hours done can be 0 to 1,000."),
        ({"certified_on": "2026-01-05", "hours_done": "1001"}, "Hours done can be 0 to 1,000."),
        ({"certified_on": "2026-01-05", "hours_done": "1.234"}, "two decimals at most"),
        ({"certified_on": "2026-01-05", "hours_done": "\x00"}, "as a number"),
    ],
)
def test_renewal_says_what_to_correct_and_the_calendar_file_does_too(client, rules, query, said):
    response = ask(client, "renewal", query)
    assert (response.status_code, response.context["plan"]) == (200, None)
    assert said in response.content.decode()
    refused = ask(client, "renewal-calendar", query)
    assert refused.status_code == 400
    assert said in refused.content.decode()


def test_a_day_that_no_calendar_could_show_stays_in_a_text_box(client, rules):
    page = ask(client, "renewal", {"certified_on": "last spring", "hours_done": "1"}).content.decode()
    assert '<input type="text" name="certified_on" value="last spring"' in page


def test_renewal_that_nobody_recorded_is_not_planned(client):
    RuleSetFactory(renewal_months=None)
    query = {"certified_on": "2026-01-05", "hours_done": "1"}
    assert "What renewal asks is not known" in ask(client, "renewal", query).content.decode()
    assert ask(client, "renewal-calendar", query).status_code == 404


def test_the_calendar_file_downloads_under_a_name_of_its_own(client, rules):
    response = ask(client, "renewal-calendar", {"certified_on": "2024-02-29", "hours_done": "10", "more": "x"})
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="{SLUG}-renewal.ics"'
    assert b"DTSTART;VALUE=DATE:20280229" in response.content
    assert b"more" not in response.content
    assert not response.cookies


@pytest.fixture
def three():
    """The CMM, one with other rules, and one whose rules nobody has entered."""
    OccupationFactory(popular_title="Medical office manager")
    RuleSetFactory()
    other = CertificationFactory(slug="other", name="Other certification", abbreviation="OC", soc="")
    RuleSetFactory(certification=other, credit_hours=None, exam_fee=395, membership_required=False)
    return [SLUG, "other", CertificationFactory(slug="third", name="Third certification", abbreviation="").slug]


def compare(client, *slugs):
    return client.get(reverse("certification:compare"), {"c": slugs})


def cells(response, label):
    rows = [row for _, rows in response.context["parts"] for row in rows if row.label == label]
    return [[cell and str(cell) for cell in row.cells] for row in rows]


def test_certifications_stand_side_by_side_in_the_order_asked_for(client, three):
    response = compare(client, "other", SLUG, "third")
    assert [one.slug for one in response.context["chosen"]] == ["other", SLUG, "third"]
    assert cells(response, "Coursework") == [
        ["Not recorded yet", "12 credit hours in health care or business management", None]
    ]
    assert cells(response, "Cost")[0] == ["$395", "Not recorded yet", None]
    page = response.content.decode()
    assert "Rules not recorded yet" in page
    assert "Medical office manager" in page


def test_what_cannot_be_compared_is_said_and_the_rest_is_kept(client, three):
    response = compare(client, SLUG, "no-such", SLUG, "other", "<b>", "\x00" + "x" * 10_000)
    assert [one.slug for one in response.context["chosen"]] == [SLUG, "other"]
    page = response.content.decode()
    assert "We know no certification “no-such”" in page
    assert "<b>" not in page


def test_one_certification_asks_for_another(client, three):
    response = compare(client, SLUG)
    assert response.context["parts"] == []
    assert "Choose at least one more" in response.content.decode()


def test_no_more_than_four_are_shown(client, three):
    slugs = [*three, *(CertificationFactory(slug=f"c{n}", name=f"C{n}").slug for n in range(3))]
    response = compare(client, *slugs)
    assert len(response.context["chosen"]) == 4
    assert "Only the first 4 are shown" in response.content.decode()


def test_a_comparison_of_three_takes_four_queries(client, three, django_assert_num_queries):
    # 1 certifications with bodies, 2 their rules in force, 3 and 4 the occupations of the two that name one.
    with django_assert_num_queries(4):
        compare(client, *three)


def test_an_eligibility_answer_takes_four_queries(client, rules, django_assert_num_queries):
    # 1 the certification with its body, 2 its rules in force, 3 its occupation, 4 whether there is another one.
    with django_assert_num_queries(4):
        ask(client, "eligibility", ENOUGH)


def test_no_certification_may_take_the_address_of_a_page(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        CertificationFactory(slug="compare")


@pytest.mark.parametrize("months", [0, 241])
def test_no_rule_set_may_have_a_period_that_never_ends(db, months):
    with pytest.raises(IntegrityError), transaction.atomic():
        RuleSetFactory(renewal_months=months)


@pytest.mark.usefixtures("pages_made_anew")
@pytest.mark.parametrize("page", ["detail", "eligibility", "renewal"])
def test_pages_lead_to_the_comparison_only_where_there_is_something_to_compare(client, rules, page):
    url = reverse(f"certification:{page}", args=[rules.certification.slug])
    assert reverse("certification:compare") not in client.get(url).text
    CertificationFactory(slug="other", name="Other")
    assert f"{reverse('certification:compare')}?c={rules.certification.slug}" in client.get(url).text


@pytest.mark.usefixtures("pages_made_anew")
def test_the_directory_leads_to_the_comparison_only_where_there_is_something_to_compare(client, rules):
    assert reverse("certification:compare") not in client.get(reverse("certification:list")).text
    CertificationFactory(slug="other", name="Other")
    assert reverse("certification:compare") in client.get(reverse("certification:list")).text


def test_an_address_that_tells_of_a_program_alone_asks_nothing_yet(client, rules):
    page = client.get(
        reverse("certification:eligibility", args=[SLUG]), {"program_credits": "lots", "program_start": "x"}
    )
    assert "answer" not in page.context
    assert page.context["form"].errors == {}
    assert 'value="lots"' in page.text


def test_a_date_after_the_end_of_these_rules_says_that_others_may_apply(client, rules):
    rules.valid_until = timezone.localdate() + timedelta(days=30)
    rules.save()
    response = ask(client, "eligibility", {"experience_years": "2", "credit_hours": "13", "member": "yes"})
    assert "by then others may apply" in response.context["on_the_date"]
    response = ask(client, "eligibility", {"experience_years": "5", "credit_hours": "13", "member": "yes"})
    assert "others may apply" not in response.context["on_the_date"]


def test_minus_nothing_is_nothing(client, rules):
    response = ask(client, "eligibility", {"experience_years": "-0", "credit_hours": "-0", "member": "no"})
    assert "-0" not in " ".join(str(line) for line in response.context["lines"])


def test_a_reminder_that_is_past_is_left_out_of_the_calendar(client, rules):
    certified = timezone.localdate() - timedelta(days=2 * 365 - 20)
    response = client.get(
        reverse("certification:renewal-calendar", args=[SLUG]),
        {"certified_on": certified.isoformat(), "hours_done": "0"},
    )
    entries = Calendar.from_ical(response.content).walk("VEVENT")
    assert [len(entry.walk("VALARM")) for entry in entries] == [1, 3, 3]
