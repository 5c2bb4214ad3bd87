"""What the charts of the program pages show: rows of label, value, words and emphasis for the tag bar_chart."""

from django.utils.translation import gettext

from programs.typical import NATION, NOTHING
from programs.wording import count_in_words


def earnings_picture(card, typical):
    """This program beside the same level in its state and in the nation, and beside high-school graduates.

    `typical` is what typical.beside returns: of the level that the figures are of. A state whose only measured program
    is this one is left out.
    """
    program = card.program
    school, level = program.school, (program.outcome or program).get_level_display()
    rows = [_row(gettext("This program"), card.earnings.value, card.earnings.as_dollars(), "emphasis")]
    state, nation = typical.get(school.state, NOTHING), typical.get(NATION, NOTHING)
    if school.state and state.programs > 1:
        rows.append(_typical_row(in_place(level, school.get_state_display()), state))
    if nation.programs > 1:
        rows.append(_typical_row(in_place(level, gettext("the nation")), nation))
    for name, place in (("benchmark_state", school.get_state_display()), ("benchmark_nation", gettext("the nation"))):
        figure = card.figure(name)
        if place and not figure.is_blank:
            label = gettext("High-school graduates in %(place)s") % {"place": place}
            rows.append(_row(label, figure.value, figure.as_dollars(), "reference"))
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


def in_place(level, place):
    """A level and a place in one line: "Master's degree in Texas"."""
    return gettext("%(level)s in %(place)s") % {"level": level, "place": place}


def _typical_row(label, typical):
    if typical.dollars is None:
        return _row(f"{label}: {count_in_words(typical.programs)}", None, gettext("Too few for a median"))
    said = gettext("%(label)s: median of %(programs)s") % {"label": label, "programs": count_in_words(typical.programs)}
    return _row(said, typical.dollars, f"${typical.dollars:,}")


def _row(label, value, text, emphasis=""):
    return {"label": label, "value": value, "text": text, "emphasis": emphasis}
