"""The desk opens on what waits for a person: by age, as far as they see it; on fresh and old data, and last imports."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from careerportal import attention, roles
from careerportal.datasets.models import Release
from careerportal.reports.models import Report
from tests import factories

pytestmark = pytest.mark.django_db

LONG_AGO = date(2020, 1, 1)


def day(days):
    return timezone.localdate() + timedelta(days=days)


def accreditation(**given):
    return factories.AccreditationFactory(**{"checked_on": day(0), "next_review": None, "until": None} | given)


WAITS = {
    "Reported mistakes without an answer": lambda: factories.ReportFactory(),
    "Findings without a decision": lambda: factories.FindingFactory(),
    "Programs in review": lambda: factories.ProgramFactory(status="in-review"),
    "Accreditation that waits for a second reader": lambda: accreditation(is_reviewed=False),
    "Overrides that wait for another person": lambda: factories.OverrideFactory(),
    "Programs of schools that were merged, listed again by a federal file": lambda: factories.ProgramFactory(
        school__merged_into=factories.SchoolFactory()
    ),
    "Programs withdrawn for one that the newest release does not list": lambda: factories.ProgramFactory(
        status="withdrawn", successor=factories.ProgramFactory(is_current=False)
    ),
    "Releases that wait to be published": lambda: factories.ReleaseFactory(state=Release.State.PREVIEWED),
    "Accreditation that ends soon or has ended": lambda: accreditation(until=day(30)),
    "Accreditation up for review": lambda: accreditation(next_review=day(-5)),
    "Rules that end soon": lambda: factories.RuleSetFactory(valid_from=None, valid_until=day(9), checked_on=day(0)),
    "Links that are broken": lambda: factories.LinkFactory(state="broken", failing_since=timezone.now()),
    "Deadlines that have passed": lambda: factories.DeadlineFactory(due_on=day(-2), checked_on=day(0)),
    "Accreditation not checked for a year": lambda: accreditation(checked_on=LONG_AGO),
    "Deadlines not checked for a year": lambda: factories.DeadlineFactory(due_on=day(2), checked_on=LONG_AGO),
    "Level guides not checked for a year": lambda: factories.LevelGuideFactory(checked_on=LONG_AGO),
    "Parts of career pages not checked for a year": lambda: factories.ProfileSectionFactory(checked_on=LONG_AGO),
    "Rules of certifications not checked for a year": lambda: factories.RuleSetFactory(
        valid_until=None, checked_on=LONG_AGO
    ),
    "Words of the glossary not checked for a year": lambda: factories.GlossaryTermFactory(checked_on=LONG_AGO),
    "Translations not checked for a year": lambda: factories.TranslatedTextFactory(checked_on=LONG_AGO),
}
"""What the desk calls it → how to make one."""

AT_EASE = [
    lambda: factories.ReportFactory(state=Report.State.DECLINED, answer="It is right.", answered_at=timezone.now()),
    lambda: factories.FindingFactory(is_settled=True),
    lambda: accreditation(until=day(400)),
    lambda: accreditation(until=day(-400), status="ended"),
    lambda: accreditation(next_review=day(400)),
    lambda: factories.DeadlineFactory(due_on=day(2), checked_on=day(-300)),
]
"""What waits for nobody."""


def opened(client):
    response = client.get(reverse("admin:index"))
    assert response.status_code == 200
    return response


def told(client):
    """{what waits: how many} as the desk says it."""
    return {one.what: one.count for one in opened(client).context["waiting"]}


def test_every_kind_has_its_case_here():
    assert {kind.what for kind in attention.kinds(timezone.localdate())} == set(WAITS)


@pytest.mark.parametrize("what", sorted(WAITS))
def test_what_waits_is_counted_and_its_list_holds_just_that(admin_client, what):
    WAITS[what]()
    (one,) = [one for one in opened(admin_client).context["waiting"] if one.what == what]
    assert one.count == 1
    listed = admin_client.get(one.url)
    assert listed.status_code == 200
    assert len(listed.context["cl"].result_list) == 1


def test_what_is_in_order_is_not_told(admin_client):
    for make in AT_EASE:
        make()
    assert told(admin_client) == {}


def test_oldest_stands_first_and_says_its_age(admin_client):
    factories.DeadlineFactory(due_on=day(-2), checked_on=day(0))
    accreditation(next_review=day(-30))
    accreditation(until=day(1))
    assert [one.age for one in opened(admin_client).context["waiting"]] == ["30 days", "2 days", "in 1 day"]
    assert attention.Waiting("a", 1, 0, "").age == "today"


def test_school_editor_is_told_of_their_own_schools_alone(client):
    mine, _ = (factories.DeadlineFactory(due_on=day(-2), checked_on=day(0)) for _ in range(2))
    editor = factories.PersonFactory(roles=[roles.SCHOOL_EDITOR])
    factories.SchoolAssignmentFactory(user=editor, school=mine.program.school)
    factories.ReportFactory()
    client.force_login(editor)
    assert told(client) == {"Deadlines that have passed": 1}


def test_whoever_sees_no_table_is_told_of_nothing(client):
    for make in WAITS.values():
        make()
    client.force_login(factories.PersonFactory())
    page = opened(client)
    assert page.context["waiting"] == []
    assert page.context["read"] == []


def test_sources_say_their_age_and_imports_who_made_them(admin_client):
    factories.ReleaseFactory(edition="June 2024", published_on=date(2024, 6, 1), done_by="operator")
    factories.BulkEditFactory(file_name="courses.csv", applied_at=timezone.now(), updated=7)
    page = opened(admin_client).text
    for words in ("Stale", "June 2024", "operator", "courses.csv"):
        assert words in page, words


def test_bars_count_rows_by_the_age_of_their_kind():
    waiting = [attention.Waiting("a", 4, 3, ""), attention.Waiting("b", 2, 400, ""), attention.Waiting("c", 1, -3, "")]
    assert attention.by_age(waiting) == [
        ("to come", 1, 25.0), ("up to 7 days", 4, 100), ("up to 30 days", 0, 0), ("up to a year", 0, 0),
        ("longer", 2, 50.0),
    ]  # fmt: skip


def test_desk_asks_as_many_queries_however_much_waits(admin_client, django_assert_max_num_queries):
    factories.FindingFactory()
    with django_assert_max_num_queries(40) as few:
        opened(admin_client)
    factories.FindingFactory.create_batch(5)
    factories.ReleaseFactory.create_batch(3)
    with django_assert_max_num_queries(len(few.captured_queries)):
        opened(admin_client)
