"""When an address names nothing we have: say so, and offer what was perhaps meant."""

from difflib import SequenceMatcher
from functools import reduce
from operator import or_

from django.db.models import Case, IntegerField, Q, Value, When
from django.shortcuts import render

from careerportal.taxonomy.degree_levels import DegreeLevel
from careerportal.taxonomy.languages import without_prefix
from programs.models import Program, School

LONGEST_NAME = 220
WORDS_LOOKED_UP = 6
CANDIDATES = 100
OFFERED = 5
LEAST_LIKENESS = 0.5


def not_found(request, **context):
    """Answer 404 with near names of programs, schools or levels, and a search box."""
    section, _, rest = without_prefix(request.path).strip("/").partition("/")
    name = rest.split("/")[0][:LONGEST_NAME].lower()
    found = {"section": section, "near": _near(section, name), "words": _words_of(name)} | context
    return render(request, "404.html", found, status=404)


def near_names(queryset, name):
    """The likeliest rows for a misspelled slug, best first.

    Rows that share words with it are fetched, most shared words first and never more than CANDIDATES; only those are
    compared letter by letter, so that the work stays the same however many schools there are.
    """
    words = sorted({word for word in name.split("-") if len(word) > 2}, key=len, reverse=True)[:WORDS_LOOKED_UP]
    if not words:
        return []
    matches = [Q(slug__contains=word) for word in words]
    scores = [Case(When(match, then=1), default=0, output_field=IntegerField()) for match in matches]
    rows = queryset.filter(reduce(or_, matches)).annotate(shared=sum(scores, Value(0))).order_by("-shared", "slug")
    rated = [(SequenceMatcher(None, name, row.slug).ratio(), row) for row in rows[:CANDIDATES]]
    likely = sorted((pair for pair in rated if pair[0] >= LEAST_LIKENESS), key=lambda pair: -pair[0])
    return [row for _, row in likely[:OFFERED]]


def _near(section, name):
    """Labels and addresses of what was perhaps meant."""
    if section == "programs":
        programs = near_names(Program.objects.published().select_related("school"), name)
        return [{"label": f"{program.school}: {program}", "url": program.get_absolute_url()} for program in programs]
    if section == "schools":
        return [{"label": str(school), "url": school.get_absolute_url()} for school in near_names(School.objects, name)]
    return []


def _words_of(name):
    """What to put into the search box: the words of the address, without those that name a level."""
    words = [word for word in name.replace("_", "-").split("-") if word.isalpha() and word not in DegreeLevel.values]
    return " ".join(words[:WORDS_LOOKED_UP])
