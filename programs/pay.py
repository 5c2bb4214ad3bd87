"""What a program's occupations pay near the school and in a place of the reader's choice, and what pay-back takes."""

from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext

from careerportal.taxonomy.figures import Figure, FigureStatus
from salaries import crosswalk, place_search, places
from salaries.models import Area, WageEstimate
from salaries.payback import Plan
from salaries.payback_form import PERCENTILES, PaybackForm, answer, pay_of

LONGEST_NAME = 140
MOST_FOUND = 12
NO_ESTIMATE = Figure(None, FigureStatus.UNKNOWN)
STATES = (Area.Kind.STATE, Area.Kind.TERRITORY)
MIDDLE_HALF = ("annual_p25", "annual_p50", "annual_p75")


@dataclass
class LocalPay:
    """The places shown, the pay there of each occupation, and what a search for a place found.

    `total` is how many places have the name that the reader typed: `found` holds the first of them, or likely meanings.
    """

    home: Area | None
    picked: Area | None
    words: str
    codes: list
    found: list = field(default_factory=list)
    total: int = 0
    ties_release: object = None
    estimates: dict = field(default_factory=dict)

    @property
    def areas(self):
        """The school's place and the picked one, each once."""
        return list(dict.fromkeys(area for area in (self.home, self.picked) if area))

    @property
    def jobs(self):
        """(SOC code, title) of each occupation with an estimate in one of the places."""
        titles = {code: estimate.occupation.title for (code, _), estimate in self.estimates.items()}
        return [(code, titles[code]) for code in self.codes if code in titles]

    @property
    def rows(self):
        """A row for each occupation: (title, what it pays in each place)."""
        return [(title, [self._cell(code, area) for area in self.areas]) for code, title in self.jobs]

    def _cell(self, code, area):
        estimate = self.estimates.get((code, area.pk))
        if estimate is None:
            return {"area": area, "median": gettext("No estimate"), "is_blank": True}
        (low, _), (median, is_blank), (high, _) = (places.say(estimate, name) for name in MIDDLE_HALF)
        said = {"median": median, "is_blank": is_blank, "low": low, "high": high}
        return {"area": area, "url": estimate.get_absolute_url(), "year": estimate.year, **said}

    @property
    def releases(self):
        """Every release that the figures are of: each place has its newest, and they need not be of one year."""
        return list(dict.fromkeys(estimate.release for estimate in self.estimates.values()))

    @property
    def year(self):
        """The year of all figures; None where they are of several, which the cells then say."""
        years = {estimate.year for estimate in self.estimates.values()}
        return years.pop() if len(years) == 1 else None


def local_pay(program, query, serial=None):
    """What the program's occupations pay in the school's area and in the place of `?place=`, a slug or a name.

    `serial` is where the data stand, for who knows it already.
    """
    words = " ".join(query.get("place", "").replace("\x00", " ").split())[:LONGEST_NAME]
    ties = crosswalk.at(serial)
    codes = ties.occupations_of(program.cip)
    if not codes:
        return LocalPay(None, None, words, codes)
    near = candidates(program.school, words)
    picked = next((area for area in near if area.slug == words), None)
    pay = LocalPay(home_of(program.school, near), picked, words, codes, ties_release=ties.release)
    if words and not pay.picked:
        pick_by_name(pay)
    estimates = WageEstimate.objects.filter(occupation__soc__in=codes, area__in=pay.areas).newest_of_each().with_place()
    pay.estimates = {(estimate.occupation.soc, estimate.area_id): estimate for estimate in estimates}
    return pay


def candidates(school, words):
    """The areas that may be shown: the school's metropolitan area and state, and the one with this slug."""
    return list(Area.objects.filter(_around([school]) | Q(slug=words)))


def areas_near(schools):
    """The metropolitan areas and the states that some schools are in."""
    return Area.objects.filter(_around(schools))


def _around(schools):
    states = {school.state for school in schools if school.state}
    metropolitan = {school.cbsa for school in schools if school.cbsa}
    return Q(kind__in=STATES, state__in=states) | Q(code__in=metropolitan)


def home_of(school, near):
    """The narrowest area that the school is known to be in: its metropolitan area, else its state, else none."""
    metropolitan = [area for area in near if school.cbsa and area.code == school.cbsa]
    state = [area for area in near if area.kind in STATES and area.state == school.state]
    return next(iter(metropolitan + state), None)


def pick_by_name(pay):
    """Find the place that a reader has typed: a single hit is picked, several or near ones are offered."""
    areas = list(Area.objects.all())
    found = place_search.find(pay.words, areas)
    if len(found) == 1:
        pay.picked = found[0]
    else:
        pay.total = len(found)
        pay.found = (found or place_search.find_near(pay.words, areas))[:MOST_FOUND]


@dataclass(frozen=True)
class Payback:
    """The calculator: its form, and the plan and answers of what stands in it; none while it waits for a cost."""

    form: PaybackForm
    plan: Plan | None = None
    answers: list = field(default_factory=list)


def payback(card, pay, query):
    """Reckon what paying for the program takes: with a job's pay in the last of the places, and its graduates' own."""
    form = PaybackForm(query, debt=card.debt, level=card.program.level, jobs=pay.jobs)
    if not form.is_begun or not form.is_valid():
        return Payback(form)
    answers = [answer(form.plan, gettext("What graduates of this program earn (median)"), card.earnings, card.earnings)]
    if pay.jobs:
        answers.insert(0, job_answer(form, pay))
    return Payback(form, form.plan, answers)


def job_answer(form, pay):
    """The answer with the pay of the chosen job, between the chosen percentiles."""
    chosen, place = form.cleaned_data, pay.areas[-1]
    estimate = pay.estimates.get((chosen["job"], place.pk))
    low, high = (pay_of(estimate, chosen[end]) if estimate else NO_ESTIMATE for end in ("low", "high"))
    title = dict(pay.jobs)[chosen["job"]]
    said = {
        "job": title,
        "place": place.in_words,
        "low": PERCENTILES[chosen["low"]],
        "high": PERCENTILES[chosen["high"]],
    }
    return answer(form.plan, gettext("%(job)s in %(place)s: %(low)s to %(high)s") % said, low, high)
