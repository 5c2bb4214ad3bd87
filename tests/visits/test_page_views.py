"""How often pages are read is counted by page and day, with nothing of who read them; curators begin with those."""

from datetime import timedelta

import pytest
from django.http import HttpResponseNotModified
from django.urls import reverse
from django.utils import timezone

from careerportal import tallies
from careerportal.visits import counting
from careerportal.visits.models import PageViews
from tests.factories import (
    DeadlineFactory,
    FindingFactory,
    LinkFactory,
    OverrideFactory,
    PageViewsFactory,
    ProgramFactory,
    ReportFactory,
    SchoolFactory,
)

pytestmark = pytest.mark.django_db

BROWSER = "Mozilla/5.0 (X11; Linux x86_64) Firefox/145.0"


@pytest.fixture(autouse=True)
def counted(settings):
    settings.COUNT_PAGE_VIEWS = True
    counting.forget()
    yield
    counting.forget()


@pytest.fixture
def read(client):
    """Ask for a page as a browser does, and write what was counted."""

    def ask(url, times=1, **headers):
        for _ in range(times):
            client.get(url, headers={"User-Agent": BROWSER} | headers)
        counting.write()

    return ask


def views():
    return {(row.page, row.slug): row.views for row in PageViews.objects.all()}


def test_pages_of_programs_and_schools_are_counted_also_when_they_were_kept(read):
    program, school = ProgramFactory(), SchoolFactory()
    read(program.get_absolute_url(), times=3)
    read(school.get_absolute_url())
    read(f"/es{program.get_absolute_url()}")
    assert views() == {("programs", program.slug): 4, ("schools", school.slug): 1}
    assert PageViews.objects.first().day == timezone.localdate()


def test_page_that_the_reader_has_already_is_a_view(rf):
    program = ProgramFactory()
    answer = counting.count_views(lambda request: HttpResponseNotModified())
    answer(rf.get(program.get_absolute_url(), headers={"User-Agent": BROWSER}))
    counting.write()
    assert views() == {("programs", program.slug): 1}


