"""Which page of a program or school readers see something on that waits on the desk."""

import re

from careerportal.datasets.models import Finding
from careerportal.links import places
from careerportal.links.models import Link
from careerportal.reports.models import Report
from programs.models import Accreditation, Deadline, Override, Program, School

ABOUT = {
    Program: (Program, "slug"),
    School: (School, "slug"),
    Accreditation: (Program, "program__slug"),
    Deadline: (Program, "program__slug"),
    Override: (School, "school__slug"),
}
"""Table → the page that readers see its rows on, and the path from a row to that page's address."""

REPORTED = {"program": Program, "school": School}
"""What a report is about → the page that shows it; its key is the page's address."""

OF_PROGRAM = re.compile(r"[1-9][0-9]*:[0-9]{2}\.[0-9]{2,4}:[-a-z]+")
"""How a finding names a program: by its federal key."""

OF_SCHOOL = re.compile(r"(?:UNITID )?([1-9][0-9]*)\b")
"""How a finding names a school, other than by the name that it has in the file."""


def pages_of(rows):
    """Yield (table, address of the page, id of the row) of what waits; one row may stand on several pages."""
    model = rows.model
    if model in ABOUT:
        page, path = ABOUT[model]
        yield from ((page, *row) for row in rows.values_list(path, "pk"))
    elif model in _ASKED:
        yield from _ASKED[model](rows)


def _reported(rows):
    for kind, slug, pk in rows.values_list("kind", "key", "pk"):
        if kind in REPORTED:
            yield REPORTED[kind], slug, pk


def _doubted(rows):
    """Findings name what they are about in words."""
    subjects = dict(rows.values_list("pk", "subject"))
    keys = [subject for subject in subjects.values() if OF_PROGRAM.fullmatch(subject)]
    programs = dict(Program.objects.filter(federal_key__in=keys).values_list("federal_key", "slug"))
    schools = _schools() if subjects else {}
    for pk, subject in subjects.items():
        unitid = OF_SCHOOL.match(subject)
        if subject in programs:
            yield Program, programs[subject], pk
        elif slug := schools.get(int(unitid[1]) if unitid else subject):
            yield School, slug, pk


def _schools():
    """{UNITID, and name where one school alone has it: address of the school}."""
    named, slugs = {}, {}
    for slug, unitid, name in School.objects.order_by().values_list("slug", "unitid", "name"):
        slugs[unitid] = slug
        named.setdefault(name, []).append(slug)
    return slugs | {name: some[0] for name, some in named.items() if len(some) == 1}


def _linked(rows):
    """Links stand in columns of programs, schools and what hangs on them."""
    ids = dict(rows.values_list("url", "pk"))
    for column in places.columns() if ids else ():
        if column.model in ABOUT:
            page, path = ABOUT[column.model]
            yield from ((page, slug, ids[url]) for url, slug in column.standing(ids, path))


_ASKED = {Report: _reported, Finding: _doubted, Link: _linked}
