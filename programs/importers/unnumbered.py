"""Rows of College Scorecard that name a school without its UNITID: mostly schools that closed or merged.

Whose they are is never guessed. A person says it once, on the desk, and from the next load on the rows are that
school's. Where schools of ours have the row's OPEID, they are named; there may be several, as branches share one.
"""

from collections import defaultdict
from dataclasses import replace

from careerportal.taxonomy import degree_levels
from programs.models import School

NO_UNITID = ("NA", "NULL")
UNKNOWN, AMBIGUOUS = "school without a UNITID", "ambiguous school"
ANSWERS = {UNKNOWN: ("school",), AMBIGUOUS: ("school",)}
SCHOOL_FIELDS = ("name", "opeid6", "control", "state", "is_listed")
MOST_NAMED = 5


class RowsWithoutUnitid:
    """Takes such rows aside. `placed` holds (row with the UNITID, School) of those that a person has given one."""

    def __init__(self, problems):
        self.problems, self.placed = problems, []
        self._schools = None

    def takes(self, row):
        """Say whether a row has no UNITID; if so it is placed or reported."""
        if row["UNITID"] not in NO_UNITID or row["CREDLEV"] == degree_levels.NOT_A_CREDENTIAL:
            return False
        subject = subject_of(row)
        if row["CONTROL"] == "Foreign":
            message = "schools outside the United States are not shown"
            self.problems.notice(row.number, "school abroad", message, subject)
        elif school := self._chosen(subject):
            self.placed.append((replace(row, cells=row.cells | {"UNITID": str(school.unitid)}), school))
        else:
            self._report(row, subject)
        return True

    def records(self, read, described, first_rows):
        """Yield the records of the rows that are placed, after the schools' own: those go before them.

        `read(row)` gives a record; `described` maps a UNITID to (row, what the file says of that school).
        """
        for row, school in self.placed:
            _, told = described.get(school.unitid, (None, {name: getattr(school, name) for name in SCHOOL_FIELDS}))
            try:
                record = replace(read(row), school=told)
            except ValueError as error:
                self.problems.error(row.number, "unreadable row", str(error), subject_of(row))
                continue
            if earlier := first_rows.seen(record.outcome_key, row.number):
                message = f"{school} has a row of the same field and level already, row {earlier}, which is shown"
                self.problems.notice(row.number, "second row of a school", message, record.federal_key)
            else:
                yield record

    def _chosen(self, subject):
        for kind in ANSWERS:
            if answer := self.problems.answer_to(kind, subject):
                return self._by_unitid.get(answer.unitid)
        return None

    def _report(self, row, subject):
        alike = self._by_opeid.get(row["OPEID6"].zfill(6), [])
        if not alike:
            message = f"the school has no UNITID, only OPEID {row['OPEID6']}, which none of ours has"
            self.problems.notice(row.number, UNKNOWN, message, subject)
            return
        named = "; ".join(f"{school.name} (UNITID {school.unitid})" for school in alike[:MOST_NAMED])
        more = f" and {len(alike) - MOST_NAMED} more" if len(alike) > MOST_NAMED else ""
        message = f"the school has no UNITID; its OPEID {row['OPEID6']} is that of {named}{more}"
        self.problems.notice(row.number, AMBIGUOUS, message, subject)

    @property
    def _by_unitid(self):
        self._read_schools()
        return self._schools

    @property
    def _by_opeid(self):
        self._read_schools()
        return self._opeids

    def _read_schools(self):
        """Our schools, read when the first such row is met."""
        if self._schools is None:
            schools = School.objects.filter(unitid__isnull=False).order_by("unitid")
            self._schools = {school.unitid: school for school in schools}
            self._opeids = defaultdict(list)
            for school in self._schools.values():
                if school.opeid6:
                    self._opeids[school.opeid6].append(school)


def subject_of(row):
    """The school as the file names it: the same words for each of its rows, and at every edition."""
    return f"{row['INSTNM'] or 'A school without a name'}, OPEID {row['OPEID6']}"
