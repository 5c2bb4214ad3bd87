from html import unescape

import pytest
from django.urls import reverse

from salaries.models import ProfileSection
from tests.factories import (
    CertificationFactory,
    LevelGuideFactory,
    OccupationFactory,
    ProfileSectionFactory,
    ProgramFactory,
    ProjectionFactory,
    TranslatedTextFactory,
    WageEstimateFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def managers():
    return OccupationFactory(
        slug="medical-office-manager",
        popular_title="Medical office managers",
        other_titles="Practice manager\n\nHealth care administrator\n",
    )


def test_a_career_is_found_by_any_of_its_names(client, managers):
    OccupationFactory(soc="43-3021", title="Billing and Posting Clerks")
    for words in ("practice", "HEALTH administrator", "medical office", "11-9111"):
        response = client.get(reverse("salaries:careers"), {"q": words})
        assert [career["occupation"] for career in response.context["careers"]] == [managers], words


def test_a_search_that_finds_nothing_says_so(client, managers):
    page = client.get(reverse("salaries:careers"), {"q": "astronaut\x00<b>"}).text
    assert "No career goes by that name here" in page
    assert "astronaut &lt;b&gt;" in page


def test_the_list_takes_three_queries_however_many_careers_there_are(client, managers, django_assert_num_queries):
    WageEstimateFactory()
    WageEstimateFactory(occupation=OccupationFactory(soc="43-3021", title="Billing and Posting Clerks"))
    # The serial of the data (the page is kept); occupations; their newest national estimates.
    with django_assert_num_queries(3):
        client.get(reverse("salaries:careers"))


def test_the_profile_follows_the_outlook_handbook(client, managers):
    for kind in ProfileSection.Kind:
        ProfileSectionFactory(occupation=managers, kind=kind)
    OccupationFactory(soc="43-3021", title="Billing and Posting Clerks")
    headings = [
        "Quick facts", "What they do", "Work environment", "How to become one", "Pay", "Job outlook",
        "State and area data", "Sources", "Similar occupations",
    ]  # fmt: skip
    page = client.get(managers.get_absolute_url()).text
    places = [page.index(f">{heading}</h2>") for heading in headings]
    assert places == sorted(places)


def test_a_section_stands_under_its_kind_with_its_source_and_date(client, managers):
    ProfileSectionFactory(
        occupation=managers, kind=ProfileSection.Kind.DUTIES, title="Money", body="- budgets\n- claims"
    )
    page = client.get(managers.get_absolute_url()).text
    assert "<ul>\n<li>budgets</li>\n<li>claims</li>\n</ul>" in page
    assert 'Source: <span lang="en">Bureau of Labor Statistics</span>. Checked on November 1, 2026.' in page


def test_sections_of_one_source_name_it_once(client, managers):
    ProfileSectionFactory.create_batch(4, occupation=managers, kind=ProfileSection.Kind.DUTIES)
    assert (
        client.get(managers.get_absolute_url()).text.count('Source: <span lang="en">Bureau of Labor Statistics</span>.')
        == 1
    )


def test_a_profile_that_nobody_has_written_says_so(client, managers):
    page = client.get(managers.get_absolute_url()).text
    assert "We have not written this profile yet" in page
    assert "What they do" not in page


def test_the_way_in_shows_levels_with_their_programs_and_the_certification(client, managers):
    ProfileSectionFactory(occupation=managers, kind=ProfileSection.Kind.PATH)
    ProgramFactory(level="masters")
    ProgramFactory(level="masters", withdrawn=True)
    ProgramFactory(level="masters", school__unlisted=True)
    certification = CertificationFactory()
    page = client.get(managers.get_absolute_url()).text
    assert reverse("programs:level", args=["masters"]) in page
    assert "<strong>1</strong> program<" in page
    assert certification.get_absolute_url() in page


def test_pay_and_outlook_name_their_figures_and_sources(client, managers):
    WageEstimateFactory()
    ProjectionFactory()
    page = client.get(managers.get_absolute_url()).text
    for words in ("$123,860", "$73,390", "23.2% more jobs", "Bachelor&#x27;s degree", "/data/#oews"):
        assert words in page, words


@pytest.mark.usefixtures("pages_made_anew")
def test_a_profile_takes_twelve_queries(client, managers, django_assert_num_queries):
    ProfileSectionFactory(occupation=managers, kind=ProfileSection.Kind.PATH)
    ProfileSectionFactory(occupation=managers, kind=ProfileSection.Kind.DUTIES)
    LevelGuideFactory()
    WageEstimateFactory()
    ProjectionFactory()
    CertificationFactory()
    # The occupation; its sections; its newest national estimate; its projection; its neighbours; its certifications;
    # programs by level; the guides to the levels; the serial of the data (typical earnings are cached); their release;
    # the serial twice again (the glossary and the page are kept).
    client.get(managers.get_absolute_url())
    with django_assert_num_queries(12):
        client.get(managers.get_absolute_url())


def test_an_unknown_career_is_not_found_and_the_known_ones_are_offered(client, managers):
    response = client.get("/careers/astronaut/")
    assert response.status_code == 404
    assert managers.get_absolute_url() in response.text


def test_the_pages_are_friendly_before_anything_is_loaded(client):
    assert "No career is described yet" in client.get(reverse("salaries:careers")).text
    assert client.get("/careers/astronaut/").status_code == 404


def test_a_career_without_figures_says_that_none_is_loaded(client, managers):
    page = client.get(managers.get_absolute_url()).text
    assert "No national estimate loaded" in page
    assert "No projection loaded" in page


def test_the_ladder_shows_typical_earnings_level_by_level(client, managers):
    for earnings in (80_000, 80_000, 85_000, 90_000, 90_000):
        ProgramFactory(level="masters", outcome__earnings=earnings)
    ProgramFactory(level="certificate", outcome__earnings=40_000)
    page = client.get(managers.get_absolute_url()).text
    assert (
        "Undergraduate certificate: 1 program: Too few for a median."
        " Master's degree: median of 5 programs: $85,000." in unescape(page)
    )
    assert "June 2026 edition" in page


def test_the_ladder_names_the_jobs_that_the_same_fields_lead_to(client, managers):
    OccupationFactory(soc="43-3021", title="Billing and Posting Clerks")
    secretaries = OccupationFactory(soc="43-6013", title="Medical Secretaries")
    assert client.get(managers.get_absolute_url()).context["led_to"] == [secretaries]


def test_a_job_that_no_field_leads_to_says_so(client):
    clerks = OccupationFactory(soc="43-3021", title="Billing and Posting Clerks")
    assert "ties none of the health administration fields to this job" in client.get(clerks.get_absolute_url()).text


def test_places_are_searched_from_the_career(client, managers):
    assert 'action="/salaries/11-9111/"' in client.get(managers.get_absolute_url()).text


def test_a_search_for_programs_that_finds_nothing_leads_to_the_career_of_that_name(client, managers):
    ProgramFactory()
    page = client.get(reverse("programs:list"), {"q": "practice manager"}).text
    assert f'<a href="{managers.get_absolute_url()}">Medical office managers</a>' in page


def test_a_spanish_page_finds_a_career_by_its_spanish_names_too(client, managers):
    OccupationFactory(soc="43-3021", title="Billing and Posting Clerks")
    TranslatedTextFactory(english="Medical office managers", text="Gerente de consultorio médico")
    TranslatedTextFactory(english=managers.other_titles, text="Administrador de clínica")
    for words in ("gerente", "consultorio MEDICO", "clinica", "practice", "11-9111"):
        response = client.get("/es/careers/", {"q": words})
        assert [career["occupation"] for career in response.context["careers"]] == [managers], words
    assert client.get("/careers/", {"q": "gerente"}).context["careers"] == []


@pytest.mark.parametrize(("prefix", "words"), [("", "Less than 5 years"), ("/es", "Menos de 5 años")])
def test_what_the_job_asks_at_entry_is_said_in_the_language_of_the_page(client, managers, prefix, words):
    ProjectionFactory(occupation=managers, entry_education="Bachelor's degree", experience="Less than 5 years")
    page = unescape(client.get(f"{prefix}/careers/medical-office-manager/").text)
    assert f"<dd>{words}</dd>" in page


def test_words_that_the_bureau_did_not_use_before_are_marked_as_english(client, managers):
    ProjectionFactory(occupation=managers, entry_education="A new kind of <degree>")
    page = client.get("/es/careers/medical-office-manager/").text
    assert '<dd><span lang="en">A new kind of &lt;degree&gt;</span></dd>' in page
