"""College Scorecard, data by field of study: which programs there are, what graduates earn and owe.

Two files are read: the Department's own (Most-Recent-Cohorts-Field-of-Study.csv, FieldOfStudyDataYYYY_YYYY_PP.csv), and
the table that Truewise prepared of it, which adds the state of a school and a benchmark. The Department's has neither:
a school keeps the state that it has, a new one has none until the directory gives it, and benchmarks are blank.

One row is school × four-digit CIP × credential level. Median earnings are of graduates who worked and were not
enrolled; the four-year figure is the one that College Scorecard shows, the one-year figure stands in where only that is
published.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from careerportal.datasets import ages, diff, slugs
from careerportal.datasets.cells import whole_number
from careerportal.datasets.first_rows import FirstRows
from careerportal.datasets.registry import Source
from careerportal.taxonomy import cip, degree_levels, states
from careerportal.taxonomy.controls import SCORECARD_CONTROLS
from careerportal.taxonomy.distances import SCORECARD_DISTANCES
from careerportal.taxonomy.figures import FigureStatus
from programs.importers import settling
from programs.importers.unnumbered import ANSWERS, RowsWithoutUnitid
from programs.models import Program, ProgramOutcome, School
from programs.standing_in import heirs_of

COLUMNS = (
    "UNITID", "OPEID6", "INSTNM", "CONTROL", "CIPCODE", "CIPDESC", "CREDLEV", "CREDDESC",
    "IPEDSCOUNT1", "EARN_MDN_1YR", "EARN_MDN_4YR", "DEBT_ALL_STGP_EVAL_MDN",
)  # fmt: skip
STATE = "STABBR"
"""In the table that Truewise prepared; the Department's own file does not say where a school is."""

DISTANCE = "DISTANCE"
"""In the Department's own file, and there only in later releases."""

MARKERS = {
    "": FigureStatus.UNKNOWN,
    "PS": FigureStatus.WITHHELD,
    "PrivacySuppressed": FigureStatus.WITHHELD,
    "NA": FigureStatus.NOT_COLLECTED,
    "NULL": FigureStatus.NOT_COLLECTED,
}
"""What the file writes in place of a number; releases differ. An empty cell does not say why it is empty."""

OFFICIAL = "official"
"""The variant of the Department's own file."""

KEPT = 5_000
"""So many texts that stand in row after row are remembered with what they mean."""

LARGEST_NUMBER = 10_000_000
"""Dollars or people; anything larger in this file is a mistake."""

FIGURE_COLUMNS = {
    "completers": "IPEDSCOUNT1",
    "debt": "DEBT_ALL_STGP_EVAL_MDN",
    "benchmark_state": "TW_HS_EARN_STATE",
    "benchmark_nation": "TW_HS_EARN_NATION",
}
EARNINGS_COLUMNS = {4: "EARN_MDN_4YR", 1: "EARN_MDN_1YR"}
"""Years after completing → column, best first."""


@dataclass(frozen=True)
class ProgramRecord:
    """One readable row: the school, the program, and its outcome figures with the reasons for blanks."""

    row: int
    unitid: int
    school: dict
    cip: str
    level: str
    title: str
    figures: dict

    @property
    def outcome_key(self):
        return self.unitid, self.cip, self.level

    @property
    def federal_key(self):
        return f"{self.unitid}:{self.cip}:{self.level}"


def normalise(rows, problems, edition):
    """Yield a ProgramRecord for each row of the portal's fields; report every row that cannot be one."""
    first_rows, schools, placeless = FirstRows(), {}, Placeless(problems)
    unnumbered, is_in_scope = RowsWithoutUnitid(problems), lru_cache(KEPT)(_is_in_scope)
    for row in rows:
        if not is_in_scope(row["CIPCODE"]):
            continue
        if unnumbered.takes(row):
            continue
        record = _read(row, problems)
        if record is None:
            continue
        if earlier := first_rows.seen(record.outcome_key, row.number):
            message = f"the same school, field and level stands on row {earlier} already"
            problems.error(row.number, "duplicate program", message, subject=record.federal_key)
            continue
        earlier, school = schools.setdefault(record.unitid, (row.number, record.school))
        if school != record.school:
            message = f"UNITID {record.unitid} has another name, state or control than on row {earlier}"
            problems.error(row.number, "school described in two ways", message, subject=record.school["name"])
            continue
        placeless.look_at(record)
        yield record
    yield from unnumbered.records(_record, schools, first_rows)


def _is_in_scope(code):
    """Rows of other fields are passed over in silence; a CIP code that is none is not."""
    try:
        return cip.is_within(cip.parse(code), settings.PORTAL_CIP_SCOPE)
    except ValueError:
        return True


