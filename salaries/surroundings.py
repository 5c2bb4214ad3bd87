"""What lies around a place, for all the pages that show it: kept until the data change.

The pages of one occupation in all places of a state show the same neighbours, states and nation, and the pages of all
occupations in one place the same estimates. Each is read once, and each row is made a piece of a page once.
"""

from dataclasses import dataclass
from functools import cached_property

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from careerportal import pieces
from careerportal.sync import kept
from salaries import places
from salaries.models import WageEstimate

MOST_KEPT = 100
"""States of an occupation, and places, whose estimates a process keeps: about 100 KB each."""


@dataclass(frozen=True)
class Place:
    """All estimates in a place, the newest first, with occupation, place and release."""

    estimates: list

    @cached_property
    def _jobs(self):
        rows = [places.row(estimate, places.OTHER_JOB_COLUMNS) for estimate in self.estimates]
        return [(row.estimate, pieces.draw("pieces/area_job.jinja", row=row)) for row in rows]

    def job_rows(self, here):
        """The rows of other occupations in the year of an estimate as a piece of a table."""
        others = [row for other, row in self._jobs if other.year == here.year and other is not here]
        return SafeString("".join(others))


@dataclass(frozen=True)
class Surroundings:
    """The estimates around a place: the rows of its states and the nation, and those of the areas in its main state."""

    base: str
    """The address of the occupation's pay, under which each place has its page."""

    wider: list
    neighbours: list
    blanks: list

    @cached_property
    def some_are_shaky(self):
        return any(row.is_shaky for row in self.neighbours)

    @cached_property
    def _linked(self):
        return {
            row.estimate.id: _write(row, f"{self.base}{row.estimate.area.slug}/", row in self.neighbours)
            for row in (*self.wider, *self.neighbours)
        }

    def scale_rows(self, rows, here):
        """The rows of the place, its states and the nation as a piece of a table; all but the first lead on."""
        return self._joined(rows, here, says_exactness=False)

    def neighbour_rows(self, here):
        """The rows of the areas in the state as a piece of a table; all but the place itself lead on."""
        return self._joined(self.neighbours, here, says_exactness=True)

    def _joined(self, rows, here, says_exactness):
        written = [
            self._linked[row.estimate.id] if row.estimate.id != here.id else _write(row, "", says_exactness)
            for row in rows
        ]
        return SafeString("".join(written))


def place(slug, serial):
    """The Place with this slug; without estimates where nothing is known of it."""
    return _kept(serial, "places", slug, lambda: Place(list(_in_area(slug))))


def _in_area(slug):
    return WageEstimate.objects.in_area(slug).with_place().order_by("-year", "occupation__soc")


def around(here, serial):
    """The Surroundings of an estimate's place, for its occupation and year."""
    key = here.occupation_id, here.year, here.area.state, tuple(here.area.states)
    return _kept(serial, "surroundings", key, lambda: _read(here))


def _read(here):
    estimates = WageEstimate.objects.in_year(here.year).of(here.occupation.soc).around(here.area)
    found = list(estimates.select_related("area").order_by())
    lists = places.wider(here.area, found), places.neighbours(here.area, found), places.blanks(found)
    return Surroundings(here.occupation.salary_url, *lists)


def _write(row, href, says_exactness):
    return pieces.draw("pieces/area_row.jinja", row=row, href=href, says_exactness=says_exactness)


def _kept(serial, name, key, make):
    held, key = kept.at(serial, name, dict), (get_language(), key)
    return kept.once(held, key, make, MOST_KEPT)
