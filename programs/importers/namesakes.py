"""Schools of the same name in the same city: two campuses, or one school that stands there twice. A person looks."""


class Namesakes:
    """Remembers which schools a file had, by name, city and state."""

    def __init__(self, problems):
        self.problems, self._first = problems, {}

    def look_at(self, row, city):
        """Report a school whose namesake stood on an earlier row."""
        known = (row["INSTNM"].casefold(), city.casefold(), row["STABBR"])
        earlier = self._first.setdefault(known, row)
        if earlier is not row:
            message = f"UNITID {earlier['UNITID']} on row {earlier.number} has the same name, city and state"
            self.problems.notice(row.number, "duplicate school", message, subject_of(row))


def subject_of(row):
    """A school by its name and number: others may have the same name."""
    return f"{row['INSTNM']}, UNITID {row['UNITID']}"
