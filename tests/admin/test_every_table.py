"""Every table of the portal has its place on the curator's desk."""

from datetime import date

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalChanges

from careerportal.partners import keys
from careerportal.partners.models import UsageDay
from careerportal.sync.models import Change, Pruning
from careerportal.taxonomy.degree_levels import DegreeLevel
from programs.models import Synonym
from tests import factories

pytestmark = pytest.mark.django_db


def change(number):
    return Change.objects.create(resource="programs", key=f"program-{number}", action=Change.Action.CREATED)


def area(number):
    return factories.AreaFactory(code=str(number), title=f"Place {number}")


def key(number):
    made, _ = keys.issue(factories.PartnerFactory(), name=f"key {number}")
    return made


def usage(number):
    return UsageDay.objects.create(key=key(number), day=date(2026, 11, number))


def catalogue_entry(number):
    catalogue = factories.CatalogueFactory()
    return catalogue.entries.create(key="program", action="created", serial=number, at=timezone.now())


def delivery(number):
    return factories.WebhookFactory().deliveries.create(message_id=f"msg_{number}", payload={})


MAKERS = {
    "datasets.release": lambda number: factories.ReleaseFactory(),
    "datasets.finding": lambda number: factories.FindingFactory(),
    "programs.schoolmove": lambda number: factories.SchoolMoveFactory(),
    "links.link": lambda number: factories.LinkFactory(),
    "visits.pageviews": lambda number: factories.PageViewsFactory(),
    "texts.glossaryterm": lambda number: factories.GlossaryTermFactory(),
    "datasets.bulkedit": lambda number: factories.BulkEditFactory(),
    "sync.change": change,
    "sync.pruning": lambda number: Pruning.objects.create(through=number, lines=number),
    "partners.partner": lambda number: factories.PartnerFactory(name=f"Partner {number}"),
    "partners.apikey": key,
    "partners.usageday": usage,
    "partners.catalogue": lambda number: factories.CatalogueFactory(),
    "partners.catalogueentry": catalogue_entry,
    "partners.webhook": lambda number: factories.WebhookFactory(),
    "partners.delivery": delivery,
    "reports.report": lambda number: factories.ReportFactory(),
    "texts.translatedtext": lambda number: factories.TranslatedTextFactory(english=f"Text {number}"),
    "programs.school": lambda number: factories.SchoolFactory(),
    "programs.program": lambda number: factories.ProgramFactory(),
    "programs.programoutcome": lambda number: factories.ProgramOutcomeFactory(),
    "programs.completions": lambda number: factories.CompletionsFactory(),
    "programs.fieldofstudy": lambda number: factories.FieldOfStudyFactory(code=f"51.070{number}"),
    "programs.programtopic": lambda number: factories.ProgramTopicFactory(),
    "programs.accreditation": lambda number: factories.AccreditationFactory(),
    "programs.schoolcharge": lambda number: factories.SchoolChargeFactory(),
    "programs.deadline": lambda number: factories.DeadlineFactory(),
    "programs.override": lambda number: factories.OverrideFactory(),
    "programs.schoolassignment": lambda number: factories.SchoolAssignmentFactory(),
    "programs.levelguide": lambda number: factories.LevelGuideFactory(level=DegreeLevel.values[number]),
    "programs.synonym": lambda number: Synonym.objects.create(word=f"word {number}", alike="health"),
    "salaries.joboffield": lambda number: factories.JobOfFieldFactory(cip=f"51.070{number}"),
    "salaries.occupation": lambda number: factories.OccupationFactory(soc=f"11-911{number}"),
    "salaries.profilesection": lambda number: factories.ProfileSectionFactory(),
    "salaries.area": area,
    "salaries.wageestimate": lambda number: factories.WageEstimateFactory(area=area(number)),
    "salaries.projection": lambda number: factories.ProjectionFactory(base_year=2000 + number),
    "certification.certifyingbody": lambda number: factories.CertifyingBodyFactory(name=f"Body {number}"),
    "certification.certification": lambda number: factories.CertificationFactory(slug=f"certification-{number}"),
    "certification.ruleset": lambda number: factories.RuleSetFactory(),
    "certification.examarea": lambda number: factories.ExamAreaFactory(),
}
"""How to make the row of a number, for every table of the portal."""

