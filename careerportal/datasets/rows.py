"""A row of a federal file, whatever kind of file it came from, and the header that names its cells."""

from dataclasses import dataclass

from careerportal.datasets.opening import UnusableFile


@dataclass(frozen=True)
class Row:
    """One line of a file: `number` counts lines from 1, `cells` maps column names to stripped text."""

    number: int
    cells: dict[str, str]

    def __getitem__(self, column):
        return self.cells[column]

    def get(self, column, default=""):
        return self.cells.get(column, default)


def names_in(header, heading=str):
    """Return the column names of a header line, in one spelling where the agency changed it between years."""
    return [heading(name.strip()) for name in header]


def missing_from(names, columns):
    return [name for name in columns if name not in names]


def check(path, names, columns):
    """Raise UnusableFile unless the header has all of `columns`, and each name once."""
    if missing := missing_from(names, columns):
        raise UnusableFile(
            f"{path.name} has no column {', '.join(missing)} in its first row. Is it the right file for this source?"
        )
    repeated = {name for name in names if name and names.count(name) > 1}
    if repeated:
        raise UnusableFile(f"{path.name} names the column {', '.join(sorted(repeated))} more than once.")
