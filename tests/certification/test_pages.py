import datetime

import pytest
from django.urls import reverse

from tests.factories import CertificationFactory, CertifyingBodyFactory, OccupationFactory, RuleSetFactory

pytestmark = pytest.mark.django_db


def test_the_list_says_who_grants_a_certification_and_when_its_rules_were_checked(client):
    RuleSetFactory()
    page = client.get(reverse("certification:list")).text
    assert "Certified Medical Manager (CMM)" in page
    assert "Rules checked on November 1, 2026" in page


def test_the_list_takes_four_queries_however_many_certifications_there_are(client, django_assert_num_queries):
    RuleSetFactory()
    RuleSetFactory(certification=CertificationFactory(slug="other", name="Other"))
    # The serial of the data (the page is kept); certifications with their bodies; the rules in force; the occupations
    # to choose from.
    with django_assert_num_queries(4):
        client.get(reverse("certification:list"))


def test_the_page_says_what_is_asked_what_the_exam_is_and_how_it_is_kept(client):
    page = client.get(RuleSetFactory().certification.get_absolute_url()).text
    for words in (
        "3 years in health care",
        "12 credit hours in health care or business management",
        "1 credit hour less for each full year of experience beyond 3, never below zero.",
        "Member of PAHCOM in good standing",
        "3 hours",
        "18 areas of practice",
        "24 hours every 2 years",
        "Checked on",
        "Confirm them with PAHCOM before you apply",
    ):
        assert words in page, words


def test_what_nobody_recorded_is_said_to_be_so(client):
    known = client.get(RuleSetFactory().certification.get_absolute_url()).text
    certification = CertificationFactory(slug="other", name="Other")
    unknown = client.get(
        RuleSetFactory(certification=certification, exam_minutes=None).certification.get_absolute_url()
    )
    assert unknown.text.count("Not recorded yet") == known.count("Not recorded yet") + 1


def test_only_the_rules_in_force_today_are_shown(client):
    certification = CertificationFactory()
    today = datetime.date.today()
    day = datetime.timedelta(days=1)
    RuleSetFactory(certification=certification, valid_until=today - day, exam_minutes=60)
    RuleSetFactory(certification=certification, valid_from=today, exam_minutes=120)
    RuleSetFactory(certification=certification, valid_from=today + day, exam_minutes=240)
    page = client.get(certification.get_absolute_url()).text
    assert ">2 hours<" in page
    assert ">4 hours<" not in page


def test_the_page_leads_to_the_career_and_its_pay(client):
    managers = OccupationFactory()
    page = client.get(RuleSetFactory().certification.get_absolute_url()).text
    assert managers.get_absolute_url() in page
    assert managers.salary_url in page


def test_the_page_takes_ten_queries(client, django_assert_num_queries):
    OccupationFactory()
    url = RuleSetFactory().certification.get_absolute_url()
    # The certification with its body; the rules in force; all its rules, to say what changed; the career; the areas of
    # its exam; the ladder's programs and guides; whether there is another certification to compare with; the
    # glossary and the page, which are kept, ask for the serial of the data.
    with django_assert_num_queries(10):
        client.get(url)


def test_a_certification_without_rules_says_so_and_names_whom_to_ask(client):
    page = client.get(CertificationFactory(body=CertifyingBodyFactory()).get_absolute_url()).text
    assert "Its rules are not recorded yet" in page


def test_an_unknown_certification_is_not_found_and_the_known_ones_are_offered(client):
    certification = CertificationFactory()
    response = client.get("/certification/astronaut/")
    assert response.status_code == 404
    assert certification.get_absolute_url() in response.text


def test_the_list_is_friendly_before_anything_is_entered(client):
    assert "No certification is described yet" in client.get(reverse("certification:list")).text
    assert client.get("/certification/astronaut/").status_code == 404
