"""The stand-in rule: which programs a school is said to have, out of what two federal files say of it.

College Scorecard lists fields of four digits, and both kinds of graduate certificate as one. IPEDS completions list
fields of six digits, and tell the certificates apart. Where completions say what a school offers in a field at a level,
their programs stand; where they say nothing, the one that Scorecard lists stands in for whatever there is. Scorecard's
figures go to every program that they are of: they are of the whole field at the level.

Nothing here reads or writes: the importers come to the same programs in whatever order their files are loaded.
"""

from dataclasses import dataclass, field

from careerportal.taxonomy.cip import field_of
from careerportal.taxonomy.degree_levels import REPORTED_TOGETHER, levels_of


@dataclass(frozen=True)
class Settled:
    """What becomes of one school's programs; every program is a pair (CIP code, level)."""

    programs: dict = field(default_factory=dict)
    """Each program that the school is said to have → whose figures are shown of it, None where nobody's are."""

    in_place_of: dict = field(default_factory=dict)
    """Each four-digit program that has given way → the programs in its place, in order."""


def settle(listed, offered, known=()):
    """Settle one school: Scorecard has `listed` programs of four digits, the newest completions `offered` of six.

    Those of four digits that are `known` from before, though listed no longer, lead to what is in their place too.
    """
    heirs = {program: heirs_of(program, offered) for program in sorted({*listed, *known})}
    programs = {program: program for program in listed if not heirs[program]}
    programs |= {program: figures_of(program, listed) for program in sorted(offered)}
    return Settled(programs, {program: found for program, found in heirs.items() if found})


def heirs_of(stand_in, programs):
    """The six-digit programs, in order, that a four-digit one gives way to."""
    field_code, level = stand_in
    levels = levels_of(level)
    return sorted(
        one for one in programs if one[1] in levels and one[0] != field_code and field_of(one[0]) == field_code
    )


def figures_of(program, listed):
    """Which listed program has the figures of a program: of its field and level, else of the levels put together."""
    code, level = program
    for one in (level, REPORTED_TOGETHER.get(level)):
        if (field_of(code), one) in listed:
            return field_of(code), one
    return None
