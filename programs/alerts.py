"""What has happened to some programs, newest first, as entries of a feed: new, changed, withdrawn, a deadline moved.

The change ledger says what happened and when; each line of it is told once, and of several to one program the newest.
It does not keep what a program was before. So a feed of a search tells of the programs that match it as they are known
now, withdrawn ones by what was last known of them; one that a change took out of the search is told of no more, except
by the feeds of shortlists that name it.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from careerportal.sync.models import Change
from programs import chosen
from programs.cards import Card
from programs.deadlines import Deadline
from programs.models import Program
from programs.successors import successors

MOST = 50
"""Entries of a feed."""

LINES_READ = 4 * MOST
"""Newest lines of the ledger that are looked at: a program may have several."""


@dataclass(frozen=True)
class Alert:
    """One thing that happened to a program. `key` names it for good, also among what happened to the same program."""

    program: Program
    what: str
    at: datetime
    key: str
    details: str = ""

    @property
    def title(self):
        return f"{self.what}: {chosen.name_of(self.program)}"

    @property
    def words(self):
        return " ".join(filter(None, (f"{self.program.title}.", self.details)))


def alerts_of(programs):
    """The newest Alerts of a queryset of programs, whether they are offered or not."""
    found = [*_from_the_ledger(programs), *_from_deadlines(programs)]
    return sorted(found, key=lambda alert: (alert.at, alert.key), reverse=True)[:MOST]


def _from_the_ledger(programs):
    lines = Change.objects.filter(resource="programs", key__in=programs.order_by().values("slug"))
    newest = {}
    for line in lines.order_by("-serial")[:LINES_READ]:
        newest.setdefault(line.key, line)
    newest = dict(list(newest.items())[:MOST])
    known = Program.objects.public().for_listing().select_related("successor").filter(slug__in=newest)
    return [_told(program, newest[program.slug]) for program in known]


def _told(program, line):
    """What a line of the ledger means to somebody who follows the program."""
    key = f"programs/{program.slug}/{line.serial}"
    if not program.is_offered:
        heirs, details = successors(program), ""
        if len(heirs) == 1:
            said = {"title": heirs[0].title, "level": heirs[0].get_level_display()}
            details = gettext("Its successor: %(title)s, %(level)s.") % said
        elif heirs:
            named = "; ".join(f"{one.title}, {one.get_level_display()}" for one in heirs)
            details = gettext("In its place: %(programs)s.") % {"programs": named}
        return Alert(program, gettext("Withdrawn"), line.at, key, details)
    what = gettext("New") if line.action == Change.Action.CREATED else gettext("Changed")
    return Alert(program, what, line.at, key, _figures(Card(program)))


def _figures(card):
    earnings = card.earnings.as_dollars() + (f" {card.horizon}" if card.horizon else "")
    said = {"earnings": earnings, "debt": card.debt.as_dollars()}
    return gettext("Median earnings: %(earnings)s. Median debt: %(debt)s.") % said


def _from_deadlines(programs):
    moves = Deadline.objects.filter(program__in=programs.order_by().values("pk"), moved_at__isnull=False)
    moves = moves.order_by("-moved_at", "-pk").select_related("program__school")[:MOST]
    return [
        Alert(
            move.program,
            gettext("Deadline moved"),
            move.moved_at,
            f"deadlines/{move.pk}/{move.due_on:%Y-%m-%d}",
            gettext("%(name)s: %(moved)s. Confirm the date with the school.")
            % {"name": move.name, "moved": move.move_in_words},
        )
        for move in moves
    ]
