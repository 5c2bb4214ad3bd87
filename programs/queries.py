"""The vocabulary in which everything else asks for schools and programs."""

from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Cast, Coalesce, Length, NullIf

from careerportal.taxonomy.activity import ENDED
from careerportal.taxonomy.degree_levels import DegreeLevel
from careerportal.taxonomy.sizes import LIMITS
from programs import distance, working_adults
from programs.search import TextQuery


def is_published(path=""):
    """The condition that neither a curator nor the newest federal release has withdrawn a program.

    `path` leads to the program from the model that is asked: "programs__" from a school.
    """
    return Q((f"{path}status", "published"), (f"{path}is_current", True))


def can_be_chosen(path=""):
    """The condition that a school is in the Department's current list and is not known to have closed.

    `path` leads to the school from the model that is asked: "school__" from a program.
    """
    return Q((f"{path}is_listed", True)) & ~Q((f"{path}activity__in", ENDED))


class SchoolQuerySet(models.QuerySet):
    def listed(self):
        """Schools in the Department of Education's current list that are not known to have closed."""
        return self.filter(can_be_chosen())

    def whose_links_count(self):
        """Schools whose addresses readers follow."""
        return self.listed()

    def matching(self, words):
        """Schools in one of whose names every word stands: federal, shown, former, or others they go by."""
        found = self
        for word in words.split():
            found = found.filter(
                Q(name__icontains=word)
                | Q(display_name__icontains=word)
                | Q(former_names__icontains=word)
                | Q(aliases__icontains=word)
            )
        return found

    def with_programs(self):
        """Schools that have a published program."""
        return self.filter(Exists(self._programs().filter(school=OuterRef("pk"))))

    def _programs(self):
        return self.model._meta.get_field("programs").related_model.objects.published()

    def with_program_counts(self):
        """Add `program_count`: how many published programs the school has, counted school by school, so that a page
        of schools does not count those of all."""
        offered = self._programs().filter(school=OuterRef("pk")).order_by().values("school")
        count = Subquery(offered.annotate(count=Count("pk")).values("count"))
        return self.annotate(program_count=Coalesce(count, 0))


