"""The table of states: its columns, how a reader sorts it, and its rows."""

from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from salaries.queries import SORT_FIELDS


@dataclass(frozen=True)
class Column:
    """One column: the word of `?sort=`, its heading and how its figures are said."""

    word: str
    label: str
    kind: str = "number"
    decimals: int | None = None

    @property
    def field(self):
        return SORT_FIELDS[self.word]

    def cell(self, estimate):
        """The label, the figure, and its words where the column keeps to a number of decimals."""
        figure = estimate.figure(self.field)
        text = f"{figure.value:,.{self.decimals}f}" if self.decimals and not figure.is_blank else ""
        return {"label": self.label, "figure": figure, "kind": self.kind, "text": text}


COLUMNS = (
    Column("median", _("Median yearly pay"), "dollars"),
    Column("p10", _("10th percentile"), "dollars"),
    Column("p90", _("90th percentile"), "dollars"),
    Column("employment", _("Employment")),
    Column("jobs", _("Jobs per 1,000 jobs"), decimals=1),
    Column("lq", _("Location quotient"), decimals=2),
)


def headings(sort):
    """Each column with the word that a press on its heading asks for, and how it is sorted now.

    The first press sorts figures from the largest down and names from A to Z; the next one turns the order round.
    """
    columns = [
        ("name", gettext("Place"), "name"),
        *((column.word, column.label, f"-{column.word}") for column in COLUMNS),
    ]
    return [
        {
            "label": label,
            "is_figure": word != "name",
            "next": _opposite(sort) if sort.removeprefix("-") == word else first,
            "sorted": _direction(sort) if sort.removeprefix("-") == word else "",
        }
        for word, label, first in columns
    ]


def rows(estimates):
    """Each estimate with its cells, in the order of the columns."""
    return [
        {
            "estimate": estimate,
            "cells": [column.cell(estimate) for column in COLUMNS],
        }
        for estimate in estimates
    ]


def blanks(table_rows):
    """Every figure of the rows that is blank or top-coded, to be explained below the table."""
    figures = (cell["figure"] for row in table_rows for cell in row["cells"])
    return [figure for figure in figures if figure.is_blank or figure.is_floor]


def _opposite(sort):
    return sort.removeprefix("-") if sort.startswith("-") else f"-{sort}"


def _direction(sort):
    return "descending" if sort.startswith("-") else "ascending"