def _read(row, problems):
    subject = row["INSTNM"] or f"UNITID {row['UNITID']}"
    if row["CREDLEV"] == degree_levels.NOT_A_CREDENTIAL:
        message = f"CREDLEV 99, {row['CREDDESC']}: courses without a credential are no program"
        return problems.notice(row.number, "no credential", message, subject)
    if row["CONTROL"] == "Foreign":
        return problems.notice(row.number, "school abroad", "schools outside the United States are not shown", subject)
    try:
        return _record(row)
    except ValueError as error:
        return problems.error(row.number, "unreadable row", str(error), subject)


def _record(row):
    level = degree_levels.from_scorecard(row["CREDLEV"])
    if level is None:
        raise ValueError(f"CREDLEV {row['CREDLEV']!r} is not a credential level; 1 to 8 and 99 are")
    return ProgramRecord(
        row=row.number,
        unitid=whole_number(row, "UNITID", largest=999_999),
        school=_school(row),
        cip=cip.parse(row["CIPCODE"]),
        level=level,
        title=_words("CIPDESC", row["CIPDESC"]).rstrip("."),
        figures=_figures(row),
    )


def _school(row):
    return _described(row["INSTNM"], row["OPEID6"], row["CONTROL"], row.get(STATE, None))


@lru_cache(KEPT)
def _described(name, opeid6, control, state):
    """A school's columns: nothing of its state where the file has no such column.

    Truewise joined the state from the Department's list of schools: no state means no longer in that list.
    """
    if control not in SCORECARD_CONTROLS:
        raise ValueError(f"CONTROL {control!r} is not one of {', '.join(list(SCORECARD_CONTROLS)[:3])}")
    school = {
        "name": _words("INSTNM", name),
        "opeid6": _opeid6(opeid6),
        "control": SCORECARD_CONTROLS[control],
    }
    if state and state not in states.PLACES:
        raise ValueError(f"STABBR {state!r} is not the postal code of a state or territory")
    return school if state is None else school | {"state": state, "is_listed": bool(state)}


def _opeid6(text):
    if text in MARKERS:
        return ""
    if not re.fullmatch("[0-9]{1,6}", text):
        raise ValueError(f"OPEID6 {text[:40]!r} is not a number of up to six digits")
    return text.zfill(6)


def _figures(row):
    values, blanks = {}, {}
    for name, column in FIGURE_COLUMNS.items():
        _put(name, row, column, values, blanks)
    values["earnings_horizon"] = None
    for years, column in EARNINGS_COLUMNS.items():
        _put("earnings", row, column, values, blanks)
        if values["earnings"] is not None:
            blanks.pop("earnings", None)
            values["earnings_horizon"] = years
            break
    values["distance"] = _distance(row, blanks)
    return values | {"blanks": blanks}


def _distance(row, blanks):
    """How much of the field can be studied at a distance; "", and why, where the file does not say."""
    if DISTANCE not in row.cells:
        blanks["distance"] = FigureStatus.NOT_COLLECTED.value
        return ""
    text = row[DISTANCE]
    if text not in MARKERS and text not in SCORECARD_DISTANCES:
        raise ValueError(f"DISTANCE {text[:40]!r} is not one of {', '.join(SCORECARD_DISTANCES)}")
    said = SCORECARD_DISTANCES.get(text, "")
    if not said:
        blanks["distance"] = MARKERS.get(text, FigureStatus.UNKNOWN).value
    return said


def _put(name, row, column, values, blanks):
    if column not in row.cells:
        values[name], blanks[name] = None, FigureStatus.NOT_COLLECTED.value
        return
    text = row[column]
    values[name] = None if text in MARKERS else whole_number(row, column, LARGEST_NUMBER)
    if text in MARKERS:
        blanks.setdefault(name, MARKERS[text].value)


@lru_cache(KEPT)
def _words(column, text):
    text = " ".join(text.split())
    if not text or len(text) > 200 or not text.isprintable():
        raise ValueError(f"{column} {text[:40]!r} is not a name of 1 to 200 characters")
    return text


class Placeless:
    """Tells of each school that the file brings, and of which nobody has said yet in which state it is."""

    def __init__(self, problems):
        self.problems, self._known, self._told = problems, None, set()

    def look_at(self, record):
        if "state" in record.school or record.unitid in self._told:
            return
        if self._known is None:
            known = School.objects.filter(unitid__isnull=False).exclude(state="")
            self._known = set(known.values_list("unitid", flat=True))
        if record.unitid not in self._known:
            self._told.add(record.unitid)
            message = (
                f"this file has no column STABBR, and we have no state of UNITID {record.unitid}: load the newest "
                "directory of institutions (ipeds-directory), which gives it"
            )
            self.problems.notice(record.row, "school without a state", message, record.school["name"])


