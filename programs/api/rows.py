"""Programs as the API gives them, straight from the database's columns: no model instances, no serializers.

ProgramSerializer says what a row holds, for the schema and for partners. It is not asked for each row, because it takes
several times as long. A test holds the two together: whoever adds a field there adds it here.
"""

import json
from collections import defaultdict
from functools import lru_cache
from itertools import islice

import orjson
from django.db.models import TextField
from django.db.models.functions import Cast
from django.urls import reverse

from careerportal.api.sources import source_of_figures
from careerportal.sync import kept, ledger
from careerportal.sync.reading import connection
from careerportal.taxonomy.cip import field_of
from careerportal.taxonomy.degree_levels import DegreeLevel
from careerportal.taxonomy.figures import FigureStatus
from programs.accreditation import Accreditation
from programs.api import completions
from programs.completions import Completions
from programs.deadlines import Deadline
from programs.models import Program, ProgramTopic

BLOCK = 200
"""Rows fetched and written at a time; of a thousand, each takes half as long again."""

MOST_WRITTEN = 4_000
"""Rows that a process keeps as finished JSON, some 2.5 KB each."""

FIGURES = ("completers", "earnings", "debt", "benchmark_state", "benchmark_nation")
PROGRAM = (
    "id", "slug", "title", "cip", "level", "description", "delivery", "length_months", "credits", "capstone",
    "internship", "entry_requirements", "admission_test", "experience_asked", "practicum", "cohort", "executive",
    "sessions", "part_time", "start_terms", "updated_at", "url",
)  # fmt: skip
SCHOOL = ("unitid", "slug", "name", "display_name", "control", "state", "is_listed")
COLUMNS = (
    *PROGRAM,
    *(f"school__{name}" for name in SCHOOL),
    "outcome_id",
    *(f"outcome__{name}" for name in FIGURES),
    "outcome__earnings_horizon",
    Cast("outcome__blanks", TextField()),
    "outcome__release__source",
    "outcome__release__edition",
    "outcome__cip4",
    "outcome__level",
    "outcome__distance",
)
TITLES = {level.value: level.label for level in DegreeLevel}
REPORTED, UNKNOWN = FigureStatus.REPORTED.value, FigureStatus.UNKNOWN.value
NOT_COLLECTED, NOT_OFFERED = FigureStatus.NOT_COLLECTED.value, FigureStatus.NOT_OFFERED.value
NOT_RECORDED = {"value": None, "status": UNKNOWN}


def catalogue():
    """Every published program, at listed schools or not, in an order that never changes."""
    return Program.objects.published().order_by("id")


def of(pks, site, serial):
    """Return what the API says of each of these programs; `site` is what its links begin with.

    The data stand at `serial`. What is said comes by a statement that is put into words once.
    """
    columns = _columns_of(pks)
    return say([columns[pk] for pk in pks], site, serial)


def written(pks, site, serial):
    """Return the same as finished JSON. A process keeps the rows it wrote last until the data change."""
    known = kept.at(serial, "rows of programs as JSON", dict)
    rows = {pk: row for pk in pks if (row := known.get((site, pk)))}
    if missing := [pk for pk in pks if pk not in rows]:
        told = zip(missing, of(missing, site, serial), strict=True)
        made = {pk: orjson.Fragment(orjson.dumps(row)) for pk, row in told}
        kept.put(known, {(site, pk): row for pk, row in made.items()}, MOST_WRITTEN)
        rows |= made
    return [rows[pk] for pk in pks]


def _columns_of(pks):
    """Return {program: its COLUMNS}."""
    if not pks:
        return {}
    sql, converters = _statement(connection.vendor, len(pks))
    with connection.cursor() as cursor:
        cursor.execute(sql, pks)
        rows = cursor.fetchall()
    if converters:
        rows = [_converted(row, converters) for row in rows]
    return {row[0]: row for row in rows}


