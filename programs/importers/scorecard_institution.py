"""College Scorecard, Most Recent Institution-Level Data: how many undergraduates the portal's schools have.

One row is one school, known by its UNITID. Only schools that the portal has already are touched, and of the file's
3,000 columns only UGDS is read: degree- and certificate-seeking undergraduates in autumn.
"""

from dataclasses import dataclass

from careerportal.datasets.cells import whole_number
from careerportal.datasets.registry import Source
from careerportal.taxonomy.sizes import LIMITS, SchoolSize
from programs.importers.known_schools import KnownSchools
from programs.models import School

COLUMNS = ("UNITID", "UGDS")
NOT_GIVEN = ("", "NULL", "NA", "PrivacySuppressed", "PS")
"""What releases write in place of a number."""

LARGEST_UNITID = 99_999_999
"""Six digits; further locations of a school have two more."""

MOST_UNDERGRADUATES = LIMITS[SchoolSize.LARGE][1]


@dataclass(frozen=True)
class SizeRecord:
    """A school's UNITID and how many undergraduates it has; None where that is not published."""

    unitid: int
    undergraduates: int | None

    @property
    def fields(self):
        return {"undergraduates": self.undergraduates}


def normalise(rows, problems, edition):
    """Yield a SizeRecord for each row of a school that the portal has; report every row that cannot be one."""
    unitids = set(School.objects.filter(unitid__isnull=False).values_list("unitid", flat=True))
    first_rows = {}
    for row in rows:
        try:
            unitid = whole_number(row, "UNITID", LARGEST_UNITID)
            if unitid not in unitids:
                continue
            if unitid in first_rows:
                raise ValueError(f"UNITID {unitid} stands on row {first_rows[unitid]} already")
            first_rows[unitid] = row.number
            count = None if row["UGDS"] in NOT_GIVEN else whole_number(row, "UGDS", MOST_UNDERGRADUATES)
        except ValueError as error:
            problems.error(row.number, "unreadable row", str(error), row.get("INSTNM") or f"UNITID {row['UNITID']}")
            continue
        yield SizeRecord(unitid, count)


class Sizes(KnownSchools):
    """How many undergraduates schools have."""

    stamp = "size_release"


SOURCE = Source(
    key="scorecard-institution",
    title="College Scorecard, data by school",
    publisher="US Department of Education",
    licence="Public domain",
    landing_page="https://collegescorecard.ed.gov/data/",
    schedule="once or twice a year, mostly spring and autumn",
    notes="How many undergraduates a school has: those who seek a degree or certificate there, counted in autumn.",
    columns=COLUMNS,
    normalise=normalise,
    comparison=Sizes,
)
