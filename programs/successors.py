"""What is in the place of a program that is no longer offered: what a curator named, else what the federal files say.

A four-digit program that has given way leads to the six-digit ones that it stood for (programs.standing_in), and one of
them that is gone leads back to the four-digit program where that stands in again. Nothing of this is stored: it is so
for as long as the programs are what they are.
"""

from collections import defaultdict

from programs.models import Program
from programs.standing_in import heirs_of


def successors(program):
    """The offered programs in a program's place, lowest rung first; [] where there is none."""
    return of_all([program])[program.pk]


def of_all(programs):
    """Return {id: its successors} for some programs, with one query for all that no curator has named one of."""
    ends = {program.pk: _end_of_chain(program) for program in programs}
    told_apart = _in_federal_place([end for end in ends.values() if end and not end.is_offered])
    return {pk: [end] if end and end.is_offered else told_apart[end and end.pk] for pk, end in ends.items()}


def _end_of_chain(program):
    """Where the chain of successors that curators named leads: an offered program, or the last; None in a circle."""
    seen, successor = {program.pk}, program
    while successor.successor_id:
        successor = successor.successor
        if successor.is_offered:
            return successor
        if successor.pk in seen:
            return None
        seen.add(successor.pk)
    return None if successor is program and program.is_offered else successor


def _in_federal_place(programs):
    """Return {id: the offered programs that the stand-in rule puts in its place}."""
    found = defaultdict(list)
    gone = [program for program in programs if program.federal_key and not program.is_current]
    if not gone:
        return found
    at_school = defaultdict(list)
    offered = Program.objects.published().federal().filter(school__in={program.school_id for program in gone})
    for other in offered.select_related("school").by_rung():
        at_school[other.school_id].append(other)
    for program in gone:
        found[program.pk] = [other for other in at_school[program.school_id] if _is_in_place(other, program)]
    return found


def _is_in_place(other, program):
    """Whether one of two programs of a school is the four-digit one that stands for the other."""
    one, another = (other.cip, other.level), (program.cip, program.level)
    if other.is_six_digits == program.is_six_digits:
        return False
    return bool(heirs_of(another, [one]) if other.is_six_digits else heirs_of(one, [another]))
