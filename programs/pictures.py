"""What the charts of the program pages show: rows of label, value, words and emphasis for the tag bar_chart."""

from programs.typical import NATION, NOTHING
from programs.wording import count_in_words


def earnings_picture(card, typical):
    """This program beside the same level in its state and in the nation, and beside high-school graduates.

    `typical` is what typical.typical_earnings returns. A state whose only measured program is this one is left out.
    """
    program = card.program
    school, level = program.school, program.get_level_display()
    rows = [_row("This program", card.earnings.value, card.earnings.as_dollars(), "emphasis")]
    state, nation = typical.get(school.state, NOTHING), typical.get(NATION, NOTHING)
    if school.state and state.programs > 1:
        rows.append(_typical_row(f"{level} in {school.get_state_display()}", state))
    if nation.programs > 1:
        rows.append(_typical_row(f"{level} in the nation", nation))
    for name, place in (("benchmark_state", school.get_state_display()), ("benchmark_nation", "the nation")):
        figure = card.figure(name)
        if place and not figure.is_blank:
            rows.append(_row(f"High-school graduates in {place}", figure.value, figure.as_dollars(), "reference"))
    return rows


def awards_picture(trend):
    """Awards year by year, the newest on top and set off."""
    newest = trend.years[-1].year
    return [
        _row(one.words, one.awards.value, one.awards.as_number(), "emphasis" if one.year == newest else "")
        for one in reversed(trend.years)
    ]


def level_picture(levels):
    """Median earnings at each level: levels are (level, Typical) pairs, lowest rung first."""
    return [_typical_row(level.label, typical) for level, typical in levels]


def _typical_row(label, typical):
    if typical.dollars is None:
        return _row(f"{label}: {count_in_words(typical.programs)}", None, "Too few for a median")
    return _row(f"{label}: median of {count_in_words(typical.programs)}", typical.dollars, f"${typical.dollars:,}")


def _row(label, value, text, emphasis=""):
    return {"label": label, "value": value, "text": text, "emphasis": emphasis}
