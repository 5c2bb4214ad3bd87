"""A Range said to a person: from the kindest of the assumptions to the hardest."""


def in_dollars(span):
    """Say a Range of dollars: "$320 to $364"; one amount where both ends say the same."""
    return _say(span, lambda dollars: f"${dollars:,.0f}")


def in_percent(span):
    """Say a Range of percent: "4.2% to 7.9%"."""
    return _say(span, lambda percent: f"{percent:,.1f}%")


def in_years(span):
    """Say a Range of years: "3.1 to 6.4 years", "3.1 years or never"."""
    if span.low is None:
        return "never: it would not cover the interest"
    if span.high is None:
        return f"{span.low:.1f} years, or never where it would not cover the interest"
    return f"{_say(span, lambda years: f'{years:.1f}')} years"


def _say(span, one):
    low, high = one(span.low), one(span.high)
    return low if low == high else f"{low} to {high}"
