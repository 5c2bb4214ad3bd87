"""What a reader assumes when programs are compared: one interest, one time, one share of pay, and a cost for each."""

from django import forms
from django.utils.translation import gettext_lazy as _

from salaries.payback import Plan
from salaries.payback_form import Number

BEGIN = {"rate": "7", "years": "10", "share": "10"}
"""What the page begins with: our assumptions, for the reader to change."""

LONGEST = 40
COST = Number(_("Cost, or what you would borrow, in dollars"), 1, 1_000_000)


class Assumptions(forms.Form):
    """Interest, time and share of pay. A value that the address does not name is the one the page begins with."""

    rate = Number(
        _("Interest, in percent a year"), 0, 30, _("Our assumption to begin with, not an offer: use your loan's.")
    )
    years = Number(_("Years to pay it back"), 1, 40)
    share = Number(_("Share of pay you could set aside for it, in percent"), 1, 100)

    def __init__(self, query):
        given = {name: query[name].replace("\x00", "")[:LONGEST] for name in BEGIN if name in query}
        self.asked = {name: value for name, value in given.items() if value.strip()}
        super().__init__(BEGIN | self.asked, auto_id="assume-%s")

    @property
    def rates(self):
        """The lower and the higher interest that the answers reckon with."""
        return self.plan(0).rates

    def plan(self, cost):
        """The plan of paying for a program that costs so much; None while a value has to be corrected."""
        if not self.is_valid():
            return None
        chosen = self.cleaned_data
        return Plan(cost=cost, rate=chosen["rate"], years=chosen["years"], share_of_pay=chosen["share"])


def cost_of(text):
    """Read a cost as people write it: (dollars or None, what is wrong with it or "")."""
    text = text.replace("\x00", "").strip()[:LONGEST]
    if not text:
        return None, ""
    try:
        return COST.clean(text), ""
    except forms.ValidationError as wrong:
        return None, " ".join(wrong.messages)