@lru_cache(600)
def _statement(vendor, count):
    """The statement that reads the columns of so many programs, and how its values become ours: (place, function)."""
    query = Program.objects.filter(pk__in=range(count)).order_by().values_list(*COLUMNS).query
    compiler = query.get_compiler(connection=connection)
    sql, _ = compiler.as_sql()
    converters = compiler.get_converters(expression for expression, *_ in compiler.select)
    return sql, [
        (place, convert, expression) for place, (functions, expression) in converters.items() for convert in functions
    ]


def _converted(row, converters):
    row = list(row)
    for place, convert, expression in converters:
        row[place] = convert(row[place], expression, connection)
    return tuple(row)


def in_blocks(programs):
    """Fetch programs in their order as lists of such tuples, a block at a time."""
    rows = programs.values_list(*COLUMNS).iterator(chunk_size=BLOCK)
    while block := list(islice(rows, BLOCK)):
        yield block


def say(found, site, serial=None):
    """Return what the API says of each of these tuples; `site` is what its links begin with.

    `serial` is where the data stand, for who knows it already.
    """
    beside = lists_of([row[0] for row in found], ledger.serial() if serial is None else serial)
    say_one = row_maker(site)
    return [say_one(row, beside) for row in found]


def rows(programs, site):
    """Yield what the API says of each program of a queryset, in constant memory."""
    serial = ledger.serial()
    for block in in_blocks(programs):
        yield from say(block, site, serial)


class _Nothing(dict):
    """Lists of programs that have none."""

    def __missing__(self, pk):
        return []


def lists_of(pks, serial):
    """Return {field: {program: its list}} for what stands in tables of its own; most programs have none of it."""
    return {name: read(pks) if pks and _is_any(model, serial) else _Nothing() for name, (model, read) in LISTS.items()}


def _is_any(model, serial):
    """Whether anything at all is recorded: not asked again until the data change."""
    return kept.at(serial, f"any {model.__name__}", model.objects.exists)


def _topics(pks):
    found = defaultdict(list)
    taught = ProgramTopic.objects.filter(program__in=pks).order_by("program", "id")
    for pk, topic in taught.values_list("program", "topic"):
        found[pk].append(topic)
    return found


def _accreditations(pks):
    found = defaultdict(list)
    recorded = Accreditation.objects.filter(program__in=pks).order_by("program", "accreditor")
    for pk, accreditor, status, *days, url, checked_on in recorded.values_list(
        "program", "accreditor", "status", "since", "until", "next_review", "evidence_url", "checked_on"
    ):
        since, until, next_review = (day and day.isoformat() for day in days)
        found[pk].append(
            {
                "accreditor": accreditor,
                "status": status,
                "since": since,
                "until": until,
                "next_review": next_review,
                "evidence_url": url,
                "checked_on": checked_on.isoformat(),
                "blanks": blanks_of(since=since, until=until, next_review=next_review),
            }
        )
    return found


def _deadlines(pks):
    found = defaultdict(list)
    recorded = Deadline.objects.filter(program__in=pks).order_by("program", "due_on", "id")
    for pk, name, *days, url in recorded.values_list("program", "name", "due_on", "checked_on", "source_url"):
        due_on, checked_on = (day.isoformat() for day in days)
        found[pk].append({"name": name, "due_on": due_on, "source_url": url, "checked_on": checked_on})
    return found


LISTS = {
    "topics": (ProgramTopic, _topics),
    "accreditations": (Accreditation, _accreditations),
    "deadlines": (Deadline, _deadlines),
    "completions": (Completions, completions.of_programs),
}
"""Field of a row → the table it comes from, and how to read it for some programs."""


@lru_cache(1_000)
def statuses(blanks):
    """Return the statuses of the figures whose blanks stand in this JSON text: {figure: status}."""
    return json.loads(blanks or "{}")


def blanks_of(**values):
    """Which of these values are blank: nobody has told us why, or nobody has recorded them."""
    return {name: UNKNOWN for name, value in values.items() if value in (None, "")}


def _recorded(value):
    """A value that our curators write: where they have not, it is unknown."""
    return NOT_RECORDED if value is None or value == "" else {"value": value, "status": REPORTED}


