"""One address of every type of page, with and without something to show."""

from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from careerportal.datasets.models import Release
from careerportal.sync import ledger
from careerportal.sync.models import Change
from careerportal.taxonomy.degree_levels import DegreeLevel
from programs.fields import FieldOfStudy
from programs.models import Program
from salaries.models import WageEstimate


def program_with_all_figures():
    """Texas Woman's University's master's: earnings, debt and benchmark are all reported."""
    return Program.objects.published().get(school__name="Texas Woman's University", level=DegreeLevel.MASTERS)


def define_the_field(program):
    """Give the program's field of study a long definition and a field that it takes in, as the federal file would."""
    sentence = "A program that prepares individuals to plan, direct and evaluate health services of every kind. "
    for code in (program.cip, f"{program.cip}01"):
        title = f"{program.title} {code[5:]}".strip()
        FieldOfStudy.objects.get_or_create(code=code, defaults={"title": title, "definition": sentence * 4})
    with transaction.atomic():
        ledger.record([("programs", program.slug, Change.Action.UPDATED)])
    return program


def program_without_figures():
    """A listed program of which neither earnings nor debt are published."""
    return Program.objects.published().at_listed_schools().filter(outcome__earnings=None, outcome__debt=None).first()


def program_of_unlisted_school():
    return Program.objects.published().at_unlisted_schools().first()


def withdrawn_program():
    """A program that a curator has withdrawn and that has no successor; no search and no count knows of it."""
    kept = program_with_all_figures()
    gone, _ = Program.objects.get_or_create(
        slug="withdrawn-program",
        defaults={
            "school": kept.school,
            "cip": kept.cip,
            "level": DegreeLevel.POSTMASTERS,
            "title": kept.title,
            "status": Program.Status.WITHDRAWN,
        },
    )
    return gone.get_absolute_url()


def compare_address():
    """Four programs with and without figures, one of them withdrawn and one that nobody knows."""
    programs = [program_with_all_figures(), program_without_figures(), program_of_unlisted_school()]
    slugs = [*(program.slug for program in programs), withdrawn_program().split("/")[-2], "no-such-program"]
    return reverse("programs:compare") + "?" + "&".join(f"p={slug}" for slug in slugs) + "&cost=45000&rate=6"


CMM = "certified-medical-manager"
PLANS_TO_STUDY = (
    "?experience_years=1&experience_months=4&credit_hours=9&member=no"
    f"&program_credits=12&program_start={date.today().year + 1}-01-14&program_months=9"
)


def small_sample():
    """A place where the survey's error is large."""
    return WageEstimate.objects.of("11-9111").filter(mean_rse__gte=10).with_place().first().get_absolute_url()


def release_that_changed_rows():
    """A release whose page has all its tables: made up, as the starter data bring new rows alone."""
    change = {"key": "229179:51.07:masters", "field": "earnings", "old": 90_503, "new": 91_000}
    sample = {"key": change["key"], "changes": {"earnings": [90_503, 91_000], "debt": [None, 20_000]}}
    table = {"fields": {"earnings": 1, "debt": 1}, "samples": [sample], "largest": [change]}
    release, _ = Release.objects.get_or_create(
        source="scorecard-field-of-study",
        edition="June 2025",
        state=Release.State.ARCHIVED,
        defaults={
            "rolled_back_at": timezone.now(),
            "report": {"outcomes": {"created": 0, "updated": 1, "withdrawn": 0, "unchanged": 3_739}},
            "details": {"tables": {"outcomes": table}},
        },
    )
    return reverse("data-release", args=[release.pk])


