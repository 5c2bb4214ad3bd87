"""Employment Projections, Table 1.2: how many jobs an occupation has now, and is expected to have in ten years.

Column names carry the two years (`Employment, 2024` and `Employment, 2034`), so they are found by pattern.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from careerportal.datasets import ages, diff
from careerportal.datasets.downloads import Address
from careerportal.datasets.files import UnusableFile
from careerportal.datasets.registry import Source
from careerportal.taxonomy import soc
from careerportal.taxonomy.figures import FigureStatus
from salaries.importers import oews
from salaries.models import Occupation, Projection

MISSING = ("—", "-", "")
"""Table 1.2 writes an em dash where it has no figure."""


@dataclass(frozen=True)
class Columns:
    """Where this edition of the table keeps what we read, and the two years that it spans."""

    title: str
    code: str
    base: str
    target: str
    change_percent: str
    openings: str
    base_year: int
    target_year: int

    @classmethod
    def of(cls, header):
        """Find the columns of a header; UnusableFile names the one that is missing."""

        def only(pattern, number=1):
            found = [name for name in header if re.fullmatch(pattern, name)]
            if len(found) != number:
                raise UnusableFile(f"the header has no column like {pattern!r}. Is it Table 1.2?")
            return sorted(found)

        base, target = only(r"Employment, 20\d\d", number=2)
        return cls(
            title=only(r"20\d\d National Employment Matrix title")[0],
            code=only(r"20\d\d National Employment Matrix code")[0],
            base=base,
            target=target,
            change_percent=only(r"Employment change, percent, .+")[0],
            openings=only(r"Occupational openings, .+ annual average")[0],
            base_year=int(base[-4:]),
            target_year=int(target[-4:]),
        )


@dataclass(frozen=True)
class ProjectionRecord:
    """One readable row of the table."""

    soc: str
    title: str
    base_year: int
    target_year: int
    values: dict


def normalise(rows, problems, edition):
    """Yield a ProjectionRecord for each row of the portal's occupations; report every row that cannot be one."""
    columns, seen = None, {}
    for row in rows:
        columns = columns or Columns.of(row.cells)
        code = row[columns.code]
        if code not in soc.OCCUPATIONS:
            continue
        if code in seen:
            problems.error(row.number, "duplicate occupation", f"{code} stands on row {seen[code]} already", code)
            continue
        seen[code] = row.number
        try:
            yield ProjectionRecord(
                code, row[columns.title], columns.base_year, columns.target_year, _values(row, columns)
            )
        except ValueError as error:
            problems.error(row.number, "unreadable row", str(error), subject=code)


def _values(row, columns):
    values = {
        "employment_base": _number(row, columns.base, thousands=True),
        "employment_target": _number(row, columns.target, thousands=True),
        "change_percent": _number(row, columns.change_percent),
        "openings_per_year": _number(row, columns.openings, thousands=True),
    }
    blanks = {name: FigureStatus.NOT_COLLECTED.value for name, value in values.items() if value is None}
    return values | {
        "entry_education": _text(row, "Typical education needed for entry"),
        "experience": _text(row, "Work experience in a related occupation"),
        "blanks": blanks,
    }


def _number(row, column, thousands=False):
    text = row[column]
    if text in MISSING:
        return None
    try:
        number = float(text.replace(",", ""))
    except ValueError:
        number = float("nan")
    if not abs(number) < 1_000_000:
        raise ValueError(f"{column} {text[:40]!r} is not a number")
    return round(number * 1_000) if thousands else number


def _text(row, column):
    return "" if row[column] in MISSING else row[column][:80]


class Projections(diff.Comparison):
    """Occupations and projections, in the order in which they must be written.

    The wage files spell the titles; here a title only names an occupation that they have not brought yet. A file is the
    whole list of its base year's projections.
    """

    def __init__(self):
        self.base_years = set()

    def tables(self, records):
        self.base_years |= {record.base_year for record in records}
        title_of = {record.soc: record.title for record in records}
        held = {occupation.soc: occupation for occupation in Occupation.objects.filter(soc__in=title_of)}
        wanted = {code: {"soc": code} if code in held else {"soc": code, "title": title_of[code]} for code in title_of}
        occupations = diff.compare("occupations", Occupation, held, wanted, name_new=oews.name_occupations)
        yield occupations
        yield _compare_projections(records, {occupation.soc: occupation for occupation in occupations.present})

    def claims(self):
        held = Projection.objects.select_related("occupation").filter(base_year__in=self.base_years)
        return [diff.Claimed("projections", held)]


def _compare_projections(records, occupation_of):
    wanted = {
        (record.soc, record.base_year): {
            "occupation": occupation_of[record.soc],
            "base_year": record.base_year,
            "target_year": record.target_year,
            **record.values,
        }
        for record in records
    }
    held = Projection.objects.select_related("occupation").filter(occupation__in=occupation_of.values())
    existing = {(projection.occupation.soc, projection.base_year): projection for projection in held}
    return diff.compare("projections", Projection, existing, wanted, stamp="release")


SOURCE = Source(
    key="employment-projections",
    title="Employment Projections",
    publisher="US Bureau of Labor Statistics",
    licence="Public domain (work of the US government)",
    landing_page="https://www.bls.gov/emp/tables/occupational-projections-and-characteristics.htm",
    schedule=_("once a year, in late summer"),
    rhythm=ages.Rhythm(months=12, years_later=1, month=9),
    notes=_("Jobs of the whole nation, the self-employed included: more than the wage survey counts."),
    columns=("Occupation type", "Typical education needed for entry", "Work experience in a related occupation"),
    normalise=normalise,
    comparison=Projections,
    address=Address("https://www.bls.gov/emp/ind-occ-matrix/occupation.xlsx", edition="{year}-{in_ten}"),
    keeps_editions=True,
    starter_file=Path(__file__).parent.parent / "data" / "projections_2024_2034.csv",
)
