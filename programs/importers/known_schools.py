"""What the files about schools share: they tell more of the schools that the portal has, and bring none."""

from careerportal.datasets import diff
from careerportal.datasets.cells import whole_number
from programs.models import School

LARGEST_UNITID = 99_999_999
"""Six digits; further locations of a school have two more."""


def unitid_of(row):
    """Return a row's UNITID; ValueError where there is none."""
    return whole_number(row, "UNITID", LARGEST_UNITID)


def read_each(rows, unitids, problems, read, *, number=unitid_of, subject):
    """Yield (row, UNITID, what `read(row)` gives) for each row of the schools that the portal has.

    A row that cannot be read, or a school that stands there twice, is an error under `subject(row)`; other schools are
    passed over.
    """
    first_rows = {}
    for row in rows:
        try:
            unitid = number(row)
            if unitid not in unitids:
                continue
            if unitid in first_rows:
                raise ValueError(f"UNITID {unitid} stands on row {first_rows[unitid]} already")
            first_rows[unitid] = row.number
            found = read(row)
        except ValueError as error:
            problems.error(row.number, "unreadable row", str(error), subject(row))
            continue
        yield row, unitid, found


def known_unitids():
    """The UNITIDs of the schools that the portal has."""
    return set(School.objects.filter(unitid__isnull=False).values_list("unitid", flat=True))


def school_named(unitid):
    """Return the school of a UNITID, or None."""
    return School.objects.filter(unitid=unitid).first()


class KnownSchools(diff.Comparison):
    """Schools alone; none is created and none is withdrawn. `stamp` is where a school keeps which release told it."""

    stamp = ""

    def tables(self, records):
        wanted = {record.unitid: record.fields for record in records}
        existing = {school.unitid: school for school in School.objects.filter(unitid__among=wanted)}
        yield diff.compare("schools", School, existing, wanted, stamp=self.stamp)
