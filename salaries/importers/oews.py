"""Occupational Employment and Wage Statistics (OEWS): employment and wages by occupation and area, May of each year."""

import re
from dataclasses import dataclass
from pathlib import Path

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from careerportal.datasets import ages, diff, slugs
from careerportal.datasets.downloads import Address
from careerportal.datasets.files import UnusableFile
from careerportal.datasets.registry import Source
from careerportal.taxonomy import soc, states
from salaries.importers import wages
from salaries.models import Area, Occupation, WageEstimate

AREA_KINDS = {
    "1": Area.Kind.NATION,
    "2": Area.Kind.STATE,
    "3": Area.Kind.TERRITORY,
    "4": Area.Kind.METROPOLITAN,
    "6": Area.Kind.NONMETROPOLITAN,
}

FIGURES = {
    "employment": ("TOT_EMP", "employment"),
    "employment_rse": ("EMP_PRSE", "ratio"),
    "jobs_per_1000": ("JOBS_1000", "ratio"),
    "location_quotient": ("LOC_QUOTIENT", "ratio"),
    "mean_rse": ("MEAN_PRSE", "ratio"),
    "annual_mean": ("A_MEAN", "annual"),
    "annual_p10": ("A_PCT10", "annual"),
    "annual_p25": ("A_PCT25", "annual"),
    "annual_p50": ("A_MEDIAN", "annual"),
    "annual_p75": ("A_PCT75", "annual"),
    "annual_p90": ("A_PCT90", "annual"),
    "hourly_mean": ("H_MEAN", "hourly"),
    "hourly_p10": ("H_PCT10", "hourly"),
    "hourly_p25": ("H_PCT25", "hourly"),
    "hourly_p50": ("H_MEDIAN", "hourly"),
    "hourly_p75": ("H_PCT75", "hourly"),
    "hourly_p90": ("H_PCT90", "hourly"),
}
"""Our field → the workbook's column and what kind of number it holds."""

WAGE_COLUMNS = ("TOT_EMP", "A_MEAN", "A_PCT10", "A_PCT25", "A_MEDIAN", "A_PCT75", "A_PCT90")
AREA_COLUMNS = ("AREA", "AREA_TITLE", "AREA_TYPE", "OCC_CODE", "OCC_TITLE")

ALL_INDUSTRIES = ("cross-industry", "")
"""What I_GROUP says of the rows that count every industry; some workbooks have rows of single industries too."""

STATE_IN_TITLE = re.compile(r", ([A-Z]{2})(-[A-Z]{2})*$")
"""The end of a metropolitan area's title: of several states the first is the primary one."""

FILE_NAMES = (r"_M_?(20\d\d)(_dl)?\b", r"^oesm(\d\d)(nat|st|ma|all|in4)")
"""The workbooks' names, such as state_M2025_dl.xlsx, and the zip files', such as oesm25nat.zip."""


@dataclass(frozen=True)
class WageRecord:
    """One readable row: occupation, area and year, and the figures with the reasons for blanks."""

    occupation: dict
    area: dict
    year: int
    figures: dict

    @property
    def key(self):
        return self.occupation["soc"], self.area["code"], self.year


def normalise(rows, problems, edition):
    """Yield a WageRecord for each row of the portal's occupations; report every row that cannot be one."""
    first_rows, areas = {}, {}
    for row in rows:
        if row.get("I_GROUP") not in ALL_INDUSTRIES:
            continue
        if row["OCC_CODE"] not in soc.OCCUPATIONS and re.fullmatch(soc.SOC_PATTERN, row["OCC_CODE"]):
            continue
        subject = f"{row['OCC_CODE']} in {row['AREA_TITLE']}"
        try:
            record = _record(row, edition)
        except ValueError as error:
            problems.error(row.number, "unreadable row", str(error), subject)
            continue
        if earlier := first_rows.get(record.key):
            message = f"the same occupation, area and year stands on row {earlier} already"
            problems.error(row.number, "duplicate estimate", message, subject)
        elif areas.setdefault(record.area["code"], record.area) != record.area:
            message = f"area {record.area['code']} has another name or state than on an earlier row"
            problems.error(row.number, "area described in two ways", message, subject)
        else:
            first_rows[record.key] = row.number
            yield record


def year_of(edition):
    """Return the year that an edition's name holds: 2025 for "May 2025"."""
    found = re.search(r"\b(20[0-9]{2})\b", edition)
    if not found:
        raise UnusableFile(f'the edition {edition!r} names no year. Give it like "May 2025".')
    return int(found[1])


def edition_of(file_name):
    """Return the edition that a file's name tells, such as "May 2025", or "" where it tells none."""
    found = next((found for pattern in FILE_NAMES if (found := re.search(pattern, file_name))), None)
    return f"May 20{found[1][-2:]}" if found else ""


def _record(row, edition):
    if row["OCC_CODE"] not in soc.OCCUPATIONS:
        raise ValueError(f"OCC_CODE {row['OCC_CODE'][:20]!r} is not a SOC code such as 11-9111")
    year = year_of(row.get("YEAR") or edition)
    values, blanks = {}, {}
    for name, (column, kind) in FIGURES.items():
        try:
            values[name], status = wages.parse(row.get(column), kind, year)
        except ValueError as error:
            raise ValueError(f"{column}: {error}") from None
        if status != "reported":
            blanks[name] = status.value
    return WageRecord(
        occupation={"soc": row["OCC_CODE"], "title": _title(row, "OCC_TITLE")},
        area=_area(row),
        year=year,
        figures=values | {"blanks": blanks},
    )


