"""From programs to an exam and back: topics beside exam areas, and the way from a program to its certification."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from careerportal.sync.models import Change
from careerportal.taxonomy.topics import Topic
from programs.models import Program
from tests.factories import (
    CertificationFactory,
    ExamAreaFactory,
    ProgramFactory,
    ProgramTopicFactory,
    RuleSetFactory,
)

pytestmark = pytest.mark.django_db

FEES_AND_FUNDS = {"name": "Fees and funds", "topic": Topic.FINANCE}


def text(client, thing):
    return " ".join(client.get(thing.get_absolute_url()).text.split())


def test_without_recorded_areas_the_page_says_so_and_leads_to_the_levels(client):
    ProgramTopicFactory()
    page = text(client, RuleSetFactory(exam_domains=18).certification)
    assert "The exam covers 18 areas. Which they are is not recorded here yet" in page
    assert reverse("programs:level", args=["masters"]) in page
    assert "crosswalk" not in page


def test_where_not_even_their_number_is_known_the_page_says_that(client):
    assert "Which areas the exam covers is not recorded here yet" in text(client, CertificationFactory())


def test_areas_alone_say_nothing_of_programs(client):
    ProgramFactory()
    page = text(client, ExamAreaFactory().certification)
    assert "We have not recorded yet which programs teach what the exam covers" in page


def test_an_area_without_a_topic_counts_no_program(client):
    ProgramTopicFactory()
    assert "We have not recorded yet" in text(client, ExamAreaFactory(topic="").certification)


def test_programs_that_teach_what_the_exam_covers_are_counted_by_topic(client):
    certification = ExamAreaFactory(**FEES_AND_FUNDS).certification
    ExamAreaFactory(name="Budgets", topic=Topic.FINANCE)
    ExamAreaFactory(name="Hiring", topic=Topic.HUMAN_RESOURCES)
    both = ProgramTopicFactory(topic=Topic.FINANCE).program
    ProgramTopicFactory(program=both, topic=Topic.HUMAN_RESOURCES)
    ProgramTopicFactory(topic=Topic.FINANCE)
    ProgramTopicFactory(topic=Topic.QUALITY)
    ProgramTopicFactory(topic=Topic.FINANCE, program__withdrawn=True)
    ProgramTopicFactory(topic=Topic.FINANCE, program__school__unlisted=True)
    page = text(client, certification)
    assert "2 programs that we list teach topics of the exam" in page
    assert "Fees and funds, Budgets" in page
    assert ">2<span" in page
    assert ">1<span" in page
    assert "Quality and risk management" not in page


def test_matches_cost_no_query_for_each_topic_or_area(client, django_assert_max_num_queries):
    certification = RuleSetFactory().certification
    program = ProgramFactory()
    for topic in Topic:
        ProgramTopicFactory(program=program, topic=topic)
        ExamAreaFactory(certification=certification, topic=topic)
    # Certification; rules in force; all rules; career; areas; programs by topic and in all; another certification; and
    # for the ladder of levels under them: the data serial, counts by level, guides, and the typical earnings beside it;
    # and the serial twice again (the glossary and the page are kept).
    with django_assert_max_num_queries(15):
        client.get(certification.get_absolute_url())


def test_a_program_page_names_what_is_recorded(client):
    topic = ProgramTopicFactory(topic=Topic.QUALITY)
    assert "Quality and risk management" in text(client, topic.program)
    assert "Topics that it teaches: not recorded yet." in text(client, ProgramFactory())


def test_a_program_page_leads_to_the_certification_of_the_work(client):
    certification = RuleSetFactory().certification
    page = text(client, ProgramFactory(credits=None, length_months=None))
    assert "Beside the degree: Certified Medical Manager (CMM)" in page
    assert f'href="{reverse("certification:eligibility", args=[certification.slug])}"' in page
    assert "filled in there" not in page


def test_what_we_know_of_a_program_is_filled_in_and_nothing_is_complained_of(client):
    RuleSetFactory()
    program = ProgramFactory(credits=36, length_months=24)
    asked = "?program_credits=36&amp;program_months=24"
    assert asked in text(client, program)
    page = client.get(
        reverse("certification:eligibility", args=["certified-medical-manager"]) + asked.replace("amp;", "")
    )
    assert page.context["form"].errors == {}
    assert 'name="program_credits" value="36"' in page.text
    assert 'name="program_months" value="24"' in page.text
    assert '<details class="more" open>' in page.text
    assert "noindex" in page.text


def test_a_program_page_without_a_certification_to_name_names_none(client):
    CertificationFactory(soc="29-2072")
    assert "Beside the degree" not in text(client, ProgramFactory())


def test_programs_teach_what_is_recorded_and_no_more():
    taught = ProgramTopicFactory(topic=Topic.FINANCE).program
    ProgramTopicFactory(program=taught, topic=Topic.POLICY)
    ProgramTopicFactory(topic=Topic.QUALITY)
    ProgramFactory()
    assert list(Program.objects.teaching(Topic.FINANCE, Topic.POLICY)) == [taught]


@pytest.mark.usefixtures("pages_made_anew")
def test_the_home_page_leads_to_the_answer_where_there_are_rules_to_answer_by(client):
    certification = CertificationFactory()
    words = "Find out in a minute whether you may sit the exam"
    assert words not in client.get(reverse("home")).text
    RuleSetFactory(certification=certification)
    page = client.get(reverse("home")).text
    assert words in page
    assert reverse("certification:eligibility", args=[certification.slug]) in page


def test_a_search_for_a_topic_stands_behind_each_count(client):
    certification = ExamAreaFactory(topic=Topic.FINANCE).certification
    ProgramTopicFactory(topic=Topic.FINANCE)
    assert "/programs/?topic=finance" in text(client, certification)
    assert client.get("/programs/?topic=finance").context["count"] == 1


def test_partners_are_told_when_a_curator_records_a_topic_or_an_area(admin_client):
    program, certification = ProgramFactory(), CertificationFactory()
    admin_client.post(reverse("admin:programs_programtopic_add"), {"program": program.pk, "topic": "finance"})
    admin_client.post(
        reverse("admin:certification_examarea_add"),
        {"certification": certification.pk, "name": "Fees", "topic": "finance", "source": "The body's own list"},
    )
    assert list(Change.objects.values_list("resource", "key", "action")) == [
        ("programs", program.slug, "updated"),
        ("certifications", certification.slug, "updated"),
    ]


@pytest.mark.parametrize("factory", [ProgramTopicFactory, ExamAreaFactory])
def test_an_unknown_topic_is_refused_by_the_database(factory):
    with pytest.raises(IntegrityError), transaction.atomic():
        factory(topic="astrology")


def test_nothing_is_recorded_twice():
    topic, area = ProgramTopicFactory(), ExamAreaFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        ProgramTopicFactory(program=topic.program, topic=topic.topic)
    with pytest.raises(IntegrityError), transaction.atomic():
        ExamAreaFactory(certification=area.certification, name=area.name)


def test_an_area_needs_a_source():
    with pytest.raises(IntegrityError), transaction.atomic():
        ExamAreaFactory(source="")


def test_no_area_comes_with_the_starter_data(settings):
    seed = (settings.BASE_DIR / "certification" / "data" / "certifications.json").read_text()
    assert "exam_areas" not in seed
