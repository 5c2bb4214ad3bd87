"""College Scorecard, Most Recent Institution-Level Data: how many undergraduates the portal's schools have.

One row is one school, known by its UNITID. Only schools that the portal has already are touched, and of the file's
3,000 columns only UGDS is read: degree- and certificate-seeking undergraduates in autumn.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from careerportal.datasets import ages
from careerportal.datasets.cells import whole_number
from careerportal.datasets.registry import Source
from careerportal.taxonomy.sizes import LIMITS, SchoolSize
from programs.importers.known_schools import KnownSchools, known_unitids, read_each

COLUMNS = ("UNITID", "UGDS")
NOT_GIVEN = ("", "NULL", "NA", "PrivacySuppressed", "PS")
"""What releases write in place of a number."""

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
    for _row, unitid, count in read_each(rows, known_unitids(), problems, _undergraduates, subject=_subject):
        yield SizeRecord(unitid, count)


def _undergraduates(row):
    return None if row["UGDS"] in NOT_GIVEN else whole_number(row, "UGDS", MOST_UNDERGRADUATES)


def _subject(row):
    return row.get("INSTNM") or f"UNITID {row['UNITID']}"


class Sizes(KnownSchools):
    """How many undergraduates schools have."""

    stamp = "size_release"


SOURCE = Source(
    key="scorecard-institution",
    title="College Scorecard, data by school",
    publisher="US Department of Education",
    licence="Public domain",
    landing_page="https://collegescorecard.ed.gov/data/",
    schedule=_("once or twice a year, mostly spring and autumn"),
    rhythm=ages.Rhythm(months=12),
    notes=_("How many undergraduates a school has: those who seek a degree or certificate there, counted in autumn."),
    columns=COLUMNS,
    normalise=normalise,
    comparison=Sizes,
)
