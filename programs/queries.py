"""The vocabulary in which everything else asks for schools and programs."""

from django.db import models
from django.db.models import Count, F, Q

from careerportal.taxonomy import states


class SchoolQuerySet(models.QuerySet):
    def listed(self):
        """Schools in the Department of Education's current list."""
        return self.filter(is_listed=True)

    def with_program_counts(self):
        """Add `program_count`: how many published programs the school has."""
        return self.annotate(program_count=Count("programs", filter=Q(programs__status="published")))


class ProgramQuerySet(models.QuerySet):
    def published(self):
        """Programs that have not been withdrawn."""
        return self.filter(status="published")

    def at_listed_schools(self):
        """Programs of schools in the Department's current list: what a search offers unless asked for all."""
        return self.filter(school__is_listed=True)

    def at_unlisted_schools(self):
        """Programs whose school has left the Department's list."""
        return self.filter(school__is_listed=False)

    def at_level(self, *levels):
        """Programs at any of these rungs of the ladder."""
        return self.filter(level__in=levels)

    def in_state(self, *codes):
        """Programs at schools in any of these states, by postal code."""
        return self.filter(school__state__in=codes)

    def under_control(self, *controls):
        """Programs at schools that are public, nonprofit or for-profit."""
        return self.filter(school__control__in=controls)

    def matching(self, words):
        """Programs in whose title, school or place every word stands."""
        found = self
        for word in words.split():
            places = [code for code, name in states.PLACES.items() if word.lower() in name.lower().split()]
            found = found.filter(
                Q(school__name__icontains=word)
                | Q(school__display_name__icontains=word)
                | Q(school__former_names__icontains=word)
                | Q(title__icontains=word)
                | Q(school__state__in=places)
            )
        return found

    def with_reported_earnings(self):
        """Programs whose graduates' earnings are published."""
        return self.filter(outcome__earnings__isnull=False)

    def for_listing(self):
        """Gather all that a result card reads, in one query."""
        return self.select_related("school", "outcome", "outcome__release")

    def sorted_by(self, order):
        """Order by one of ORDERS; blanks come last and ties fall the same way each time."""
        return self.order_by(*ORDERS[order])


ORDERS = {
    "name": (F("school__name").asc(), "level", "id"),
    "-earnings": (F("outcome__earnings").desc(nulls_last=True), "school__name", "id"),
    "earnings": (F("outcome__earnings").asc(nulls_last=True), "school__name", "id"),
    "debt": (F("outcome__debt").asc(nulls_last=True), "school__name", "id"),
    "-debt": (F("outcome__debt").desc(nulls_last=True), "school__name", "id"),
    "-completers": (F("outcome__completers").desc(nulls_last=True), "school__name", "id"),
}
"""The words of `?sort=` and what they order by."""
