"""The national wage history of the main occupation, 2019 to 2024, typed in from the yearly OEWS tables.

A file of these rows has the workbook's columns and a YEAR. It holds only what the history shows: employment, mean and
annual percentiles. Loading a year's own workbook under the source `oews` fills in the rest.
"""

from dataclasses import replace
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from salaries.importers import oews

SOURCE = replace(
    oews.SOURCE,
    key="oews-history",
    title="Occupational Employment and Wage Statistics, national history",
    schedule=_("typed in once; grows when a year's own workbook is loaded"),
    notes=_(
        "Medical and Health Services Managers in the nation, one row a year. A yearly wage is the hourly wage times "
        "2,080. From 2021 the estimates use a new method, so BLS warns against reading 2019 and 2020 as one trend with "
        "later years."
    ),
    columns=("YEAR", *oews.SOURCE.columns),
    keeps_editions=False,
    rhythm=None,
    address=None,
    starter_file=Path(__file__).parent.parent / "data" / "oews_national_history.csv",
)
