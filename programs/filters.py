"""How programs can be narrowed: one description, which page, API, feed and export share."""

from functools import cache

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.http import QueryDict
from django.utils.functional import cached_property

from careerportal.taxonomy import regions, states
from careerportal.taxonomy.controls import Control
from careerportal.taxonomy.degree_levels import DegreeLevel
from careerportal.taxonomy.sizes import SchoolSize
from careerportal.taxonomy.topics import Topic
from programs import places, vocabulary
from programs.asked import Asked
from programs.filter_fields import DollarsFilter, FieldsFilter, MilesFilter, PlaceFilter, WordsField, WordsFilter
from programs.filter_words import (
    DELIVERY_CHOICES,
    FIELD_HELP,
    HAS_CHOICES,
    LISTED_CHOICES,
    LONGEST_TEXT,
    NOT_A_TEXT,
    ORDER_LABELS,
    explain,
)
from programs.light_filters import LightFilterSet
from programs.models import Program
from programs.search import TextQuery
from programs.working_adults import KEPT_UNSAID, Wish


class ProgramFilterForm(forms.Form):
    """The filters as a form. What measures from a place needs one."""

    def clean(self):
        given = super().clean()
        if not given.get("near") and "near" not in self.errors:
            for name in measured_from_a_place(given):
                self.add_error(name, "This needs a place: say where with near, such as near=76201.")
        return given


def measured_from_a_place(given):
    """The names of parameters that mean nothing without `near`."""
    names = ["miles"] if given.get("miles") else []
    return [*names, "sort"] if given.get("sort") == "distance" else names