class FieldsOfStudy(diff.Comparison):
    """Schools, the outcomes of their graduates, and programs, in the order in which they must be written."""

    def tables(self, records):
        schools = _compare_schools(records)
        yield schools
        school_of = {school.unitid: school for school in schools.present}
        outcomes = _compare_outcomes(records, school_of)
        yield outcomes
        outcome_of = {(outcome.school_id, outcome.cip4, outcome.level): outcome for outcome in outcomes.present}
        offered = settling.offered_at([school.pk for school in school_of.values()], settling.newest_year())
        programs = _compare_programs(records, school_of, outcome_of, offered)
        programs.touched = _whose_outcome_changed(programs, outcomes)
        yield programs

    def claims(self):
        """The file lists every program of four digits. One that left it stays on record, out of the searches."""
        programs = Program.objects.federal().of_four_digits().filter(is_current=True)
        return [
            diff.Claimed("programs", programs, withdrawn_as=Program.WITHDRAWN),
            diff.Claimed("outcomes", ProgramOutcome.objects.all(), part_of="programs"),
        ]

    def conclusions(self, problems):
        """Programs that completions tell apart have the figures of the whole field at their level."""
        yield from settling.conclusions(problems)


def _whose_outcome_changed(programs, outcomes):
    """Programs that stay as they are but for the figures of their graduates: partners read both as one."""
    told = {update.row.pk for update in programs.updated}
    changed = Program.objects.published().filter(outcome__in=[update.row.pk for update in outcomes.updated])
    return [program for program in changed if program.pk not in told]


def _compare_schools(records):
    wanted = {record.unitid: {"unitid": record.unitid, **record.school} for record in records}
    existing = {school.unitid: school for school in School.objects.filter(unitid__among=wanted)}
    return diff.compare("schools", School, existing, wanted, name_new=_name_schools)


def _name_schools(schools):
    def candidates(school):
        return school.name, f"{school.name} {states.PLACES.get(school.state, '')}", f"{school.name} {school.unitid}"

    slugs.give(schools, candidates, longest=200)


def _compare_outcomes(records, school_of):
    wanted = {}
    for record in records:
        school, field = school_of[record.unitid], cip.field_of(record.cip)
        key = {"school_id": school.pk, "cip4": field, "level": record.level}
        wanted[tuple(key.values())] = key | record.figures
    existing = {
        (outcome.school_id, outcome.cip4, outcome.level): outcome
        for outcome in ProgramOutcome.objects.filter(school__in=school_of.values())
    }
    return diff.compare("outcomes", ProgramOutcome, existing, wanted, stamp="release", part_of="programs")


def _compare_programs(records, school_of, outcome_of, offered):
    """Of `offered`, what completions say, a program that gives way to six-digit ones is not current."""
    wanted = {}
    for record in records:
        school = school_of[record.unitid]
        wanted[record.federal_key] = {
            "federal_key": record.federal_key,
            "school_id": school.pk,
            "cip": record.cip,
            "level": record.level,
            "title": record.title,
            "outcome_id": outcome_of[school.pk, cip.field_of(record.cip), record.level].pk,
            "is_current": not heirs_of((record.cip, record.level), offered[school.pk]),
        }
    held = Program.objects.filter(federal_key__among=wanted).order_by()
    existing = {program.federal_key: program for program in held}
    slug_of = {school.pk: school.slug for school in school_of.values()}

    def name_new(programs):
        def candidates(program):
            stem = slug_of[program.school_id]
            return f"{stem} {program.title} {program.level}", f"{stem} {program.federal_key}"

        slugs.give(programs, candidates, longest=220)

    return diff.compare("programs", Program, existing, wanted, name_new=name_new)


def _variant_of(header):
    return "" if any(name.startswith("TW_") for name in header) or STATE in header else OFFICIAL


SOURCE = Source(
    key="scorecard-field-of-study",
    title="College Scorecard, data by field of study",
    publisher="US Department of Education",
    licence="CC BY 4.0 (the figures themselves are in the public domain)",
    credit="Prepared by Truewise from US Department of Education data",
    credit_url="https://truewise.dev",
    landing_page="https://collegescorecard.ed.gov/data/",
    schedule=_("once or twice a year, mostly spring and autumn"),
    rhythm=ages.Rhythm(months=12),
    variants={
        OFFICIAL: {
            "licence": "Public domain",
            "credit": "",
            "credit_url": "",
            "notes": _(
                "Earnings and debt are of graduates who received federal aid. Figures of small groups are not "
                "published. The file of the Department has no benchmark and no state of a school: the state is that "
                "of the directory of institutions."
            ),
        }
    },
    variant_of=_variant_of,
    answers=ANSWERS,
    notes=_(
        "Earnings and debt are of graduates who received federal aid. Figures of small groups are not published, and "
        "this edition leaves their cells empty. The benchmark, worked out by Truewise, is what a typical high-school "
        "graduate earns in the state."
    ),
    columns=COLUMNS,
    normalise=normalise,
    comparison=FieldsOfStudy,
    starter_file=Path(__file__).parent.parent / "data" / "scorecard_field_of_study_5107.csv.gz",
)
