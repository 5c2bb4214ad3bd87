"""One address of every type of page, with and without something to show."""

from django.urls import reverse

from careerportal.taxonomy.degree_levels import DegreeLevel
from programs.models import Program


def program_with_all_figures():
    """Texas Woman's University's master's: earnings, debt and benchmark are all reported."""
    return Program.objects.published().get(school__name="Texas Woman's University", level=DegreeLevel.MASTERS)


def program_without_figures():
    """A listed program of which neither earnings nor debt are published."""
    return Program.objects.published().at_listed_schools().filter(outcome__earnings=None, outcome__debt=None).first()


def program_of_unlisted_school():
    return Program.objects.published().at_unlisted_schools().first()


PAGE_TYPES = {
    "home": lambda: "/",
    "search": lambda: "/programs/",
    "search-narrowed": lambda: "/programs/?level=masters&state=TX&q=woman",
    "search-without-results": lambda: "/programs/?q=submarine&level=doctoral",
    "search-with-a-wrong-value": lambda: "/programs/?level=masters&state=ZZ",
    "program": lambda: program_with_all_figures().get_absolute_url(),
    "program-with-blanks": lambda: program_without_figures().get_absolute_url(),
    "program-of-unlisted-school": lambda: program_of_unlisted_school().get_absolute_url(),
    "schools": lambda: reverse("programs:schools"),
    "school": lambda: program_with_all_figures().school.get_absolute_url(),
    "levels": lambda: reverse("programs:levels"),
    "level": lambda: reverse("programs:level", args=["masters"]),
    "salaries": lambda: reverse("salaries:list"),
    "occupation-pay": lambda: reverse("salaries:occupation", args=["11-9111"]),
    "careers": lambda: reverse("salaries:careers"),
    "career": lambda: reverse("salaries:career", args=["medical-office-manager"]),
    "certifications": lambda: reverse("certification:list"),
    "certification": lambda: reverse("certification:detail", args=["certified-medical-manager"]),
    "data": lambda: reverse("data"),
    "glossary": lambda: reverse("glossary"),
    "not-found": lambda: "/programs/no-such-program/",
}
"""Name → function that says the address, asked once the data are there."""

NOT_FOUND = {"not-found"}
