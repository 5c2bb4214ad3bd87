"""How old a source's figures are: fresh, ageing or stale by the rhythm in which its publisher brings out editions.

Whoever loads an old file today has old figures: what counts is when the edition came out, not when it was loaded. The
agencies name editions by the year of the figures, so a source says how long after that year they come out.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

MONTHS = {
    name: number
    for number, name in enumerate(
        (
            *("January", "February", "March", "April", "May", "June"),
            *("July", "August", "September", "October", "November", "December"),
        ),
        start=1,
    )
}
YEAR = re.compile(r"\b(20[0-9]{2})\b")


class Age(TextChoices):
    FRESH = "fresh", _("Fresh")
    AGEING = "ageing", _("Ageing")
    STALE = "stale", _("Stale")
    HISTORY = "history", _("History")


@dataclass(frozen=True)
class Standing:
    """How old an edition is: since when it is out, and when the next one is due. A history has neither."""

    age: Age
    since: date | None = None
    due: date | None = None


def first_year(edition):
    """The first year in an edition's name: 2024 for "2024-25", None where there is none."""
    found = YEAR.search(edition)
    return int(found[1]) if found else None


@dataclass(frozen=True)
class Rhythm:
    """A new edition every `months`. The one named after a year comes out in `month`, `years_later`; without a month,
    in the month of its own name. `year_of` reads the year from the name."""

    months: int
    years_later: int = 0
    month: int | None = None
    year_of: Callable[[str], int | None] = first_year

    def came_out(self, edition):
        """When an edition came out, going by its name; None where that does not tell."""
        year = self.year_of(edition)
        month = self.month or next((number for name, number in MONTHS.items() if name in edition), None)
        return date(year + self.years_later, month, 1) if year and month else None

    def newest_year(self, today):
        """The year of the newest edition that should be out on a day, for a rhythm with a month."""
        year = today.year - self.years_later
        return year if today >= date(today.year, self.month, 1) else year - 1


def standing(rhythm, *, edition, published_on, loaded_on, today):
    """Say how old an edition is on a day. Fresh until the next is due; ageing for half that time; then stale.

    The publisher's own day goes before what the edition's name tells, and that before the day it was loaded. Without a
    rhythm the figures are a history, which does not age.
    """
    if rhythm is None:
        return Standing(Age.HISTORY)
    since = published_on or rhythm.came_out(edition) or loaded_on
    due = _months_after(since, rhythm.months)
    if today < due:
        age = Age.FRESH
    elif today < _months_after(due, rhythm.months // 2):
        age = Age.AGEING
    else:
        age = Age.STALE
    return Standing(age, since, due)


def _months_after(day, months):
    """The first day of the month that lies so many months later."""
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)


def of_source(source, releases, today):
    """The Standing of the edition of a source that came out last, among its live releases; None where there is none."""
    standings = [
        standing(
            source.rhythm,
            edition=release.edition,
            published_on=release.published_on,
            loaded_on=release.loaded_at.date(),
            today=today,
        )
        for release in releases
    ]
    return max(standings, key=lambda one: one.since or date.min, default=None)
