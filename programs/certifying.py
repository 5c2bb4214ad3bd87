"""What people in the work that a program leads to certify themselves with."""

from django.urls import reverse
from django.utils.http import urlencode

from careerportal.taxonomy import soc
from certification.models import Certification


def certifications_after(program, ties, found=None):
    """(certification, address of its eligibility page) for what holders of the main occupation earn.

    The address carries the program's credit hours and length where they are recorded, so that nobody types them again.
    `ties` is the crosswalk.Crosswalk. `found` spares the query where several programs are asked of in turn.
    """
    if soc.MAIN not in ties.occupations_of(program.cip):
        return []
    known = {"program_credits": program.credits, "program_months": program.length_months}
    query = urlencode({name: value for name, value in known.items() if value})
    if found is None:
        found = of_the_main_occupation()
    return [(one, _with(reverse("certification:eligibility", args=[one.slug]), query)) for one in found]


def of_the_main_occupation():
    """The certifications that holders of the main occupation earn."""
    return Certification.objects.for_occupation(soc.MAIN).select_related("body")


def _with(address, query):
    return f"{address}?{query}" if query else address
