"""How exact an estimate is, in words.

OEWS is a survey of employers, so its figures have a sampling error. The Bureau of Labor Statistics publishes it as the
relative standard error: the standard error in percent of the figure. Its "Survey Methods and Reliability Statement"
makes an interval from it that holds in nine of ten such samples: the figure, 1.645 standard errors more or less.
"""

from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from careerportal import pieces

NINE_IN_TEN = 1.645

WORDS = ((2, _("very exact")), (5, _("exact")), (10, _("fair")), (20, _("rough")))
"""Our own words: below this relative standard error (%), say this."""


def in_a_word(rse):
    """Say how exact a figure is; None when its error is not published."""
    if rse is None:
        return None
    return pieces.words()[next((word for limit, word in WORDS if rse < limit), _("very rough"))]


SHAKY = 10
"""From this relative standard error (%) on we ask the reader for caution: our own line, where "rough" begins."""


def is_shaky(rse):
    """Say whether a figure comes from so small a sample that places should not be ranked by it."""
    return rse is not None and rse >= SHAKY


def likely_range(value, rse):
    """Between which two values the figure lies in nine of ten samples; None when figure or error is blank."""
    if value is None or rse is None:
        return None
    margin = value * rse / 100 * NINE_IN_TEN
    return max(0, value - margin), value + margin


@dataclass(frozen=True)
class Exactness:
    """How exact one figure is: its relative standard error in percent, our word for it, and its likely range."""

    label: str
    rse: float
    word: str
    low: str
    high: str


def of_estimate(estimate):
    """Say how exact employment and mean pay of an estimate are; only what has a published error."""
    employment, pay = estimate.figure("employment"), estimate.figure("annual_mean")
    said = (
        _exactness(gettext("Employment"), employment.value, estimate.employment_rse, "{:,.0f}"),
        _exactness(gettext("Mean yearly pay"), pay.value, estimate.mean_rse, "${:,.0f}"),
    )
    return [exactness for exactness in said if exactness]


def _exactness(label, value, rse, pattern):
    ends = likely_range(value, rse)
    if ends is None:
        return None
    low, high = (pattern.format(round(end, -1)) for end in ends)
    return Exactness(label, rse, in_a_word(rse), low, high)
