"""What the portal is measured against within Django: an empty view, and a search page as one would write it first.

The plain page has the same rows, filters and facet counts as the portal's, through django-filter, the ORM, Paginator
and one template. Nothing in it is slow on purpose, and nothing is clever.
"""

import django_filters
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render

from careerportal.taxonomy import states
from careerportal.taxonomy.controls import Control
from careerportal.taxonomy.degree_levels import DegreeLevel
from programs.models import Program


def empty(request):
    """Nothing but Django and the portal's middleware."""
    return HttpResponse("")


class PlainFilterSet(django_filters.FilterSet):
    q = django_filters.CharFilter(method="filter_words")
    level = django_filters.MultipleChoiceFilter(choices=DegreeLevel.choices)
    state = django_filters.MultipleChoiceFilter(field_name="school__state", choices=list(states.PLACES.items()))
    control = django_filters.MultipleChoiceFilter(field_name="school__control", choices=Control.choices)
    earnings_min = django_filters.NumberFilter(field_name="outcome__earnings", lookup_expr="gte")
    debt_max = django_filters.NumberFilter(field_name="outcome__debt", lookup_expr="lte")
    sort = django_filters.OrderingFilter(
        fields={"school__name": "name", "outcome__earnings": "earnings", "outcome__debt": "debt"}
    )

    class Meta:
        model = Program
        fields = []

    def filter_words(self, queryset, name, value):
        for word in value.split():
            queryset = queryset.filter(
                Q(title__icontains=word) | Q(school__name__icontains=word) | Q(school__state__iexact=word)
            )
        return queryset


def program_list(request):
    """Filters, facet counts and 25 rows."""
    programs = Program.objects.filter(status="published", is_current=True, school__is_listed=True)
    filterset = PlainFilterSet(request.GET, queryset=programs)
    found = filterset.qs.select_related("school", "outcome", "outcome__release")
    if not request.GET.get("sort"):
        found = found.order_by("school__name", "id")
    counted = filterset.qs.order_by()
    context = {
        "filterset": filterset,
        "page": Paginator(found, 25).get_page(request.GET.get("page")),
        "facets": {
            name: counted.values_list(column).annotate(count=Count("pk")).order_by("-count")
            for name, column in {"level": "level", "state": "school__state", "control": "school__control"}.items()
        },
        "figures": counted.aggregate(earnings=Count("outcome__earnings"), debt=Count("outcome__debt")),
    }
    return render(request, "plain_list.html", context)
