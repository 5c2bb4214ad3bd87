"""Up to six programs side by side: what the address asks for, and all that is known of them."""

from dataclasses import dataclass, field
from functools import cached_property

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from careerportal.sync import ledger
from programs import certifying, charges, chosen, distance_education, pay
from programs.cards import Card
from programs.comparison_form import Assumptions, cost_of
from programs.models import Program
from salaries import crosswalk
from salaries.models import Area, WageEstimate

MOST = 6
"""Programs that fit side by side."""

MOST_JOBS = 3
"""Occupations whose local pay is shown."""


@dataclass
class Column:
    """One program of a comparison. `cost` is what the reader has written of it, None for nothing."""

    program: Program
    typed_cost: str = ""
    cost: float | None = None
    home: Area | None = None
    name: str = ""

    @cached_property
    def card(self):
        return Card(self.program)

    @cached_property
    def charges(self):
        """What students of the program's level pay at the school, in the newest year that is loaded."""
        return charges.fitting(self.program.school.charges.all(), self.program.level)

    @cached_property
    def at_a_distance(self):
        """What the school offers students of the program's level at a distance; None where nothing is loaded."""
        return distance_education.fitting(self.program.school, self.program.level)


@dataclass(frozen=True)
class Notice:
    """What happened to a part of the address, with a link where there is somewhere to go."""

    text: str
    url: str = ""
    label: str = ""


@dataclass
class Comparison:
    """The programs side by side, the assumptions of their pay-back, and what was wrong with the address."""

    columns: list
    assumptions: Assumptions
    notices: list = field(default_factory=list)
    estimates: dict = field(default_factory=dict)
    certifications: list = field(default_factory=list)
    serial: int | None = None
    ties: crosswalk.Crosswalk | None = None

    @property
    def jobs(self):
        """(SOC code, title) of the occupations whose local pay is known of, the main one first."""
        titles = {code: estimate.occupation.title for (code, _), estimate in self.estimates.items()}
        codes = dict.fromkeys(code for column in self.columns for code in self.ties.occupations_of(column.program.cip))
        return [(code, titles[code]) for code in codes if code in titles][:MOST_JOBS]

    @property
    def releases(self):
        """The releases that the figures are of, each once."""
        outcomes = [column.card.release for column in self.columns]
        charged = [charge.release for column in self.columns for charge in column.charges]
        offered = [column.at_a_distance.release for column in self.columns if column.at_a_distance]
        paid = [estimate.release for estimate in self.estimates.values()]
        tied = [self.ties.release] if self.estimates and self.ties else []
        return list(dict.fromkeys([*outcomes, *charged, *offered, *paid, *tied]))

    @property
    def is_full(self):
        return len(self.columns) == MOST

    def query(self, *, without=None, added=None):
        """The query string of this comparison, or of one program less or more."""
        kept = [column for column in self.columns if column.program.slug != without]
        pairs = [("p", column.program.slug) for column in kept]
        if added:
            pairs.append(("p", added))
        if any(column.typed_cost for column in kept):
            pairs += [("cost", column.typed_cost) for column in kept]
        return urlencode([*pairs, *self.assumptions.asked.items()])

    def address(self, **changes):
        return f"{reverse('programs:compare')}?{self.query(**changes)}"


def read(query, serial=None):
    """Read what an address such as `?p=slug&p=slug&cost=20000&cost=&rate=6` asks for; what is wrong is said.

    `serial` is where the data stand, for who knows it already.
    """
    comparison = Comparison([], Assumptions(query))
    costs = dict(zip(query.getlist("p"), query.getlist("cost"), strict=False))
    given = chosen.tidy(query.getlist("p"))
    slugs = list(dict.fromkeys(given))
    if len(slugs) < len(given):
        comparison.notices.append(Notice(gettext("A program that was named twice is shown once.")))
    for named in chosen.look_up(slugs):
        _add(comparison, named, costs.get(named.slug, ""))
    if len(comparison.columns) > MOST:
        left_out = "; ".join(chosen.name_of(column.program) for column in comparison.columns[MOST:])
        said = gettext("At most %(most)s programs fit side by side; the first %(most)s are shown. Left out: %(names)s.")
        comparison.notices.append(Notice(said % {"most": MOST, "names": left_out}))
        del comparison.columns[MOST:]
    if comparison.columns:
        _name(comparison.columns)
        comparison.serial = ledger.serial() if serial is None else serial
        comparison.ties = crosswalk.at(comparison.serial)
        _find_pay(comparison)
        comparison.certifications = list(certifying.of_the_main_occupation())
    return comparison


def _add(comparison, named, typed_cost):
    """Put a program into the comparison, or its successor in its place; say what became of one that is not there."""
    if named.program is None:
        said = gettext("“%(slug)s” is no program that we know; it was left out.") % {"slug": named.slug[:80]}
        comparison.notices.append(Notice(said))
        return
    program, shown = named.program, [column.program.pk for column in comparison.columns]
    if named.is_gone:
        gone, address = chosen.name_of(program), program.get_absolute_url()
        if len(named.successors) > 1:
            said = gettext("%(program)s is told apart into %(number)s programs now. Choose which to compare.")
            said %= {"program": gone, "number": len(named.successors)}
            comparison.notices.append(Notice(said, address, gettext("See them at the school")))
            return
        if named.successor is None:
            said = gettext("%(program)s is no longer listed, and nothing stands in its place.") % {"program": gone}
            comparison.notices.append(Notice(said, address, gettext("What we know of it")))
            return
        program = named.successor
        said = gettext("%(program)s is no longer listed. Its successor is shown: %(successor)s.")
        said %= {"program": gone, "successor": program.title}
        comparison.notices.append(Notice(said, program.get_absolute_url(), str(program)))
    if program.pk in shown:
        return
    cost, mistake = cost_of(typed_cost)
    if mistake:
        comparison.notices.append(Notice(f"{chosen.name_of(program)}: {mistake}"))
    comparison.columns.append(Column(program, "" if mistake else typed_cost.strip(), cost))


def _name(columns):
    """Name each column by its school, and by the level or the title too where that does not tell it from another."""
    says = (
        lambda program: program.school.shown_name,
        chosen.name_of,
        lambda program: f"{chosen.name_of(program)}: {program.title}",
    )
    for column in columns:
        for say in says:
            column.name = say(column.program)
            if [say(other.program) for other in columns].count(column.name) == 1:
                break


def _find_pay(comparison):
    """What the programs' occupations pay in each school's metropolitan area, or in its state: two queries for all."""
    schools = [column.program.school for column in comparison.columns]
    areas = list(pay.areas_near(schools))
    for column in comparison.columns:
        column.home = pay.home_of(column.program.school, areas)
    codes = {code for column in comparison.columns for code in comparison.ties.occupations_of(column.program.cip)}
    homes = {column.home for column in comparison.columns if column.home}
    estimates = WageEstimate.objects.filter(occupation__soc__in=codes, area__in=homes).newest_of_each().with_place()
    comparison.estimates = {(estimate.occupation.soc, estimate.area_id): estimate for estimate in estimates}
