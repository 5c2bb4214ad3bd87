"""What an occupation asks of newcomers: the words of the Bureau of Labor Statistics, in the language of the page."""

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

EDUCATION = {
    "No formal educational credential": _("No formal educational credential"),
    "High school diploma or equivalent": _("High school diploma or equivalent"),
    "Some college, no degree": _("Some college, no degree"),
    "Postsecondary nondegree award": _("Postsecondary nondegree award"),
    "Associate's degree": _("Associate's degree"),
    "Bachelor's degree": _("Bachelor's degree"),
    "Master's degree": _("Master's degree"),
    "Doctoral or professional degree": _("Doctoral or professional degree"),
}
EXPERIENCE = {
    "None": pgettext_lazy("experience in a related job", "None"),
    "Less than 5 years": _("Less than 5 years"),
    "5 years or more": _("5 years or more"),
}


def education(words):
    """The education that the Bureau calls typical, such as "Bachelor's degree"."""
    return _said(EDUCATION, words)


def experience(words):
    """The experience in a related job that the Bureau calls typical, such as "Less than 5 years"."""
    return _said(EXPERIENCE, words)


def _said(known, words):
    """Words that the Bureau did not use before stand there as they came, and say in which language they are."""
    return known[words] if words in known else format_html('<span lang="en">{}</span>', words)
