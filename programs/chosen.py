"""Programs that an address or a reader names one by one, by their slugs: to compare them, or to keep them in a list."""

from dataclasses import dataclass

from programs.models import Program
from programs.successors import successors

LONGEST_SLUG = 220
MOST_READ = 60
"""Slugs of one address that are looked at; nobody keeps more."""


@dataclass(frozen=True)
class Named:
    """A slug and what it names: a program that is offered, one that is not any more, or nothing we know."""

    slug: str
    program: Program | None = None
    successors: tuple[Program, ...] = ()
    """What is in the place of a program that is not offered any more."""

    @property
    def successor(self):
        """The one program in its place; None where there is none, or where there are several."""
        return self.successors[0] if len(self.successors) == 1 else None

    @property
    def is_offered(self):
        return self.program is not None and self.program.is_offered

    @property
    def is_gone(self):
        """Withdrawn by our curators, or no longer in the newest federal release."""
        return self.program is not None and not self.program.is_offered


def tidy(slugs):
    """Return the slugs worth looking up, in order, none longer than a slug can be."""
    clean = (slug.replace("\x00", "").strip()[:LONGEST_SLUG] for slug in slugs[:MOST_READ])
    return [slug for slug in clean if slug]


def look_up(slugs):
    """Return a Named for each slug, in order. One query, and a few more for each withdrawn program."""
    if not slugs:
        return []
    known = {program.slug: program for program in Program.objects.public().for_comparing().filter(slug__in=slugs)}
    return [_named(slug, known.get(slug)) for slug in slugs]


def _named(slug, program):
    if program is None or program.is_offered:
        return Named(slug, program)
    heirs = [one.pk for one in successors(program)]
    known = Program.objects.public().for_comparing().in_bulk(heirs) if heirs else {}
    return Named(slug, program, tuple(known[pk] for pk in heirs))


def name_of(program):
    """Say which program is meant: "Texas Woman's University, Master's degree"."""
    return f"{program.school.shown_name}, {program.get_level_display()}"
