"""The vocabulary in which everything else asks for wages."""

from django.db import models


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

    def in_year(self, year):
        """Estimates of May of that year."""
        return self.filter(year=year)

    def latest(self):
        """Estimates of the newest year that is loaded."""
        newest = self.model.objects.aggregate(year=models.Max("year"))["year"]
        return self.filter(year=newest)

    def with_place(self):
        """Gather occupation, area and release in the same query."""
        return self.select_related("occupation", "area", "release")
