"""A program at a glance: its figures, and its earnings put beside those of high-school graduates."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext

from careerportal import pieces
from careerportal.sync import kept
from careerportal.taxonomy.figures import Figure, FigureStatus
from programs.models import Program
from programs.reasons import searched_fields

MOST_KEPT = 1_000
"""Cards that a process keeps, some 10 KB each."""

NO_FIGURE = Figure(None, FigureStatus.UNKNOWN)


@dataclass(frozen=True)
class Card:
    """What a result card and the head of a program page say about a program."""

    program: Program

    def html_in(self, language):
        """The card as a piece of a page, rendered once in each language for as long as the card is kept.

        The language is the one that is spoken; a page of many cards looks it up once.
        """
        if language not in self._written:
            self._written[language] = self.draw()
        return self._written[language]

    def draw(self, *, names_level=False):
        """The card as a piece of a page; with its level in the title where all cards are of one school."""
        program, school = self.program, self.program.school
        return pieces.draw(
            "pieces/program_card.jinja",
            program=program,
            address=program.get_absolute_url(),
            school=school,
            name=str(school),
            place=school.place,
            level=program.get_level_display(),
            control=school.get_control_display(),
            more=program.title if program.is_six_digits else "",
            names_level=names_level,
            comparison=self.comparison,
            covers=self.covers,
            earnings=self.earnings,
            benchmark=self.benchmark,
            debt=self.debt,
            completers=self.completers,
        )

    @cached_property
    def _written(self):
        return {}

    @cached_property
    def searched(self):
        """The words that a search looks for the program in, by part of it."""
        return searched_fields(self.program)

    @property
    def earnings(self):
        return self.figure("earnings")

    @property
    def debt(self):
        return self.figure("debt")

    @property
    def completers(self):
        return self.figure("completers")

    @property
    def benchmark(self):
        """What a typical high-school graduate earns in the school's state, or in the nation where that is blank."""
        state = self.figure("benchmark_state")
        return self.figure("benchmark_nation") if state.is_blank else state

    @property
    def benchmark_place(self):
        """The place that the benchmark is of."""
        if self.figure("benchmark_state").is_blank:
            return gettext("the nation")
        return self.program.school.get_state_display() or gettext("the state")

    @property
    def release(self):
        """The federal release that the figures are of, or None."""
        return self.program.outcome.release if self.program.outcome else None

    @property
    def covers(self):
        """What the figures are of, where that is more than the program; empty where they are its own.

        College Scorecard publishes them for a whole four-digit field, and for both kinds of graduate certificate.
        """
        program, outcome = self.program, self.program.outcome
        if outcome is None or not program.is_six_digits:
            return ""
        said = gettext("all of %(field)s at this level")
        if outcome.level != program.level:
            said = gettext("all of %(field)s at this level, both kinds of certificate together")
        return said % {"field": outcome.cip4}

    @property
    def horizon(self):
        """When the earnings were measured, in words; empty where there are none."""
        return self.program.outcome.get_earnings_horizon_display() or "" if self.program.outcome else ""

    @property
    def difference(self):
        """Earnings less the benchmark, None when one of them is blank."""
        if self.earnings.is_blank or self.benchmark.is_blank:
            return None
        return self.earnings.value - self.benchmark.value

    @property
    def comparison(self):
        """Earnings against the benchmark in words; empty when one of them is blank."""
        if self.difference is None:
            return ""
        if self.difference == 0:
            said = gettext("the same as high-school graduates in %(place)s")
        elif self.difference > 0:
            said = gettext("%(dollars)s more than high-school graduates in %(place)s")
        else:
            said = gettext("%(dollars)s less than high-school graduates in %(place)s")
        return said % {"dollars": f"${abs(self.difference):,}", "place": self.benchmark_place}

    def figure(self, name):
        """A figure of the program's outcome; unknown where nobody publishes outcomes of it."""
        return self.program.outcome.figure(name) if self.program.outcome else NO_FIGURE


def of(pks, serial):
    """Return the Cards of programs by their ids, in the same order; what is no longer there is left out.

    They are kept, each with its piece of the page, until the data change: searches often show the same programs.
    """
    held = kept.at(serial, "cards", dict)
    known = {pk: card for pk in pks if (card := held.get(pk))}
    if missing := [pk for pk in pks if pk not in known]:
        programs = Program.objects.for_listing().in_bulk(missing)
        made = {pk: Card(program) for pk, program in programs.items()}
        kept.put(held, made, MOST_KEPT)
        known |= made
    return [known[pk] for pk in pks if pk in known]