PAGE_TYPES = {
    "home": lambda: "/",
    "search": lambda: "/programs/",
    "search-narrowed": lambda: "/programs/?level=masters&state=TX&q=woman",
    "search-without-results": lambda: "/programs/?q=submarine&level=doctoral",
    "search-with-a-wrong-value": lambda: "/programs/?level=masters&state=ZZ",
    "program": lambda: program_with_all_figures().get_absolute_url(),
    "program-of-a-defined-field": lambda: define_the_field(program_with_all_figures()).get_absolute_url(),
    "search-by-a-defined-field": lambda: f"/programs/?field={define_the_field(program_with_all_figures()).cip}",
    "program-with-blanks": lambda: program_without_figures().get_absolute_url(),
    "program-of-unlisted-school": lambda: program_of_unlisted_school().get_absolute_url(),
    "withdrawn-program": withdrawn_program,
    "schools": lambda: reverse("programs:schools"),
    "school": lambda: program_with_all_figures().school.get_absolute_url(),
    "levels": lambda: reverse("programs:levels"),
    "level": lambda: reverse("programs:level", args=["masters"]),
    "find-level": lambda: reverse("programs:find-level"),
    "find-level-answered": lambda: (
        reverse("programs:find-level") + "?degree=bachelors&field=other&goal=manage&time=two&mode=online"
    ),
    "find-level-to-correct": lambda: reverse("programs:find-level") + "?degree=bachelors&goal=fame",
    "level-reported-with-another": lambda: reverse("programs:level", args=["postmasters"]),
    "search-with-several-wrong-values": lambda: "/programs/?level=wizard&state=ZZ&page=999",
    "salaries": lambda: reverse("salaries:list"),
    "occupation-pay": lambda: reverse("salaries:occupation", args=["11-9111"]),
    "place-search": lambda: reverse("salaries:occupation", args=["11-9111"]) + "?place=portland",
    "area-pay": lambda: reverse("salaries:area", args=["11-9111", "akron-oh"]),
    "area-pay-of-a-small-sample": small_sample,
    "area-without-estimate": lambda: reverse("salaries:area", args=["29-9021", "abilene-tx"]),
    "compare-pay": lambda: reverse("salaries:compare") + "?o=11-9111&o=43-6013&a=texas&a=akron-oh&a=guam",
    "compare-pay-empty": lambda: reverse("salaries:compare"),
    "program-with-a-place": lambda: program_with_all_figures().get_absolute_url() + "?place=akron-oh&cost=45000",
    "program-with-mistakes": lambda: program_with_all_figures().get_absolute_url() + "?place=oh&cost=plenty&rate=99",
    "compare-programs": lambda: compare_address(),
    "shortlist": lambda: reverse("programs:shortlist"),
    "shortlist-by-its-link": lambda: reverse("programs:shortlist") + "?" + compare_address().partition("?")[2],
    "compare-programs-empty": lambda: reverse("programs:compare"),
    "careers": lambda: reverse("salaries:careers"),
    "career": lambda: reverse("salaries:career", args=["medical-office-manager"]),
    "certifications": lambda: reverse("certification:list"),
    "certification": lambda: reverse("certification:detail", args=[CMM]),
    "eligibility": lambda: reverse("certification:eligibility", args=[CMM]),
    "eligibility-answered": lambda: reverse("certification:eligibility", args=[CMM]) + PLANS_TO_STUDY,
    "eligibility-to-correct": lambda: reverse("certification:eligibility", args=[CMM]) + "?experience_years=many",
    "renewal": lambda: reverse("certification:renewal", args=[CMM]) + "?certified_on=2024-02-29&hours_done=10",
    "renewal-to-correct": lambda: reverse("certification:renewal", args=[CMM]) + "?certified_on=last%20spring",
    "compare-certifications": lambda: reverse("certification:compare") + f"?c={CMM}&c=no-such-certification",
    "data": lambda: reverse("data"),
    "changes": lambda: reverse("data-changes"),
    "changes-of-a-release": lambda: release_that_changed_rows(),
    "corrections": lambda: reverse("corrections"),
    "report-a-mistake": lambda: reverse("report") + f"?about=program&key={program_with_all_figures().slug}&fact=debt",
    "report-which-fact": lambda: reverse("report") + f"?about=certification&key={CMM}",
    "glossary": lambda: reverse("glossary"),
    "partners": lambda: reverse("partners"),
    "not-found": lambda: "/programs/no-such-program/",
}
"""Name → function that says the address, asked once the data are there."""

STATUSES = {"not-found": 404, "area-without-estimate": 404, "withdrawn-program": 410}
"""What pages answer that do not answer 200."""
