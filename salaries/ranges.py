"""A Range said to a person: from the kindest of the assumptions to the hardest."""

from django.utils.translation import gettext


def in_dollars(span):
    """Say a Range of dollars: "$320 to $364"; one amount where both ends say the same."""
    return _say(span, lambda dollars: f"${dollars:,.0f}")


def in_percent(span):
    """Say a Range of percent: "4.2% to 7.9%"."""
    return _say(span, lambda percent: f"{percent:,.1f}%")


def in_years(span):
    """Say a Range of years: "3.1 to 6.4 years", "3.1 years or never"."""
    if span.low is None:
        return gettext("never: it would not cover the interest")
    if span.high is None:
        return gettext("%(years)s years, or never where it would not cover the interest") % {"years": f"{span.low:.1f}"}
    return gettext("%(years)s years") % {"years": _say(span, lambda years: f"{years:.1f}")}


def _say(span, one):
    low, high = one(span.low), one(span.high)
    return low if low == high else gettext("%(low)s to %(high)s") % {"low": low, "high": high}