@pytest.mark.parametrize(
    "headers",
    [
        {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"},
        {"User-Agent": "curl/8.5.0"},
        {"User-Agent": ""},
        {"Sec-Purpose": "prefetch;prerender"},
    ],
)
def test_robots_and_pages_fetched_beforehand_are_not_counted(read, headers):
    read(ProgramFactory().get_absolute_url(), **headers)
    assert views() == {}


def test_other_pages_are_not_counted(client, read):
    ProgramFactory()
    for url in ("/", "/programs/", "/programs/none/", "/programs/suggest/?q=a", "/api/v1/programs/", "/admin/login/"):
        read(url)
    client.head(ProgramFactory().get_absolute_url(), headers={"User-Agent": BROWSER})
    counting.write()
    assert views() == {}


def test_nothing_is_counted_where_the_setting_says_so(read, settings):
    settings.COUNT_PAGE_VIEWS = False
    read(ProgramFactory().get_absolute_url())
    assert views() == {}


def test_table_has_no_room_for_anything_of_a_reader():
    assert {field.name for field in PageViews._meta.concrete_fields} == {"id", "page", "slug", "day", "views"}


def test_no_reader_waits_for_the_writing(client, monkeypatch):
    began = []
    monkeypatch.setattr(tallies, "SECONDS_BETWEEN_WRITES", 0)
    monkeypatch.setattr(counting.Thread, "start", lambda thread: began.append(thread))
    client.get(ProgramFactory().get_absolute_url(), headers={"User-Agent": BROWSER})
    assert len(began) == 1
    assert began[0].daemon
    assert views() == {}


def test_nothing_is_written_while_the_portal_is_read_only_and_nothing_is_lost(read, settings):
    program = ProgramFactory()
    settings.READ_ONLY = True
    read(program.get_absolute_url())
    assert views() == {}
    assert not counting._tally.add()  # It is not time again at once: no reader starts a thread in vain.
    settings.READ_ONLY = False
    counting.write()
    assert views() == {("programs", program.slug): 1}


def test_days_long_gone_are_forgotten(read):
    PageViewsFactory(day=timezone.localdate() - timedelta(days=401))
    kept = PageViewsFactory(day=timezone.localdate() - timedelta(days=399))
    counting.write()
    assert list(PageViews.objects.all()) == [kept]


def test_views_of_thirty_days_are_summed():
    for days in (0, 29, 30):
        PageViewsFactory(slug="a", day=timezone.localdate() - timedelta(days=days), views=10)
    assert counting.views_of("programs") == {"a": 20}


class TestDesk:
    def read_pages(self, client):
        return client.get(reverse("admin:index")).context["read"]

    def test_what_waits_on_the_pages_that_are_read_most_stands_first(self, admin_client):
        yesterday = timezone.localdate() - timedelta(days=1)
        little, much = (DeadlineFactory(due_on=yesterday, checked_on=timezone.localdate()) for _ in range(2))
        PageViewsFactory(slug=little.program.slug, views=3)
        PageViewsFactory(slug=much.program.slug, views=40)
        PageViewsFactory(slug=ProgramFactory().slug, views=99)
        found = self.read_pages(admin_client)
        assert [(page.url, page.views) for page in found] == [
            (much.program.get_absolute_url(), 40),
            (little.program.get_absolute_url(), 3),
        ]
        change = reverse("admin:programs_deadline_change", args=[much.pk])
        assert found[0].waits == [("Deadlines that have passed", change)]
        assert "What waits on the pages that are read most" in admin_client.get(reverse("admin:index")).text

    def test_reported_mistakes_and_overrides_are_found_by_their_pages(self, admin_client):
        program = ProgramFactory()
        ReportFactory(kind="program", key=program.slug)
        school = SchoolFactory()
        ReportFactory(kind="school", key=school.slug)
        PageViewsFactory(page="schools", slug=school.slug, views=3)
        override = OverrideFactory()
        PageViewsFactory(slug=program.slug, views=2)
        PageViewsFactory(page="schools", slug=override.school.slug, views=1)
        assert [page.waits[0][0] for page in self.read_pages(admin_client)] == [
            "Reported mistakes without an answer",
            "Reported mistakes without an answer",
            "Overrides that wait for another person",
        ]

    @pytest.mark.parametrize("named", ["Some College", "194310: website", "UNITID 194310, graduate"])
    def test_a_finding_is_found_by_the_page_of_its_school(self, admin_client, named):
        school = SchoolFactory(name="Some College", unitid=194310)
        PageViewsFactory(page="schools", slug=school.slug, views=5)
        finding = FindingFactory(subject=named)
        FindingFactory(subject="Another College")
        waits = [("Findings without a decision", reverse("admin:datasets_finding_change", args=[finding.pk]))]
        assert [(page.url, page.waits) for page in self.read_pages(admin_client)] == [
            (school.get_absolute_url(), waits)
        ]

    def test_a_finding_about_a_name_that_several_schools_have_is_about_no_page(self, admin_client):
        for school in SchoolFactory.create_batch(2, name="Some College"):
            PageViewsFactory(page="schools", slug=school.slug, views=5)
        FindingFactory(subject="Some College")
        assert self.read_pages(admin_client) == []

    def test_a_finding_is_found_by_the_page_of_its_program(self, admin_client):
        program = ProgramFactory(federal_key="194310:51.07:masters")
        PageViewsFactory(slug=program.slug)
        FindingFactory(subject="194310:51.07:masters")
        assert [page.url for page in self.read_pages(admin_client)] == [program.get_absolute_url()]

    def test_a_broken_link_is_found_by_every_page_that_it_stands_on(self, admin_client):
        broken = LinkFactory(state="broken", failing_since=timezone.now())
        program = ProgramFactory(url=broken.url)
        school = SchoolFactory(description=f"Read [more]({broken.url}) of it.")
        PageViewsFactory(slug=program.slug, views=2)
        PageViewsFactory(page="schools", slug=school.slug, views=1)
        change = reverse("admin:links_link_change", args=[broken.pk])
        assert [(page.url, page.waits) for page in self.read_pages(admin_client)] == [
            (page.get_absolute_url(), [("Links that are broken", change)]) for page in (program, school)
        ]

    def test_nothing_is_named_where_nothing_was_read(self, admin_client):
        ReportFactory()
        assert self.read_pages(admin_client) == []
