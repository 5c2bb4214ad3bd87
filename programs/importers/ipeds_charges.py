"""IPEDS student charges (ICyyyy_AY, from 2024 on COST1_yyyy): what schools with an academic year charge full-time
students, by residency.

One row is one institution, known by its UNITID; only schools that the portal has already are read. A full stop stands
for what is not reported or does not apply: the file does not say which.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from careerportal.datasets import ages, diff
from careerportal.datasets.cells import whole_number
from careerportal.datasets.files import UnusableFile
from careerportal.datasets.registry import Source
from careerportal.taxonomy import academic_years
from careerportal.taxonomy.figures import FigureStatus
from programs.charges import Residency, SchoolCharge, StudentLevel
from programs.importers.known_schools import known_unitids, read_each
from programs.models import School

KINDS = {
    "1": (StudentLevel.UNDERGRADUATE, Residency.IN_DISTRICT),
    "2": (StudentLevel.UNDERGRADUATE, Residency.IN_STATE),
    "3": (StudentLevel.UNDERGRADUATE, Residency.OUT_OF_STATE),
    "5": (StudentLevel.GRADUATE, Residency.IN_DISTRICT),
    "6": (StudentLevel.GRADUATE, Residency.IN_STATE),
    "7": (StudentLevel.GRADUATE, Residency.OUT_OF_STATE),
}
"""Number in TUITIONn and FEEn → whose charge it is."""

COLUMNS = ("UNITID", *(f"{name}{number}" for number in KINDS for name in ("TUITION", "FEE")))
COST1 = "cost1"
"""The variant of the file that takes the place of ICyyyy_AY: the same charges, under the same names of columns."""

ONLY_IN_COST1 = {"TUITVARY", "APPLFEEU"}
NOT_GIVEN = (".", "")
LARGEST_AMOUNT = 500_000


@dataclass(frozen=True)
class ChargeRecord:
    """The charges of one school in one year: {(student level, residency): {"tuition", "fees", "blanks"}}."""

    unitid: int
    year: int
    charges: dict


def normalise(rows, problems, edition):
    """Yield a ChargeRecord for each row of a school that the portal has; report every row that cannot be one."""
    year = year_of(edition)
    for _row, unitid, charges in read_each(rows, known_unitids(), problems, _charges, subject=_subject):
        yield ChargeRecord(unitid, year, charges)


def _charges(row):
    charges = {kind: _charge(row, number) for number, kind in KINDS.items()}
    return {kind: charge for kind, charge in charges.items() if charge}


def _subject(row):
    return f"UNITID {row['UNITID'][:40]}"


def year_of(edition):
    """The year in which the academic year of an edition such as "2022-23" begins."""
    begin = academic_years.begin_of(edition)
    if begin is None:
        raise UnusableFile(f'the edition {edition!r} names no academic year. Give it like "2022-23".')
    return begin


def _charge(row, number):
    """Tuition and fees of one kind of student; None where neither is given."""
    columns = {"tuition": f"TUITION{number}", "fees": f"FEE{number}"}
    values = {
        name: None if row[column] in NOT_GIVEN else whole_number(row, column, LARGEST_AMOUNT)
        for name, column in columns.items()
    }
    if not any(value is not None for value in values.values()):
        return None
    return values | {"blanks": {name: FigureStatus.UNKNOWN.value for name, value in values.items() if value is None}}


class Charges(diff.Comparison):
    """Charges, and the schools whose answer shows them. Each year stands beside the others."""

    def __init__(self):
        self.years = set()

    def tables(self, records):
        unitids = {record.unitid for record in records}
        schools = {school.unitid: school for school in School.objects.filter(unitid__in=unitids)}
        wanted = {}
        for record in records:
            self.years.add(record.year)
            for (student_level, residency), values in record.charges.items():
                key = {
                    "school_id": schools[record.unitid].pk,
                    "year": record.year,
                    "student_level": student_level.value,
                    "residency": residency.value,
                }
                wanted[tuple(key.values())] = key | values
        held = SchoolCharge.objects.filter(school__in=schools.values(), year__in={record.year for record in records})
        existing = {(one.school_id, one.year, one.student_level, one.residency): one for one in held}
        charges = diff.compare("charges", SchoolCharge, existing, wanted, stamp="release", part_of="schools")
        yield charges
        changed = {row.school_id for row in (*charges.created, *(update.row for update in charges.updated))}
        yield diff.TableDiff("schools", School, touched=[school for school in schools.values() if school.pk in changed])

    def claims(self):
        """The file is the whole list of its year."""
        return [diff.Claimed("charges", SchoolCharge.objects.filter(year__in=self.years), part_of="schools")]


def _variant_of(header):
    return COST1 if ONLY_IN_COST1 & set(header) else ""


SOURCE = Source(
    key="ipeds-charges",
    title="IPEDS student charges",
    publisher="National Center for Education Statistics",
    licence="Public domain",
    landing_page="https://nces.ed.gov/ipeds/datacenter/DataFiles.aspx",
    schedule=_("once a year, mostly in winter"),
    rhythm=ages.Rhythm(months=12, years_later=1, month=2),
    notes=_(
        "Average yearly tuition and required fees of full-time students, at schools that charge by academic year. A "
        "program of the school may charge otherwise. The file of 2024-25 and later years is called COST1, those before "
        "IC_AY."
    ),
    file="IC{year}_AY",
    variants={COST1: {"file": "COST1_{year}"}},
    variant_of=_variant_of,
    columns=COLUMNS,
    normalise=normalise,
    comparison=Charges,
    fallback_encoding="cp1252",
    keeps_editions=True,
)
