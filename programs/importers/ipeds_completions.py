"""IPEDS completions (Cyyyy_A): how many awards each school gave in each field at each award level in one year.

One row is school × six-digit CIP × first or second major × AWLEVEL. Only first majors of the portal's fields are read;
CIPCODE 99 is a school's total, and a 0 is an award that is offered and that nobody took that year. Each year's file
stands beside the others: together they make the trend.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from careerportal.datasets import ages, diff
from careerportal.datasets.cells import whole_number
from careerportal.datasets.downloads import Address
from careerportal.datasets.files import UnusableFile
from careerportal.datasets.first_rows import FirstRows
from careerportal.datasets.registry import Source
from careerportal.taxonomy import academic_years, cip, degree_levels
from careerportal.taxonomy.degree_levels import levels_of
from programs.completions import Completions
from programs.importers import settling
from programs.importers.known_schools import known_unitids, unitid_of
from programs.models import Program, School

COLUMNS = ("UNITID", "CIPCODE", "MAJORNUM", "AWLEVEL", "CTOTALT")
TOTAL = "99"
FIRST_MAJOR, SECOND_MAJOR = "1", "2"
MOST_AWARDS = 1_000_000


@dataclass(frozen=True)
class CompletionsRecord:
    """One readable row of a school that the portal has."""

    unitid: int
    cip: str
    awlevel: str
    level: str
    year: int
    awards: int


def normalise(rows, problems, edition):
    """Yield a CompletionsRecord for each row of the portal's fields and schools; report every row that cannot be one.

    A school that the portal does not have is a notice, once.
    """
    year = year_of(edition)
    unitids = known_unitids()
    first_rows, unknown = FirstRows(), set()
    for row in rows:
        code = _code(row["CIPCODE"])
        if code == "" or row["MAJORNUM"] == SECOND_MAJOR:
            continue
        subject = f"UNITID {row['UNITID'][:12]}, {row['CIPCODE'][:12]}"
        try:
            record = _record(row, code, year)
        except ValueError as error:
            problems.error(row.number, "unreadable row", str(error), subject)
            continue
        if earlier := first_rows.seen((record.unitid, record.cip, record.awlevel), row.number):
            message = f"the same school, field and award level stands on row {earlier} already"
            problems.error(row.number, "duplicate completions", message, subject)
        elif record.unitid in unitids:
            yield record
        elif record.unitid not in unknown:
            unknown.add(record.unitid)
            message = f"UNITID {record.unitid} gives awards in our fields, and College Scorecard does not list it"
            problems.notice(row.number, "school that the portal does not have", message, f"UNITID {record.unitid}")


def year_of(edition):
    """Return the year in which an edition's academic year ends; UnusableFile where it names none."""
    year = named_year(edition)
    if year is None:
        raise UnusableFile(f'the edition {edition!r} is no academic year. Give it like "2023-24".')
    return year


def named_year(edition):
    """Return the year in which an edition's academic year ends: 2024 for "2023-24" and for "2024", or None."""
    if re.fullmatch("20[0-9]{2}", edition.strip()):
        return int(edition)
    begin = academic_years.begin_of(edition)
    return None if begin is None else begin + 1


@cache
def _code(text):
    """Return a cell's CIP code, "" where it is none of ours, None where it is no CIP code at all."""
    if text == TOTAL:
        return ""
    try:
        code = cip.parse(text)
    except ValueError:
        return None
    return code if cip.is_within(code, settings.PORTAL_CIP_SCOPE) else ""


def _record(row, code, year):
    if code is None or len(code) != len("51.0701"):
        raise ValueError(f"CIPCODE {row['CIPCODE'][:20]!r} is not a CIP code of six digits")
    if row["MAJORNUM"] != FIRST_MAJOR:
        raise ValueError(f"MAJORNUM {row['MAJORNUM'][:20]!r} is neither 1 nor 2")
    awlevel = row["AWLEVEL"].lstrip("0")
    level = degree_levels.from_ipeds(awlevel)
    if level is None:
        raise ValueError(f"AWLEVEL {row['AWLEVEL'][:20]!r} is not an award level")
    return CompletionsRecord(
        unitid=unitid_of(row),
        cip=code,
        awlevel=awlevel,
        level=level,
        year=year,
        awards=whole_number(row, "CTOTALT", MOST_AWARDS),
    )


class Awards(diff.Comparison):
    """Completions, and the programs in whose trend they stand. A file is the whole list of its year."""

    def __init__(self):
        self.years = set()

    def tables(self, records):
        self.years |= {record.year for record in records}
        school_of = {
            school.unitid: school for school in School.objects.filter(unitid__among={one.unitid for one in records})
        }
        completions = _compare(records, school_of)
        yield completions
        changed = [*completions.created, *(update.row for update in completions.updated)]
        yield diff.TableDiff("programs", Program, touched=_programs_of(changed))

    def claims(self):
        held = Completions.objects.select_related("school").filter(year__in=self.years)
        return [diff.Claimed("completions", held, part_of="programs")]

    def conclusions(self, problems):
        """Programs are what the newest year says is offered; the findings are of that year alone."""
        yield from settling.conclusions(problems, reports=settling.newest_year() in self.years)


def _compare(records, school_of):
    wanted = {}
    for record in records:
        key = {
            "school_id": school_of[record.unitid].pk,
            "cip": record.cip,
            "awlevel": record.awlevel,
            "year": record.year,
        }
        wanted[tuple(key.values())] = key | {"level": record.level, "awards": record.awards}
    held = Completions.objects.select_related("school").filter(
        school__in=school_of.values(), year__in={record.year for record in records}
    )
    existing = {(row.school_id, row.cip, row.awlevel, row.year): row for row in held}
    return diff.compare("completions", Completions, existing, wanted, stamp="release", part_of="programs")


def _programs_of(rows):
    """The programs in whose trend some completions stand."""
    given = defaultdict(set)
    for row in rows:
        given[row.school_id] |= {(row.level, row.cip), (row.level, cip.field_of(row.cip))}
    programs = Program.objects.filter(school__in=given)
    return [
        program
        for program in programs
        if any((level, program.cip) in given[program.school_id] for level in levels_of(program.level))
    ]


SOURCE = Source(
    key="ipeds-completions",
    title="IPEDS completions",
    publisher="National Center for Education Statistics, US Department of Education",
    licence="Public domain",
    landing_page="https://nces.ed.gov/ipeds/datacenter/DataFiles.aspx",
    schedule=_("once a year, mostly in autumn, for the academic year that ended in June of the year before"),
    rhythm=ages.Rhythm(months=12, years_later=1, month=10, year_of=named_year),
    notes=_(
        "Awards that a school gave from July to June, first majors alone. A school that gave none in a program that it "
        "offers reports 0."
    ),
    columns=COLUMNS,
    fallback_encoding="cp1252",
    normalise=normalise,
    comparison=Awards,
    address=Address("https://nces.ed.gov/ipeds/datacenter/data/C{year}_A.zip", edition="{before}-{yy}"),
    keeps_editions=True,
)