class ProgramQuerySet(models.QuerySet):
    def published(self):
        """Programs that neither a curator nor the newest federal release has withdrawn."""
        return self.filter(is_published())

    def whose_links_count(self):
        """Programs whose addresses readers follow."""
        return self.published().at_listed_schools()

    def public(self):
        """Programs that readers may know of: published ones and withdrawn ones, no draft and none in review."""
        return self.filter(status__in=("published", "withdrawn"))

    def at_listed_schools(self):
        """Programs of schools in the Department's current list that have not closed: what a search offers unless asked
        for all."""
        return self.filter(can_be_chosen("school__"))

    def at_unlisted_schools(self):
        """Programs whose school has closed or left the Department's list."""
        return self.filter(Q(school__is_listed=False) | Q(school__activity__in=ENDED))

    def at_level(self, *levels):
        """Programs at any of these rungs of the ladder."""
        return self.filter(level__in=levels)

    def in_fields(self, *codes):
        """Programs of any of these fields by their CIP codes; one of four digits with all that belong to it."""
        wanted = Q()
        for code in codes:
            wanted |= Q(cip__startswith=code)
        return self.filter(wanted)

    def in_state(self, *codes):
        """Programs at schools in any of these states, by postal code."""
        return self.filter(school__state__in=codes)

    def under_control(self, *controls):
        """Programs at schools that are public, nonprofit or for-profit."""
        return self.filter(school__control__in=controls)

    def matching(self, text):
        """Programs in whose title, school, place or level every word of the text is found."""
        return self.filter(TextQuery(text).condition)

    def by_relevance(self, text_query):
        """Order by how well programs match a search.TextQuery: all words in the school's name first, then by name."""
        return self.order_by(text_query.rank, *ORDERS["name"])

    def with_reported_earnings(self):
        """Programs whose graduates' earnings are published."""
        return self.filter(outcome__earnings__isnull=False)

    def with_reported_debt(self):
        """Programs whose graduates' debt is published."""
        return self.filter(outcome__debt__isnull=False)

    def taught(self, *ways):
        """Programs taught in any of these ways, and those of which nobody has said how: they may be."""
        return self.filter(delivery__in=(*ways, ""))

    def for_who_wishes(self, *wishes, keeps_unsaid=False):
        """Programs that are known to meet all of these wishes; where `keeps_unsaid`, also those that have not said."""
        return self.filter(working_adults.that_meet(wishes, keeps_unsaid=keeps_unsaid))

    def that_meet_none_of(self, *wishes):
        """Programs that are known to meet none of these wishes, and those that have not said."""
        found = self
        for wish in wishes:
            found = found.filter(~working_adults.WISHES[wish].is_met | working_adults.WISHES[wish].is_blank)
        return found

    def teaching(self, *topics):
        """Programs that teach any of these topics, as far as curators have recorded what they teach."""
        recorded = self.model._meta.get_field("topics").related_model.objects
        return self.filter(Exists(recorded.filter(program=OuterRef("pk"), topic__in=topics)))

    def not_teaching(self, *topics):
        """Programs of which nobody has recorded that they teach any of these topics."""
        recorded = self.model._meta.get_field("topics").related_model.objects
        return self.filter(~Exists(recorded.filter(program=OuterRef("pk"), topic__in=topics)))

    def of_no_size_in(self, *sizes):
        """Programs at schools of none of these sizes, and at those whose size is not known."""
        return self.exclude(pk__in=self.model.objects.of_size(*sizes).values("pk"))

    def of_size(self, *sizes):
        """Programs at schools of any of these sizes; those whose size is not known are of none."""
        undergraduates = Q()
        for size in sizes:
            undergraduates |= Q(school__undergraduates__range=LIMITS[size])
        return self.filter(undergraduates)

    def near(self, latitude, longitude, miles):
        """Programs at schools within some miles of a point, each with its `distance`; of known places only."""
        measured = self.filter(distance.box(latitude, longitude, miles))
        return measured.annotate(distance=distance.expression(latitude, longitude)).filter(distance__lte=miles)

    def federal(self):
        """Programs that a federal file lists or listed; the others only we list."""
        return self.filter(federal_key__isnull=False)

    def of_four_digits(self):
        """Programs of a whole four-digit field: they stand in for what it is made of."""
        return self.alias(cip_length=Length("cip")).filter(cip_length=len("51.07"))

    def of_six_digits(self):
        """Programs whose field is told apart."""
        return self.alias(cip_length=Length("cip")).filter(cip_length=len("51.0701"))

    def in_field_of(self, program):
        """Programs of the same four-digit field."""
        return self.filter(cip__startswith=program.field)

    def by_size(self):
        """Those with the most graduates a year first; unknown sizes last."""
        return self.sorted_by("-completers")

    def by_rung(self):
        """Lowest rung of the ladder first."""
        return self.order_by(RUNG, "title", "id")

    def in_the_family_first(self, program):
        """Programs of the same two-digit family of fields, then the others; of both the lowest rung first."""
        is_elsewhere = Case(
            When(cip__startswith=program.cip[:3], then=0), default=1, output_field=models.IntegerField()
        )
        return self.order_by(is_elsewhere, RUNG, "title", "id")

    def for_listing(self):
        """Gather all that a result card reads, in one query."""
        return self.select_related("school", "outcome", "outcome__release")

    def for_reading(self):
        """Gather what the page of one program reads of its own row and its school."""
        return self.for_listing().select_related("school__distance_release")

    def for_comparing(self):
        """Gather all that stands in a column of a comparison, withdrawn programs and their successors included."""
        return (
            self.for_listing()
            .select_related("successor", "school__distance_release")
            .prefetch_related("topics", "accreditations", "deadlines", "school__charges__release")
        )

    def sorted_by(self, order):
        """Order by one of ORDERS; blanks come last and ties fall the same way each time."""
        return self.order_by(*ORDERS[order])


RUNG = Case(*[When(level=level, then=level.rung) for level in DegreeLevel], output_field=models.IntegerField())
"""The place of a program's level on the ladder."""

PAYBACK = Cast("outcome__debt", models.FloatField()) / NullIf(F("outcome__earnings"), 0)
"""Median debt as a share of a year's median earnings: the smaller, the sooner a loan is paid back."""

ORDERS = {
    "name": (F("school__name").asc(), RUNG, "id"),
    "-earnings": (F("outcome__earnings").desc(nulls_last=True), "school__name", "id"),
    "earnings": (F("outcome__earnings").asc(nulls_last=True), "school__name", "id"),
    "debt": (F("outcome__debt").asc(nulls_last=True), "school__name", "id"),
    "-debt": (F("outcome__debt").desc(nulls_last=True), "school__name", "id"),
    "payback": (PAYBACK.asc(nulls_last=True), "school__name", "id"),
    "-completers": (F("outcome__completers").desc(nulls_last=True), "school__name", "id"),
    "distance": ("distance", "school__name", "id"),
}
"""The words of `?sort=` and what they order by; distance only after near()."""
