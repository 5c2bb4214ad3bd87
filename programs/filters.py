"""How programs can be narrowed: one description, which page, API, feed and export share."""

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.functional import cached_property

from careerportal.taxonomy import states
from careerportal.taxonomy.controls import Control
from careerportal.taxonomy.degree_levels import DegreeLevel
from programs import search
from programs.models import Program

LONGEST_TEXT = 200
LARGEST_AMOUNT = 10_000_000
LONGEST_ECHO = 40
"""Characters of a wrong value that a notice repeats."""

ORDER_LABELS = {
    "relevance": "Best match",
    "name": "School, A to Z",
    "-earnings": "Earnings, highest first",
    "earnings": "Earnings, lowest first",
    "debt": "Debt, lowest first",
    "-debt": "Debt, highest first",
    "-completers": "Graduates a year, most first",
}
"""The words of `?sort=`. Without one, programs stand by relevance where there is a keyword, else by name."""

HAS_CHOICES = {"earnings": "Earnings are published", "debt": "Debt is published"}
LISTED_CHOICES = {"all": "Also schools no longer in the Department of Education's list"}


class WordsField(forms.MultipleChoiceField):
    """Several words of a list; an empty one, as a form without a choice sends it, is no choice."""

    def to_python(self, value):
        return [word for word in super().to_python(value) if word]


class WordsFilter(django_filters.MultipleChoiceFilter):
    field_class = WordsField


class DollarsFilter(django_filters.NumberFilter):
    """Whole dollars, from 0 to ten million."""

    field_class = forms.IntegerField

    def __init__(self, **options):
        limits = {"min_value": 0, "max_value": LARGEST_AMOUNT}
        super().__init__(help_text=f"whole dollars from 0 to {LARGEST_AMOUNT:,}", **limits, **options)

    def get_max_validator(self):
        """The field has a limit of its own."""
        return None


class ProgramFilterSet(django_filters.FilterSet):
    """The one description of how programs can be narrowed: page and API both use it."""

    q = django_filters.CharFilter(label="Keyword", method="filter_text", max_length=LONGEST_TEXT)
    level = WordsFilter(label="Level", choices=DegreeLevel.choices, method="filter_level")
    state = WordsFilter(label="State", choices=list(states.PLACES.items()), method="filter_state")
    control = WordsFilter(label="Kind of school", choices=Control.choices, method="filter_control")
    earnings_min = DollarsFilter(label="Graduates earn at least", method="filter_earnings")
    debt_max = DollarsFilter(label="Graduates owe at most", method="filter_debt")
    has = WordsFilter(label="Figures", choices=list(HAS_CHOICES.items()), method="filter_has")
    listed = django_filters.ChoiceFilter(
        label="Schools", choices=list(LISTED_CHOICES.items()), empty_label=None, method="filter_nothing"
    )
    sort = django_filters.ChoiceFilter(
        label="Sort by", choices=list(ORDER_LABELS.items()), empty_label=None, method="filter_nothing"
    )

    class Meta:
        model = Program
        fields = []

    @classmethod
    def known_parameters(cls):
        """The names of all parameters, in the order in which a form shows them."""
        return tuple(cls.base_filters)

    @classmethod
    def forgiving(cls, data, queryset):
        """Leave out only the values that are wrong; `notices` says of each what it was and what would be right."""
        asked = cls(data, queryset=queryset)
        kept, notices = QueryDict(mutable=True), []
        for name, field in asked.form.fields.items():
            for value in _values(data, name, field):
                if problem := _problem(field, value):
                    notices.append({"parameter": name, "text": _explain(name, value, problem)})
                elif value.strip():
                    kept.appendlist(name, value.strip())
        filterset = cls(kept, queryset=queryset)
        filterset.notices = notices
        return filterset

    @property
    def chosen(self):
        """What narrows or widens the list, {name: value or list of values}: every filter in use, the order left out."""
        if not self.is_valid():
            return {}
        given = {name: value for name, value in self.form.cleaned_data.items() if value not in (None, "", [])}
        given.pop("sort", None)
        return given

    @property
    def order(self):
        """The word of the order in use."""
        asked = self.form.cleaned_data["sort"] if self.is_valid() else ""
        return self.usual_order if asked in ("", "relevance") else asked

    @property
    def usual_order(self):
        """The word of the order that stands where none is asked for."""
        return "relevance" if "q" in self.chosen else "name"

    @property
    def orders(self):
        """What a reader may choose from: {word: label}, the usual order first and without a word of its own.

        So a form sends no order unless one is chosen, and a keyword typed later still brings the best match first.
        """
        others = {word: label for word, label in ORDER_LABELS.items() if word not in ("relevance", self.usual_order)}
        return {"": ORDER_LABELS[self.usual_order]} | others

    @cached_property
    def conditions(self):
        """Keyword → its condition on the search index, worked out once for this search and all that derive from it."""
        return {}

    def without(self, *names):
        """The same filters less some of them, on the same programs."""
        data = self.data.copy()
        for name in names:
            data.pop(name, None)
        return self._derive(data)

    def with_unlisted(self):
        """The same filters, on programs of every school, listed or not."""
        data = self.data.copy()
        data["listed"] = "all"
        return self._derive(data)

    def _derive(self, data):
        derived = type(self)(data, queryset=self.queryset)
        derived.conditions = self.conditions
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
            return self.matches.by_relevance(self.form.cleaned_data["q"])
        return self.matches.sorted_by(self.order)

    def filter_text(self, queryset, name, value):
        if value not in self.conditions:
            self.conditions[value] = search.condition(value)
        return queryset.filter(self.conditions[value])

    def filter_level(self, queryset, name, value):
        return queryset.at_level(*value)

    def filter_state(self, queryset, name, value):
        return queryset.in_state(*value)

    def filter_control(self, queryset, name, value):
        return queryset.under_control(*value)

    def filter_earnings(self, queryset, name, value):
        return queryset.earning_at_least(value)

    def filter_debt(self, queryset, name, value):
        return queryset.owing_at_most(value)

    def filter_has(self, queryset, name, value):
        if "earnings" in value:
            queryset = queryset.with_reported_earnings()
        return queryset.with_reported_debt() if "debt" in value else queryset

    def filter_nothing(self, queryset, name, value):
        """`listed` and `sort` act on the whole list, in filter_queryset."""
        return queryset