def _area(row):
    kind = AREA_KINDS.get(row["AREA_TYPE"])
    if kind is None:
        raise ValueError(f"AREA_TYPE {row['AREA_TYPE'][:20]!r} is not one of {', '.join(AREA_KINDS)}")
    state = "" if kind == Area.Kind.NATION else row.get("PRIM_STATE") or _state_of(row, kind)
    if state not in states.PLACES and kind != Area.Kind.NATION:
        raise ValueError(f"PRIM_STATE {state[:20]!r} is not the postal code of a state or territory")
    if not re.fullmatch(r"[0-9]{1,7}", row["AREA"]):
        raise ValueError(f"AREA {row['AREA'][:20]!r} is not an area code")
    title = "United States" if kind == Area.Kind.NATION else _title(row, "AREA_TITLE")
    return {"code": row["AREA"].lstrip("0"), "kind": kind, "title": title, "state": state}


def _state_of(row, kind):
    """Return the postal code of an area's state where the file has no PRIM_STATE, as in 2019, or ""."""
    if kind in (Area.Kind.STATE, Area.Kind.TERRITORY):
        return states.FIPS.get(row["AREA"].zfill(2), "")
    if found := STATE_IN_TITLE.search(row["AREA_TITLE"]):
        return found[1]
    named = [(name, code) for code, name in states.PLACES.items() if re.search(rf"\b{name}\b", row["AREA_TITLE"])]
    return max(named, key=lambda place: len(place[0]), default=("", ""))[1]


def _title(row, column):
    text = " ".join(row[column].split())
    if not text or len(text) > 120 or not text.isprintable():
        raise ValueError(f"{column} {text[:40]!r} is not a name of 1 to 120 characters")
    return text


class Wages(diff.Comparison):
    """Occupations, areas and estimates, in the order in which they must be written.

    A file is the whole list of the years, occupations and kinds of area in it: a national file withdraws no state's
    estimate. Occupations and areas are called what the newest year calls them, in whatever order the years are loaded.
    """

    def __init__(self):
        self.years, self.codes, self.kinds = set(), set(), set()

    def tables(self, records):
        self.years |= {record.year for record in records}
        self.codes |= {record.occupation["soc"] for record in records}
        self.kinds |= {record.area["kind"] for record in records}
        occupations = _compare_occupations(records)
        yield occupations
        areas = _compare_areas(records)
        yield areas
        yield _compare_estimates(records, occupations.present, areas.present)

    def claims(self):
        held = WageEstimate.objects.select_related("occupation", "area").filter(
            year__in=self.years, occupation__soc__in=self.codes, area__kind__in=self.kinds
        )
        return [diff.Claimed("wages", held)]


def _compare_occupations(records):
    newest = _newest_years("occupation__soc", {record.occupation["soc"] for record in records})
    wanted = {}
    for record in records:
        code = record.occupation["soc"]
        wanted[code] = record.occupation if record.year >= newest.get(code, 0) else {"soc": code}
    existing = {occupation.soc: occupation for occupation in Occupation.objects.filter(soc__in=wanted)}
    return diff.compare("occupations", Occupation, existing, wanted, name_new=name_occupations)


def _newest_years(name, codes):
    """Return {code: the newest year that we hold}, of occupations or areas."""
    held = WageEstimate.objects.order_by().filter(**{f"{name}__in": codes})
    return dict(held.values_list(name).annotate(Max("year")))


def name_occupations(occupations):
    """Give new occupations their slugs."""
    slugs.give(occupations, lambda one: (one.title, f"{one.title} {one.soc}"), longest=120)


def _compare_areas(records):
    newest = _newest_years("area__code", {record.area["code"] for record in records})
    wanted = {}
    for record in records:
        code = record.area["code"]
        wanted[code] = record.area if record.year >= newest.get(code, 0) else {"code": code}
    existing = {area.code: area for area in Area.objects.filter(code__in=wanted)}
    return diff.compare("areas", Area, existing, wanted, name_new=_name_areas)


def _name_areas(areas):
    slugs.give(areas, lambda area: (area.title, f"{area.title} {area.code}"), longest=140)


def _compare_estimates(records, occupations, areas):
    occupation_of = {occupation.soc: occupation for occupation in occupations}
    area_of = {area.code: area for area in areas}
    wanted = {
        record.key: {
            "occupation": occupation_of[record.occupation["soc"]],
            "area": area_of[record.area["code"]],
            "year": record.year,
            **record.figures,
        }
        for record in records
    }
    held = WageEstimate.objects.select_related("occupation", "area").filter(
        year__in={record.year for record in records}, occupation__in=occupations, area__in=areas
    )
    existing = {(estimate.occupation.soc, estimate.area.code, estimate.year): estimate for estimate in held}
    return diff.compare("wages", WageEstimate, existing, wanted, stamp="release")


SOURCE = Source(
    key="oews",
    title="Occupational Employment and Wage Statistics",
    publisher="US Bureau of Labor Statistics",
    licence="Public domain (work of the US government)",
    landing_page="https://www.bls.gov/oes/tables.htm",
    schedule=_("once a year, in spring, for May of the year before"),
    rhythm=ages.Rhythm(months=12, years_later=1, month=4),
    notes=_(
        "Wages of employees before tax; the self-employed are not counted. A yearly wage is the hourly wage times "
        "2,080. From 2021 the estimates use a new method, so BLS warns against reading 2019 and 2020 as one trend with "
        "later years."
    ),
    columns=AREA_COLUMNS + WAGE_COLUMNS,
    normalise=normalise,
    comparison=Wages,
    heading=str.upper,
    address=Address("https://www.bls.gov/oes/special-requests/oesm{yy}all.zip"),
    edition_of=edition_of,
    keeps_editions=True,
    starter_file=Path(__file__).parent.parent / "data" / "oews_2025.csv.gz",
)
