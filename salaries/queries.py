"""The vocabulary in which everything else asks for wages."""

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, When
from django.utils.translation import get_language

from careerportal.taxonomy import soc
from careerportal.taxonomy.languages import ENGLISH
from salaries.place_search import words_of


class OccupationQuerySet(models.QuerySet):
    def in_listing_order(self):
        """The main occupation first, then its neighbours, then any other by code."""
        places = [When(soc=code, then=place) for place, code in enumerate(soc.OCCUPATIONS)]
        return self.order_by(Case(*places, default=len(places)), "soc")

    def matching(self, words):
        """Occupations in whose title, code or other names every word stands."""
        found = self
        for word in words.replace("\x00", " ").split():
            found = found.filter(
                models.Q(title__icontains=word)
                | models.Q(popular_title__icontains=word)
                | models.Q(other_titles__icontains=word)
                | models.Q(soc__startswith=word)
            )
        return found

    def called(self, words):
        """Those that match, and those whose names in the language of the page have a word for each of these."""
        found = self.matching(words)
        wanted = words_of(words)
        if get_language() in (None, ENGLISH) or not wanted:
            return found
        by_name = [occupation.pk for occupation in self if occupation.is_called(wanted)]
        return self.filter(models.Q(pk__in=found.order_by().values("pk")) | models.Q(pk__in=by_name))


class WageEstimateQuerySet(models.QuerySet):
    def of(self, soc):
        """Estimates of one occupation, by SOC code."""
        return self.filter(occupation__soc=soc)

    def national(self):
        """Estimates for the whole nation."""
        return self.filter(area__kind="nation")

    def by_state(self):
        """Estimates for states and territories."""
        return self.filter(area__kind__in=("state", "territory"))

    def in_area(self, *slugs):
        """Estimates for the places with these slugs."""
        return self.filter(area__slug__in=slugs)

    def by_small_area(self):
        """Estimates for metropolitan and nonmetropolitan areas."""
        return self.filter(area__kind__in=("metropolitan", "nonmetropolitan"))

    def around(self, area):
        """Estimates for an area's scale and neighbours: the nation, its states and the other areas in its main state.

        An area of several states is found by its title, such as "Philadelphia-Camden-Wilmington, PA-NJ-DE-MD";
        databases differ in upper and lower case, so a few strangers may come along.
        """
        near = models.Q(area__kind="nation")
        if area.state:
            near |= models.Q(area__state=area.state) | models.Q(area__title__contains=f"-{area.state}")
            near |= models.Q(area__kind__in=("state", "territory"), area__state__in=area.states)
        return self.filter(near)

    def in_year(self, year):
        """Estimates of May of that year."""
        return self.filter(year=year)

    def latest(self):
        """Estimates of the newest year that is loaded."""
        newest = self.model.objects.aggregate(year=models.Max("year"))["year"]
        return self.filter(year=newest)

    def newest_of_each(self):
        """For each occupation in each area, the estimate of its newest year."""
        newer = self.model.objects.filter(
            occupation=OuterRef("occupation"), area=OuterRef("area"), year__gt=OuterRef("year")
        )
        return self.filter(~Exists(newer))

    def newest_year(self):
        """The newest year that these estimates are of, or None when there are none."""
        return self.aggregate(newest=models.Max("year"))["newest"]

    def sorted_by(self, order):
        """Order by one of ORDERS; blanks come last and ties fall by place."""
        return self.order_by(*ORDERS[order])

    def with_median(self):
        """Estimates whose yearly median is published."""
        return self.filter(annual_p50__isnull=False)

    def with_place(self):
        """Gather occupation, area and release in the same query."""
        return self.select_related("occupation", "area", "release")


SORT_FIELDS = {
    "median": "annual_p50",
    "mean": "annual_mean",
    "p10": "annual_p10",
    "p90": "annual_p90",
    "employment": "employment",
    "jobs": "jobs_per_1000",
    "lq": "location_quotient",
}
"""The words of `?sort=` and the figures they order by; a minus before the word puts the largest first."""

ORDERS = (
    {"name": ("area__title",), "-name": ("-area__title",)}
    | {word: (F(field).asc(nulls_last=True), "area__title") for word, field in SORT_FIELDS.items()}
    | {f"-{word}": (F(field).desc(nulls_last=True), "area__title") for word, field in SORT_FIELDS.items()}
)