def _values(data, name, field):
    """The values of a parameter: each of them where several may be chosen, else the last, as in a form."""
    given = data.getlist(name) if hasattr(data, "getlist") else [data[name]] if name in data else []
    return list(dict.fromkeys(given)) if isinstance(field, WordsField) else given[-1:]


def _problem(field, value):
    """Say why a field refuses a value, or return an empty text."""
    try:
        field.clean([value] if isinstance(field, WordsField) else value)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def _explain(name, value, problem):
    """Say to a person which value was left out and what would be right."""
    shown = value if len(value) <= LONGEST_ECHO else f"{value[:LONGEST_ECHO]}…"
    if name == "q":
        return f"The keyword was left out: it may have up to {LONGEST_TEXT} ordinary characters."
    return f"{name}={shown.replace(chr(0), '')} {RIGHT_VALUES[name](value)}"


def _right_state(value):
    code = next((code for code, name in states.PLACES.items() if value.lower() in (code.lower(), name.lower())), None)
    hint = f"did you mean state={code}?" if code else "use a postal code such as TX or OH."
    return f"is not a state we know; {hint}"


def _right_dollars(value):
    return f"is not an amount we can use; write whole dollars from 0 to {LARGEST_AMOUNT:,}, such as 45000."


RIGHT_VALUES = {
    "level": lambda value: f"is not a level we know; the levels are {', '.join(DegreeLevel.values)}.",
    "state": _right_state,
    "control": lambda value: f"is not a kind of school we know; the kinds are {', '.join(Control.values)}.",
    "earnings_min": _right_dollars,
    "debt_max": _right_dollars,
    "has": lambda value: f"is not a figure we can ask for; there are {' and '.join(HAS_CHOICES)}.",
    "listed": lambda value: "is not known; listed=all also shows schools no longer in the Department's list.",
    "sort": lambda value: f"is not an order we know; the orders are {', '.join(ORDER_LABELS)}.",
}
"""Parameter → what to say of a wrong value, and what would be right."""