class ProgramFilterSet(LightFilterSet):
    """The one description of how programs can be narrowed: page and API both use it."""

    q = django_filters.CharFilter(
        label="Keyword", method="filter_text", max_length=LONGEST_TEXT,
        validators=[RegexValidator(NOT_A_TEXT, "Control characters are no words.", inverse_match=True)],
    )  # fmt: skip
    level = WordsFilter(label="Level", choices=DegreeLevel.choices, method="filter_level")
    field = FieldsFilter(label="Field of study", choices=(), method="filter_field", help_text=FIELD_HELP)
    state = WordsFilter(label="State", choices=list(states.PLACES.items()), method="filter_state")
    region = WordsFilter(label="Region", choices=list(regions.NAMES.items()), method="filter_region")
    control = WordsFilter(label="Kind of school", choices=Control.choices, method="filter_control")
    delivery = WordsFilter(label="How it is taught", choices=list(DELIVERY_CHOICES.items()), method="filter_delivery")
    topic = WordsFilter(label="Topics taught, as far as recorded", choices=Topic.choices, method="filter_topic")
    study = WordsFilter(label="While you work", choices=Wish.choices, method="filter_study")
    unsaid = django_filters.ChoiceFilter(
        label="Not said", choices=list(KEPT_UNSAID.items()), empty_label=None, method="filter_nothing"
    )
    earnings_min = DollarsFilter(label="Graduates earn at least", field_name="outcome__earnings", lookup_expr="gte")
    earnings_max = DollarsFilter(label="Graduates earn at most", field_name="outcome__earnings", lookup_expr="lte")
    debt_min = DollarsFilter(label="Graduates owe at least", field_name="outcome__debt", lookup_expr="gte")
    debt_max = DollarsFilter(label="Graduates owe at most", field_name="outcome__debt", lookup_expr="lte")
    has = WordsFilter(label="Figures", choices=list(HAS_CHOICES.items()), method="filter_has")
    listed = django_filters.ChoiceFilter(
        label="Schools", choices=list(LISTED_CHOICES.items()), empty_label=None, method="filter_nothing"
    )
    sort = django_filters.ChoiceFilter(
        label="Sort by", choices=list(ORDER_LABELS.items()), empty_label=None, method="filter_nothing"
    )
    size = WordsFilter(label="School size", choices=SchoolSize.choices, method="filter_size")
    near = PlaceFilter(label="Near", method="filter_near")
    miles = MilesFilter(label="Within so many miles", method="filter_nothing")
    exact = django_filters.ChoiceFilter(
        label="Words as they stand", choices=[("1", "Yes")], empty_label=None, method="filter_nothing"
    )

    class Meta:
        model = Program
        fields = []
        form = ProgramFilterForm

    def __init__(self, data=None, queryset=None, *, known=None, **options):
        self.asked = Asked(QueryDict() if data is None else data, known or cache(vocabulary.current))
        super().__init__(self.asked.understood(), queryset=queryset, **options)

    notices = ()
    """What `forgiving` left out, each {"parameter", "text"}."""

    @classmethod
    def known_parameters(cls):
        """The names of all parameters, in the order in which a form shows them."""
        return tuple(cls.base_filters)

    @classmethod
    def forgiving(cls, data, queryset, **options):
        """Leave out only the values that are wrong; `notices` says of each what it was and what would be right."""
        asked = cls(data, queryset=queryset, **options)
        kept, notices = QueryDict(mutable=True), []
        for name, field in asked.form.fields.items():
            for value in _values(data, name, field):
                if not _is_right(field, value):
                    notices.append({"parameter": name, "text": explain(name, value)})
                elif value.strip():
                    kept.appendlist(name, value.strip())
        if "near" not in kept:
            for name in measured_from_a_place(kept):
                value = kept.pop(name)[-1]
                if not data.get("near"):
                    notices.append({"parameter": name, "text": explain(name, value)})
        filterset = asked
        if dict(kept.lists()) != {name: data.getlist(name) for name in asked.form.fields if name in data}:
            filterset = cls(kept, queryset=queryset, known=asked.asked.known)
        filterset.notices = notices
        return filterset

    @cached_property
    def chosen(self):
        """What narrows or widens the list, {name: value or list of values}: every filter in use, the order left out."""
        if not self.is_valid():
            return {}
        given = {name: value for name, value in self.form.cleaned_data.items() if value not in (None, "", [])}
        if "near" in given:
            given["near"] = places.Surroundings(given["near"], given.get("miles") or places.USUAL_MILES)
        for name in ("sort", "exact", "miles", *([] if "study" in given else ["unsaid"])):
            given.pop(name, None)
        return given

    @property
    def order(self):
        """The word of the order in use."""
        asked = self.form.cleaned_data.get("sort", "") if self.is_valid() else ""
        return self.usual_order if asked in ("", "relevance") else asked

    @property
    def usual_order(self):
        """The word of the order that stands where none is asked for."""
        if "q" in self.chosen:
            return "relevance"
        return "distance" if "near" in self.chosen else "name"

    @property
    def orders(self):
        """What a reader may choose from: {word: label}, the usual order first and without a word of its own.

        So a form sends no order unless one is chosen, and a keyword typed later still brings the best match first.
        """
        hidden = {"relevance", self.usual_order} | (set() if "near" in self.chosen else {"distance"})
        others = {word: label for word, label in ORDER_LABELS.items() if word not in hidden}
        return {"": ORDER_LABELS[self.usual_order]} | others

    @cached_property
    def text_queries(self):
        """Keyword → its TextQuery, worked out once for this search and all that derive from it."""
        return {}

    @property
    def text_query(self):
        """The TextQuery of the words in force; of no words where there are none."""
        return self._put(self.chosen.get("q", ""))

    def _put(self, text):
        if text not in self.text_queries:
            self.text_queries[text] = TextQuery(text, self.asked.known() if text else None)
        return self.text_queries[text]

    def without(self, *names):
        """The same filters less some of them, on the same programs."""
        data = self.data.copy()
        for name in (*names, *(["miles"] if "near" in names else [])):
            data.pop(name, None)
        if "near" in names and data.get("sort") == "distance":
            data.pop("sort")
        return self._derive(data)

    def only(self, *names):
        """Some of the filters alone, on programs of every school."""
        data = QueryDict("listed=all", mutable=True)
        for name in (*names, *(["miles"] if "near" in names else [])):
            if name in self.data:
                data.setlist(name, self.data.getlist(name))
        return self._derive(data)

    def asking(self, text):
        """The same filters with another sentence in place of the words, understood anew."""
        data = self.data.copy()
        data["q"] = text
        data.pop("exact", None)
        return self._derive(data)

    def with_unlisted(self):
        """The same filters, on programs of every school, listed or not."""
        data = self.data.copy()
        data["listed"] = "all"
        return self._derive(data)

    def with_unsaid(self):
        """The same filters, with the programs that have not said what is asked of study beside work."""
        data = self.data.copy()
        data["unsaid"] = "keep"
        return self._derive(data)

    def _derive(self, data):
        derived = type(self)(data, queryset=self.queryset, known=self.asked.known)
        derived.text_queries = self.text_queries
        derived.notices = self.notices
        return derived

    def query_string(self, without=(), **changes):
        """The query string of these filters: `without` leaves out (name, value) pairs, `changes` sets or drops."""
        query = QueryDict(mutable=True)
        for name in self.known_parameters():
            values = self.data.getlist(name) if name in self.data else []
            if name in changes:
                values = [] if changes[name] is None else [str(changes[name])]
            for value in values:
                if value and (name, value) not in without:
                    query.appendlist(name, value)
        if "q" not in query:
            query.pop("exact", None)
        return query.urlencode()

    @cached_property
    def matches(self):
        """The programs that pass, in no order: enough to count them."""
        self.form.is_valid()
        found = super().filter_queryset(self.queryset.all())
        if self.form.cleaned_data.get("listed") != "all":
            found = found.at_listed_schools()
        return found.order_by()

    def filter_queryset(self, queryset):
        """Narrow by what is chosen, leave out unlisted schools unless asked for, and order."""
        if self.order == "relevance":
            return self.matches.by_relevance(self.text_query)
        return self.matches.sorted_by(self.order)

    def filter_text(self, queryset, name, value):
        return queryset.filter(self._put(value).condition)

    def filter_level(self, queryset, name, value):
        return queryset.at_level(*value)

    def filter_field(self, queryset, name, value: str):
        return queryset.in_fields(*value)

    def filter_state(self, queryset, name, value):
        return queryset.in_state(*value)

    def filter_control(self, queryset, name, value):
        return queryset.under_control(*value)

    def filter_region(self, queryset, name, value):
        return queryset.in_state(*{state for region in value for state in regions.REGIONS[region]})

    def filter_delivery(self, queryset, name, value):
        return queryset.taught(*value)

    def filter_topic(self, queryset, name, value):
        return queryset.teaching(*value)

    def filter_study(self, queryset, name, value):
        return queryset.for_who_wishes(*value, keeps_unsaid=bool(self.form.cleaned_data.get("unsaid")))

    def filter_size(self, queryset, name, value):
        return queryset.of_size(*value)

    def filter_near(self, queryset, name, value):
        miles = self.form.cleaned_data.get("miles") or places.USUAL_MILES
        return queryset.near(value.latitude, value.longitude, miles)

    def filter_has(self, queryset, name, value):
        if "earnings" in value:
            queryset = queryset.with_reported_earnings()
        return queryset.with_reported_debt() if "debt" in value else queryset

    def filter_nothing(self, queryset, name, value):
        """`listed` and `sort` act on the whole list; `exact` on the words, `miles` on `near`, `unsaid` on `study`."""
        return queryset


def _values(data, name, field):
    """The values of a parameter: each of them where several may be chosen, else the last, as in a form."""
    given = data.getlist(name) if hasattr(data, "getlist") else [data[name]] if name in data else []
    return list(dict.fromkeys(given)) if isinstance(field, WordsField) else given[-1:]


def _is_right(field, value):
    try:
        field.clean([value] if isinstance(field, WordsField) else value)
    except ValidationError:
        return False
    return True