@lru_cache(100)
def around(site, route):
    """What stands before and after the key in the addresses of a route."""
    before, _, after = reverse(route, args=["-key-"]).partition("-key-")
    return site + before, after


@lru_cache(20)
def row_maker(site):
    """Return the function from a tuple and the lists of programs to a row, for one site."""
    page, page_end = around(site, "programs:detail")
    api, api_end = around(site, "api-v1:program-detail")
    level_at, level_end = around(site, "api-v1:level-detail")
    school_page, school_page_end = around(site, "programs:school")
    school_api, school_api_end = around(site, "api-v1:school-detail")

    def figure(name, value, blanks):
        status = blanks.get(name)
        return {"value": value, "status": status or (UNKNOWN if value is None else REPORTED)}

    def say_one(row, beside):
        (
            pk, slug, title, cip, level, description, delivery, length_months, credits_, capstone, internship,
            entry_requirements, admission_test, experience_asked, practicum, cohort, executive, sessions, part_time,
            start_terms, updated_at, url, unitid, school_slug, name, display_name, control, state, is_listed,
            outcome_id, completers, earnings, debt, benchmark_state, benchmark_nation, horizon, blanks, source, edition,
            outcome_field, outcome_level, distance,
        ) = row[:42]  # fmt: skip
        outcome = None
        if outcome_id is not None:
            blanks = statuses(blanks)
            outcome = {
                "field": outcome_field,
                "level": outcome_level,
                "completers": figure("completers", completers, blanks),
                "earnings": figure("earnings", earnings, blanks),
                "earnings_horizon": horizon,
                "debt": figure("debt", debt, blanks),
                "benchmark_state": figure("benchmark_state", benchmark_state, blanks),
                "benchmark_nation": figure("benchmark_nation", benchmark_nation, blanks),
                "distance": distance or None,
                "source": source_of_figures(source, edition) if source is not None else None,
                "blanks": blanks_of(earnings_horizon=horizon, source=source)
                | ({} if distance else {"distance": blanks.get("distance", UNKNOWN)}),
            }
        return {
            "slug": slug,
            "title": title,
            "cip": cip,
            "field": field_of(cip),
            "level": level,
            "level_title": str(TITLES[level]),
            "school": {
                "unitid": unitid,
                "slug": school_slug,
                "name": display_name or name,
                "control": control,
                "state": state or None,
                "listed": is_listed,
                "links": {
                    "page": f"{school_page}{school_slug}{school_page_end}",
                    "api": f"{school_api}{unitid or school_slug}{school_api_end}",
                    "college_scorecard": f"https://collegescorecard.ed.gov/school/?{unitid}" if unitid else None,
                    "college_navigator": f"https://nces.ed.gov/collegenavigator/?id={unitid}" if unitid else None,
                },
                "blanks": ({} if unitid else {"unitid": NOT_OFFERED}) | blanks_of(state=state),
            },
            "outcome": outcome,
            "description": description,
            "topics": beside["topics"][pk],
            "accreditations": beside["accreditations"][pk],
            "deadlines": beside["deadlines"][pk],
            "completions": beside["completions"][pk],
            "delivery": _recorded(delivery),
            "length_months": _recorded(length_months),
            "credits": _recorded(credits_),
            "capstone": _recorded(capstone),
            "internship": _recorded(internship),
            "entry_requirements": entry_requirements,
            "admission_test": _recorded(admission_test),
            "experience_asked": _recorded(experience_asked),
            "practicum": _recorded(practicum),
            "cohort": _recorded(cohort),
            "executive": _recorded(executive),
            "sessions": _recorded(sessions),
            "part_time": _recorded(part_time),
            "start_terms": _recorded(start_terms),
            "updated_at": updated_at.isoformat().replace("+00:00", "Z"),
            "links": {
                "page": f"{page}{slug}{page_end}",
                "api": f"{api}{slug}{api_end}",
                "level": f"{level_at}{level}{level_end}",
                "website": url or None,
            },
            "blanks": ({"outcome": NOT_COLLECTED} if outcome is None else {})
            | blanks_of(description=description, entry_requirements=entry_requirements, website=url),
        }

    return say_one