ADDED_BY_CURATORS = {
    "partners.partner",
    "partners.apikey",
    "partners.catalogue",
    "partners.webhook",
    "texts.translatedtext",
    "programs.school",
    "programs.program",
    "programs.programtopic",
    "programs.accreditation",
    "programs.deadline",
    "programs.override",
    "programs.schoolassignment",
    "programs.levelguide",
    "programs.synonym",
    "salaries.profilesection",
    "certification.certifyingbody",
    "certification.certification",
    "certification.ruleset",
    "certification.examarea",
    "texts.glossaryterm",
}
OUR_APPS = {
    "datasets",
    "sync",
    "partners",
    "reports",
    "texts",
    "links",
    "visits",
    "programs",
    "salaries",
    "certification",
}
NOT_ON_THE_DESK = {"datasets.journalentry"}
"""What only the program reads: a release's page says what it changed, in words."""

ours = {
    model._meta.label_lower
    for model in apps.get_models()
    if model._meta.app_label in OUR_APPS and not issubclass(model, HistoricalChanges)
} - NOT_ON_THE_DESK
every_table = pytest.mark.parametrize("label", sorted(ours))


def url(label, page, *args):
    return reverse(f"admin:{label.replace('.', '_')}_{page}", args=args)


@every_table
def test_table_is_on_the_desk_and_has_a_maker_here(label):
    assert admin.site.is_registered(apps.get_model(label))
    assert label in MAKERS


@every_table
def test_list_shows_its_rows(admin_client, label):
    row = MAKERS[label](1)
    response = admin_client.get(url(label, "changelist"))
    assert response.status_code == 200
    assert row in response.context["cl"].result_list


@every_table
def test_row_can_be_opened(admin_client, label):
    assert admin_client.get(url(label, "change", MAKERS[label](1).pk)).status_code == 200


@every_table
def test_form_for_a_new_row_opens_where_curators_may_add_one(admin_client, label):
    assert admin_client.get(url(label, "add")).status_code == (200 if label in ADDED_BY_CURATORS else 403)


@every_table
def test_list_can_be_searched_with_any_words(admin_client, label):
    MAKERS[label](1)
    for words in ("College", "11-9111", "100654", "no such thing", "'; --", "%"):
        assert admin_client.get(url(label, "changelist"), {"q": words}).status_code == 200


@every_table
def test_list_asks_the_same_number_of_queries_however_many_rows_it_shows(
    admin_client, label, django_assert_max_num_queries
):
    MAKERS[label](1)
    admin_client.get(url(label, "changelist"))
    with django_assert_max_num_queries(100) as few:
        admin_client.get(url(label, "changelist"))
    for number in range(2, 6):
        MAKERS[label](number)
    with django_assert_max_num_queries(len(few.captured_queries)):
        admin_client.get(url(label, "changelist"))


@pytest.mark.parametrize("label", ["programs.program", "programs.school"])
def test_lists_count_and_order_keys_of_one_table_alone(admin_client, monkeypatch, django_assert_num_queries, label):
    """What makes the list of every program of every field as quick as that of a few."""
    monkeypatch.setattr(admin.site._registry[apps.get_model(label)], "list_per_page", 1)
    MAKERS[label](1)
    MAKERS[label](2)
    # Session; curator; their second factor; the rows counted; the keys of the page in order; its rows with all that the
    # list shows of them.
    with django_assert_num_queries(6) as asked:
        admin_client.get(url(label, "changelist"))
    for query in asked.captured_queries[3:5]:
        assert "JOIN" not in query["sql"]
        assert "title" not in query["sql"]


@pytest.mark.parametrize("words", ["north", "NORTH shore", "51.0701", "51"])
def test_programs_are_found_by_words_and_by_codes(admin_client, words):
    found = factories.ProgramFactory(cip="51.0701", school__name="North Shore College")
    factories.ProgramFactory(cip="11.07", school__name="Another College")
    shown = admin_client.get(url("programs.program", "changelist"), {"q": words}).context["cl"].result_list
    assert list(shown) == [found]


@every_table
def test_visitor_who_has_not_signed_in_is_asked_to(client, label):
    response = client.get(url(label, "changelist"))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("admin:login"))
