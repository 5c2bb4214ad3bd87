"""A reader reports a mistake; a curator answers; everybody reads the answer."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from careerportal.reports import answering, facts
from careerportal.reports.differences import difference
from careerportal.reports.models import Report
from careerportal.sync.models import Change
from programs.models import Program
from tests.factories import (
    CertificationFactory,
    CompletionsFactory,
    DeadlineFactory,
    LevelGuideFactory,
    ProfileSectionFactory,
    ProgramFactory,
    ProjectionFactory,
    ReportFactory,
    RuleSetFactory,
    SchoolChargeFactory,
    SchoolFactory,
    TranslatedTextFactory,
    WageEstimateFactory,
)

pytestmark = pytest.mark.django_db

OURS = {"HTTP_SEC_FETCH_SITE": "same-origin"}


def address(fact="length_months", kind="program", key="some-program"):
    return f"{reverse('report')}?about={kind}&key={key}&fact={fact}"


def send(client, fact="length_months", **given):
    headers = {name: given.pop(name) for name in list(given) if name.isupper()}
    return client.post(address(fact), {"proposed": "24", **given}, **{**OURS, **headers})


@pytest.fixture
def program():
    return ProgramFactory(slug="some-program", school__name="Some University", outcome__debt=30_000)


class TestForm:
    def test_names_the_fact_what_we_show_and_where_we_have_it_from(self, client, program):
        html = client.get(address("debt")).content.decode()
        assert "Median debt: " in html
        assert "$30,000" in html
        assert "US Department of Education, College Scorecard" in html
        assert "A federal file says so" in html
        assert 'type="email"' not in html

    def test_is_kept_by_nobody_and_sets_no_cookie(self, client, program):
        response = client.get(address())
        assert "no-store" in response["Cache-Control"]
        assert not response.cookies

    def test_asks_which_fact_is_meant_where_the_link_names_none(self, client, program):
        html = client.get(address(fact="")).content.decode()
        assert "fact=length_months" in html
        assert "fact=earnings" in html

    @pytest.mark.parametrize(("kind", "key"), [("program", "nothing"), ("rumor", "x"), ("wage", "1/2/3"), ("", "%00")])
    def test_of_nothing_is_not_found(self, client, kind, key):
        assert client.get(address(kind=kind, key=key)).status_code == 404

    def test_of_nothing_says_how_one_gets_there(self, client):
        response = client.get(reverse("report"))
        assert response.status_code == 200
        assert "Open the page that has the mistake" in response.text
        unknown = client.get(address(key="nothing")).text
        assert "We do not know what this report is about" in unknown
        assert f'href="{reverse("programs:list")}"' in unknown

    def test_keeps_the_fact_with_the_proposal_and_nothing_of_the_reader(self, client, program):
        response = send(client, why="It says so on its page.", evidence_url="school.example/mha")
        assert response.status_code == 302
        report = Report.objects.get()
        assert (report.fact, report.shown) == ("length_months", "Not recorded")
        assert report.source == "Our curators' own record"
        assert (report.proposed, report.evidence_url) == ("24", "https://school.example/mha")
        assert report.page == program.get_absolute_url()
        assert "Thank you" in client.get(response["Location"]).content.decode()

    def test_takes_a_report_on_the_longest_names(self, client):
        ProgramFactory(slug="some-program", title="T" * 200, school__name="S" * 200)
        assert send(client).status_code == 302
        assert len(Report.objects.get().about) > 400

    def test_asks_for_what_is_missing(self, client, program):
        response = send(client, proposed=" ", evidence_url="no page")
        assert response.status_code == 400
        assert not Report.objects.exists()
        assert "Write what it should say." in response.content.decode()

    def test_takes_nothing_longer_than_a_page(self, client, program):
        assert send(client, proposed="x" * 2_001).status_code == 400
        assert send(client, why="x" * 1_001).status_code == 400

    def test_refuses_what_only_a_machine_fills_in(self, client, program):
        assert send(client, website="https://spam.example").status_code == 400
        assert not Report.objects.exists()

    @pytest.mark.parametrize("site", ["cross-site", "same-site"])
    def test_refuses_a_form_on_a_stranger_s_page(self, program, site):
        assert send(Client(enforce_csrf_checks=True), HTTP_SEC_FETCH_SITE=site).status_code == 403
        assert not Report.objects.exists()

    def test_takes_a_form_of_ours_though_tokens_are_enforced(self, program):
        assert send(Client(enforce_csrf_checks=True)).status_code == 302

    def test_leads_back_to_no_other_site(self, client):
        for page in ("//evil.example", "https://evil.example", "/\\evil.example"):
            assert page not in client.get(reverse("report-thanks"), {"page": page}).content.decode()


class TestLimit:
    def test_one_reader_reports_so_many_an_hour(self, client, program, settings):
        settings.REPORTS_PER_HOUR = 2
        assert [send(client).status_code for _ in range(3)] == [302, 302, 429]
        assert Report.objects.count() == 2

    def test_a_forged_header_makes_nobody_another_reader(self, client, program, settings):
        settings.REPORTS_PER_HOUR, settings.TRUSTED_PROXIES = 1, 1
        codes = [send(client, HTTP_X_FORWARDED_FOR=f"10.0.0.{n}, 203.0.113.7").status_code for n in range(3)]
        assert codes == [302, 429, 429]
        assert send(client, HTTP_X_FORWARDED_FOR="10.0.0.1, 203.0.113.8").status_code == 302

    def test_without_proxies_the_header_says_nothing(self, client, program, settings):
        settings.REPORTS_PER_HOUR, settings.TRUSTED_PROXIES = 1, 0
        codes = [send(client, HTTP_X_FORWARDED_FOR=f"198.51.100.{n}").status_code for n in range(2)]
        assert codes == [302, 429]


class TestFacts:
    def test_every_kind_has_facts_with_a_source_and_a_page(self, client):
        ProgramFactory(slug="some-program")
        RuleSetFactory(certification=CertificationFactory(slug="cmm"))
        LevelGuideFactory(level="masters")
        wage, section, school = WageEstimateFactory(), ProfileSectionFactory(), SchoolFactory()
        keys = {
            "program": "some-program",
            "school": school.slug,
            "wage": f"{wage.occupation.soc}/{wage.area.slug}",
            "career": section.occupation.slug,
            "certification": "cmm",
            "level": "masters",
        }
        assert set(keys) == set(facts.READERS)
        for kind, key in keys.items():
            found = facts.facts_of(kind, key)
            assert found
            assert len({fact.name for fact in found}) == len(found)
            for fact in found:
                assert all((fact.label, fact.about, fact.shown, fact.source))
                assert not (fact.is_federal and fact.is_ours_to_write)
                assert fact.is_federal or fact.lines or not fact.is_ours_to_write
                assert client.get(address(fact.name, kind, key)).status_code == 200

    def test_pages_lead_to_the_form_of_their_facts(self, client, program):
        RuleSetFactory(certification=CertificationFactory(slug="cmm"))
        LevelGuideFactory(level="masters")
        wage, section = WageEstimateFactory(), ProfileSectionFactory()
        pages = {
            program.get_absolute_url(): "about=program&amp;key=some-program&amp;fact=debt",
            program.school.get_absolute_url(): f"about=school&amp;key={program.school.slug}",
            wage.get_absolute_url(): "about=wage&amp;key=11-9111%2F",
            section.occupation.get_absolute_url(): f"fact=section-{section.pk}",
            "/certification/cmm/": "about=certification&amp;key=cmm",
            "/levels/masters/": "about=level&amp;key=masters",
        }
        for page, link in pages.items():
            assert link in client.get(page).content.decode(), page

    def test_figures_of_federal_files_beside_the_scorecard_have_theirs(self, client, program):
        CompletionsFactory(school=program.school, cip=f"{program.cip}01"[:7], level=program.level, year=2024, awards=6)
        SchoolChargeFactory(school=program.school, tuition=10_000)
        outlook = ProjectionFactory(entry_education="Bachelor's degree", experience="")
        expected = {
            ("program", "some-program", "awards-2024"): ("Awards in 2023–24", "6"),
            ("school", program.school.slug, "tuition-graduate-in-state"): (
                "Tuition a year, 2022-23: Graduate, living in its state", "$10,000",
            ),
            ("school", program.school.slug, "admissions_url"): ("Admissions page", "Not recorded"),
            ("career", outlook.occupation.slug, "openings_per_year"): ("Openings a year", "62,100"),
            ("career", outlook.occupation.slug, "entry_education"): ("Usual education at entry", "Bachelor's degree"),
            ("career", outlook.occupation.slug, "experience"): ("Experience in a related job", "Not recorded"),
        }  # fmt: skip
        for asked, said in expected.items():
            fact = facts.find(*asked)
            assert (str(fact.label), str(fact.shown)) == said
            assert fact.is_federal
            assert client.get(address(asked[2], *asked[:2])).status_code == 200

    def test_pages_lead_to_the_facts_of_other_federal_files(self, client, program):
        CompletionsFactory(school=program.school, cip=f"{program.cip}01"[:7], level=program.level)
        SchoolChargeFactory(school=program.school)
        outlook = ProjectionFactory()
        school, career = program.school.slug, outlook.occupation.slug
        page = client.get(program.get_absolute_url()).text
        assert f'?about=school&amp;key={school}" rel="nofollow"' in page
        assert "in: awards by academic year" in page
        assert f"?about=career&amp;key={career}" in client.get(outlook.occupation.get_absolute_url()).text

    def test_a_part_of_a_profile_goes_by_its_name_in_the_language_of_the_page(self, client):
        section = ProfileSectionFactory(title="Staff oversight")
        TranslatedTextFactory(english="Staff oversight", text="Supervisión del personal")
        page = client.get(f"/es{address('', 'career', section.occupation.slug)}").text
        assert "Supervisión del personal" in page
        assert "Staff oversight" not in page

    def test_what_a_federal_file_says_of_our_own_listing_is_ours(self):
        ProgramFactory(slug="some-program", curated=True)
        assert facts.find("program", "some-program", "title").is_ours_to_write


class TestAnswer:
    def report(self, fact="length_months", **given):
        return ReportFactory(fact=fact, **given)

    def test_accepting_writes_the_value_and_the_ledger(self, program):
        report = self.report()
        answering.accept(report, answer="The school says so.", text="24")
        program.refresh_from_db()
        report.refresh_from_db()
        assert program.length_months == 24
        assert (report.state, report.written) == ("accepted", "24")
        assert list(Change.objects.values_list("resource", "key", "action")) == [
            ("programs", "some-program", "updated")
        ]

    @pytest.mark.parametrize(
        ("fact", "text", "value"),
        [("delivery", "Online", "online"), ("delivery", "hybrid", "hybrid"), ("capstone", "no", False),
         ("internship", "Required", True), ("url", "https://school.example/mha", "https://school.example/mha")],
    )  # fmt: skip
    def test_reads_words_as_the_field_has_them(self, program, fact, text, value):
        answering.accept(self.report(fact), answer="So it is.", text=text)
        assert getattr(Program.objects.get(), fact) == value

    @pytest.mark.parametrize(
        ("fact", "text"), [("delivery", "by post"), ("length_months", "two"), ("capstone", "perhaps"), ("url", "x y")]
    )
    def test_what_the_field_cannot_be_is_not_written(self, program, fact, text):
        report = self.report(fact)
        with pytest.raises(ValidationError):
            answering.accept(report, answer="So it is.", text=text)
        assert Report.objects.get().state == "open"
        assert not Change.objects.exists()

    def test_a_federal_figure_cannot_be_accepted(self, program):
        with pytest.raises(ValidationError, match="federal file"):
            answering.accept(self.report("debt"), answer="Yes.", text="1")
        program.outcome.refresh_from_db()
        assert program.outcome.debt == 30_000

    def test_what_stands_in_rows_of_its_own_is_accepted_without_writing(self, program):
        DeadlineFactory(program=program)
        answering.accept(self.report("deadlines"), answer="Corrected.", text="whatever")
        assert Report.objects.get().written == ""

    def test_declining_says_why_and_changes_nothing(self, program):
        answering.decline(self.report("debt"), answer="College Scorecard says so: collegescorecard.ed.gov.")
        assert Report.objects.get().state == "declined"
        assert not Change.objects.exists()

    def test_is_given_once_and_in_words(self, program):
        report = self.report()
        with pytest.raises(ValidationError):
            answering.decline(report, answer=" ")
        again = Report.objects.get()
        answering.decline(report, answer="No.")
        with pytest.raises(ValidationError, match="already"):
            answering.decline(again, answer="Never.")

    def test_the_database_knows_no_answer_without_words(self):
        with pytest.raises(IntegrityError), transaction.atomic():
            ReportFactory(state="declined", answered_at=timezone.now())


class TestDesk:
    def url(self, report):
        return reverse("admin:reports_report_change", args=[report.pk])

    def test_shows_the_difference_and_what_the_portal_says_now(self, admin_client, program):
        program.entry_requirements = "A bachelor's degree and a test"
        program.save()
        report = ReportFactory(fact="entry_requirements", proposed="A bachelor's degree and <no> test")
        html = admin_client.get(self.url(report)).content.decode()
        assert "<del>a</del><ins>&lt;no&gt;</ins> test" in html
        assert "A bachelor&#x27;s degree and a test" in html

    def test_curator_accepts(self, admin_client, admin_user, program):
        report = ReportFactory()
        given = {"decision": "accept", "written": "25", "answer": "The school's page says 25."}
        assert admin_client.post(self.url(report), given).status_code == 302
        assert Program.objects.get().length_months == 25
        newest = Program.history.first()
        assert newest.history_user == admin_user
        assert "The school's page says 25." in newest.history_change_reason

    @pytest.mark.parametrize(
        ("fact", "given"),
        [("debt", {"decision": "accept", "written": "1", "answer": "Yes."}),
         ("length_months", {"decision": "accept", "written": "two", "answer": "Yes."}),
         ("length_months", {"decision": "decline", "written": "", "answer": ""})],
    )  # fmt: skip
    def test_says_what_cannot_be_done(self, admin_client, program, fact, given):
        response = admin_client.post(self.url(ReportFactory(fact=fact)), given)
        assert response.status_code == 200
        assert response.context["errors"]
        assert Report.objects.get().state == "open"

    def test_says_so_where_the_database_would_refuse_the_value(self, admin_client):
        RuleSetFactory(certification=CertificationFactory(slug="cmm"), renewal_months=24)
        report = ReportFactory(kind="certification", key="cmm", fact="renewal_months")
        given = {"decision": "accept", "written": "900", "answer": "Yes."}
        assert admin_client.post(self.url(report), given).context["errors"]
        assert Report.objects.get().state == "open"

    def test_an_answer_stands(self, admin_client, program):
        report = ReportFactory()
        answering.decline(report, answer="No.")
        assert admin_client.get(self.url(report)).status_code == 200
        assert admin_client.post(self.url(report), {"answer": "Yes."}).status_code == 403

    def test_says_so_where_another_curator_answered_meanwhile(self, admin_client, program, monkeypatch):
        def too_late(report, state, answer):
            raise ValidationError(answering.TWICE)

        monkeypatch.setattr(answering, "_answer", too_late)
        report = ReportFactory()
        given = {"decision": "decline", "written": "", "answer": "No."}
        response = admin_client.post(self.url(report), given, follow=True)
        assert response.redirect_chain == [(self.url(report), 302)]
        assert answering.TWICE in response.text

    def test_opens_with_how_many_wait(self, admin_client):
        assert admin_client.get("/admin/").context["waiting"] == []
        ReportFactory.create_batch(2)
        (one,) = admin_client.get("/admin/").context["waiting"]
        assert (one.what, one.count) == ("Reported mistakes without an answer", 2)


class TestLog:
    def test_shows_answers_and_none_of_the_reader_s_words(self, client, program):
        ReportFactory(proposed="Unread words")
        answering.accept(ReportFactory(proposed="My name is Ann: 24", why="Ann knows"), answer="It is 24.", text="24")
        answering.decline(ReportFactory(fact="debt", label="Median debt"), answer="The federal file says so.")
        html = " ".join(client.get(reverse("corrections")).content.decode().split())
        assert html.index("The federal file says so.") < html.index("It is 24.")
        assert "We show now</dt><dd>24</dd>" in html
        assert "1 report waits for an answer" in html
        for word in ("Ann", "Unread"):
            assert word not in html

    def test_costs_two_queries_and_one_for_the_count(self, client, program, django_assert_num_queries):
        for _ in range(3):
            answering.decline(ReportFactory(), answer="No.")
        with django_assert_num_queries(3):  # how many are answered; the page of them; how many wait
            client.get(reverse("corrections"))

    def test_data_page_and_footer_lead_to_it(self, client):
        assert client.get(reverse("data")).content.decode().count(f'href="{reverse("corrections")}"') == 2


def test_a_difference_is_told_word_by_word_and_escaped():
    assert difference("24 months", "36 months") == "<del>24</del><ins>36</ins> months"
    assert difference("", "<b>") == "<ins>&lt;b&gt;</ins>"
    assert difference("gone", "") == "<del>gone</del>"
