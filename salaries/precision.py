"""How exact an estimate is, in words.

OEWS is a survey of employers, so its figures have a sampling error. The Bureau of Labor Statistics publishes it as the
relative standard error: the standard error in percent of the figure. Its "Survey Methods and Reliability Statement"
makes an interval from it that holds in nine of ten such samples: the figure, 1.645 standard errors more or less.
"""

NINE_IN_TEN = 1.645

WORDS = ((2, "very exact"), (5, "exact"), (10, "fair"), (20, "rough"))
"""Our own words: below this relative standard error (%), say this."""


def in_a_word(rse):
    """Say how exact a figure is; None when its error is not published."""
    if rse is None:
        return None
    return next((word for limit, word in WORDS if rse < limit), "very rough")


def likely_range(value, rse):
    """Between which two values the figure lies in nine of ten samples; None when figure or error is blank."""
    if value is None or rse is None:
        return None
    margin = value * rse / 100 * NINE_IN_TEN
    return max(0, value - margin), value + margin
