"""Reading one wage cell of the Occupational Employment and Wage Statistics (OEWS)."""

import re

from careerportal.taxonomy.figures import FigureStatus

MARKERS = {
    "*": FigureStatus.WITHHELD,
    "**": FigureStatus.WITHHELD,
    "": FigureStatus.NOT_COLLECTED,
}
"""`*` no wage estimate released, `**` no employment estimate released, empty: not a figure of this kind of area."""

TOP_CODE = "#"
"""The wage is at or above the highest that BLS publishes in that year."""

CEILINGS = {
    2019: (100.00, 208_000),
    2020: (100.00, 208_000),
    2021: (100.00, 208_000),
    2022: (115.00, 239_200),
    2023: (115.00, 239_200),
    2024: (115.00, 239_200),
    2025: (115.00, 239_200),
}
"""Year → (hourly, annual) ceiling in US dollars, from the sheet Field Descriptions of that year's workbooks."""

WHOLE, DECIMAL = r"[0-9][0-9,]*", r"[0-9][0-9,]*(\.[0-9]+)?"
"""The agency writes plain digits, in workbooks with thousands commas; nothing else is a number here."""

LARGEST = {"annual": 5_000_000, "hourly": 3_000, "employment": 400_000_000, "ratio": 100_000}


def parse(text, kind, year):
    """Return (value, status) of a cell; ValueError for text that is neither a number nor a marker.

    `kind` is annual or hourly (US dollars), employment (jobs) or ratio (per thousand, quotient, percent).
    """
    if text in MARKERS:
        return None, MARKERS[text]
    if text == TOP_CODE:
        return _ceiling(kind, year), FigureStatus.TOP_CODED
    is_whole = kind in ("annual", "employment")
    number = float(text.replace(",", "")) if re.fullmatch(WHOLE if is_whole else DECIMAL, text) else -1.0
    if not 0 <= number <= LARGEST[kind]:
        raise ValueError(f"{text[:40]!r} is neither a number from 0 to {LARGEST[kind]:,} nor one of *, **, #")
    return (int(number) if is_whole else number), FigureStatus.REPORTED


def _ceiling(kind, year):
    if kind not in ("annual", "hourly"):
        raise ValueError("# stands in a column that is no wage")
    if year not in CEILINGS:
        raise ValueError(f"# stands for the ceiling of {year}, which we do not know: add it to CEILINGS")
    return CEILINGS[year][0 if kind == "hourly" else 1]
