"""Occupations and places side by side: what the address asks for, and the figures that belong there."""

from dataclasses import dataclass, field

from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from careerportal.taxonomy import soc
from salaries import places, precision
from salaries.models import Area, Occupation, WageEstimate

MOST = 5
"""Occupations, and places, that fit side by side."""

LONGEST_SLUG = 140
MOST_READ = 20
"""Values of one parameter that are looked at; nobody needs more to choose five."""

MEASURES = (
    ("annual_p50", _("Median yearly pay")),
    ("annual_mean", _("Mean yearly pay")),
    ("annual_p10", _("10th percentile, yearly")),
    ("annual_p25", _("25th percentile, yearly")),
    ("annual_p75", _("75th percentile, yearly")),
    ("annual_p90", _("90th percentile, yearly")),
    ("hourly_p50", _("Median hourly pay")),
    ("employment", _("People employed")),
    ("jobs_per_1000", _("Jobs per 1,000 jobs")),
    ("location_quotient", _("Location quotient")),
)

NO_ESTIMATE = (_("No estimate"), True)


@dataclass
class Comparison:
    """What is set side by side: up to five occupations in up to five places, in the order in which they were asked for.

    `asked` is what the address named; where it names only one of the two kinds, `areas` or `occupations` is filled in.
    """

    occupations: list
    areas: list
    known: list
    asked_occupations: list
    asked_areas: list
    notices: list
    estimates: dict = field(default_factory=dict)

    @property
    def is_empty(self):
        return not self.asked_occupations and not self.asked_areas

    def address(self, *, with_occupation=None, without_occupation=None, with_area=None, without_area=None):
        """Return the query string of this comparison, or of one more or one less."""
        codes = _changed([o.soc for o in self.asked_occupations], with_occupation, without_occupation)
        slugs = _changed([a.slug for a in self.asked_areas], with_area, without_area)
        return "?" + urlencode({"o": codes, "a": slugs}, doseq=True)

    @property
    def parts(self):
        """A part for each occupation: its estimates by place, the rows of its table and the bars of its medians."""
        return [_part(occupation, self.areas, self.estimates) for occupation in self.occupations]


def read(query):
    """Read what an address such as `?o=11-9111&a=texas&a=ohio` asks for; what is wrong is left out and said."""
    notices = []
    known = list(Occupation.objects.in_listing_order())
    occupations = _choose(
        query.getlist("o"),
        {o.soc: o for o in known},
        _("“%(value)s” is not an occupation that we follow; it was left out."),
        notices,
    )
    slugs = [_tidy(slug) for slug in query.getlist("a")[:MOST_READ]]
    found = Area.objects.filter(slug__in=slugs) if any(slugs) else []
    areas = _choose(
        query.getlist("a"),
        {area.slug: area for area in found},
        _("“%(value)s” is not a place that we know; it was left out."),
        notices,
    )
    comparison = Comparison(occupations, areas, known, occupations, areas, notices)
    if not comparison.is_empty:
        _complete(comparison)
        estimates = WageEstimate.objects.filter(occupation__in=comparison.occupations, area__in=comparison.areas)
        comparison.estimates = {(e.occupation_id, e.area_id): e for e in estimates.newest_of_each().with_place()}
    return comparison


def _choose(values, known, refusal, notices):
    """Pick each known value once, at most five; say which were not known and how many were too many."""
    values = list(dict.fromkeys(tidy for value in values[:MOST_READ] if (tidy := _tidy(value))))
    notices.extend(refusal % {"value": value[:40]} for value in values if value not in known)
    chosen = [known[value] for value in values if value in known]
    if len(chosen) > MOST:
        notices.append(gettext("At most %(most)s fit side by side; the first %(most)s are shown.") % {"most": MOST})
    return chosen[:MOST]


def _tidy(value):
    return value.replace("\x00", "").strip()[:LONGEST_SLUG]


def _complete(comparison):
    """Places alone are compared for the main occupation, occupations alone in the nation."""
    if not comparison.occupations:
        comparison.occupations = [o for o in comparison.known if o.soc == soc.MAIN]
    if not comparison.areas:
        comparison.areas = list(Area.objects.filter(kind=Area.Kind.NATION))


def _changed(values, added, removed):
    kept = [value for value in values if value != removed]
    return kept if added is None or added in kept else [*kept, added]


def _part(occupation, areas, estimates):
    found = [estimates.get((occupation.pk, area.pk)) for area in areas]
    return {
        "occupation": occupation,
        "places": list(zip(areas, found, strict=True)),
        "rows": [(label, [places.say(e, name) if e else NO_ESTIMATE for e in found]) for name, label in MEASURES],
        "exactness": [(precision.in_a_word(e.mean_rse), precision.is_shaky(e.mean_rse)) if e else None for e in found],
        "bars": [_bar(area, estimate) for area, estimate in zip(areas, found, strict=True)],
    }


def _bar(area, estimate):
    figure = estimate.figure("annual_p50") if estimate else None
    return {
        "label": area.title,
        "value": figure.value if figure else None,
        "text": figure.as_dollars() if figure else NO_ESTIMATE[0],
    }


FIGURES = (
    "employment", "jobs_per_1000", "location_quotient", "annual_mean", "annual_p10", "annual_p25", "annual_p50",
    "annual_p75", "annual_p90", "hourly_mean", "hourly_p10", "hourly_p25", "hourly_p50", "hourly_p75", "hourly_p90",
)  # fmt: skip

HEADER = (
    "soc", "occupation", "area_code", "area", "kind", "year", *FIGURES, "employment_rse_percent", "mean_rse_percent",
    *(f"{name}_status" for name in FIGURES), "source", "edition",
)  # fmt: skip
"""Columns of the export. Wages are US dollars of that year, a year or an hour; a top-coded one is that or more."""


def export_rows(comparison):
    """Yield a dict of HEADER for each estimate of a comparison, in its order."""
    for occupation in comparison.occupations:
        for area in comparison.areas:
            if estimate := comparison.estimates.get((occupation.pk, area.pk)):
                yield _export_row(estimate)


def _export_row(estimate):
    figures = {name: estimate.figure(name) for name in FIGURES}
    return {
        "soc": estimate.occupation.soc,
        "occupation": estimate.occupation.title,
        "area_code": estimate.area.code,
        "area": estimate.area.title,
        "kind": estimate.area.kind,
        "year": estimate.year,
        **{name: figure.value for name, figure in figures.items()},
        "employment_rse_percent": estimate.employment_rse,
        "mean_rse_percent": estimate.mean_rse,
        **{f"{name}_status": str(figure.status.value) for name, figure in figures.items()},
        "source": estimate.release.source if estimate.release else "",
        "edition": estimate.release.edition if estimate.release else "",
    }
