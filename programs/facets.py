"""How many programs each choice of a filter would leave.

The counts of a facet ignore the facet's own selection: with Texas chosen, Ohio still says how many it has. One GROUP BY
for each facet, and one query for the two figures a program may have.
"""

from django.db.models import Count

from careerportal.taxonomy.regions import REGIONS
from programs.filter_words import HAS_CHOICES

GROUPED_BY = {"level": "level", "state": "school__state", "control": "school__control", "delivery": "delivery"}
"""Facet → the column whose values it counts."""

SEEN_AT_ONCE = 9
"""A filter group shows so many choices and folds the others away."""


def facets_of(filterset):
    """Return {name: [choice, …]} for level, state, region, control, delivery and has; six queries.

    A choice is what the component filter_group shows: value, label, count, checked, and an id for its count. Delivery
    is offered only where somebody has said of a program how it is taught.
    """
    counts = {name: _grouped(filterset, name, column) for name, column in GROUPED_BY.items()}
    counts["region"] = _in_regions(_grouped(filterset, "region", "school__state"))
    counts["delivery"] = _taught(counts["delivery"])
    counts["has"] = _with_figures(filterset)
    if not counts["delivery"] and "delivery" not in filterset.chosen:
        del counts["delivery"]
    facets = {name: _choices(filterset, name, counts[name]) for name in counts}
    return facets | {"state": _likeliest_first(facets["state"])}


def _grouped(filterset, name, column):
    rows = filterset.without(name).matches.values_list(column).annotate(Count("pk"))
    return dict(rows)


def _in_regions(counts):
    return {region: sum(counts.get(state, 0) for state in states) for region, states in REGIONS.items()}


def _taught(counts):
    """Count the programs that say they are taught so, and those of which nobody has said how: a search keeps both."""
    unsaid = counts.pop("", 0)
    return {way: count + unsaid for way, count in counts.items()}


def _with_figures(filterset):
    """Count programs with published earnings and with published debt."""
    columns = {name: Count(f"outcome__{name}") for name in HAS_CHOICES}
    return filterset.without("has").matches.aggregate(**columns)


def _choices(filterset, name, counts):
    chosen = filterset.chosen.get(name, [])
    return [
        {
            "value": value,
            "label": label,
            "count": counts.get(value, 0),
            "checked": value in chosen,
            "count_id": f"count-{name}-{value}",
        }
        for value, label in filterset.form.fields[name].choices
    ]


def _likeliest_first(choices):
    """Put before the fold what is ticked and what has most programs; the others stay in their order."""
    seen = sorted(choices, key=lambda choice: (not choice["checked"], -choice["count"]))[:SEEN_AT_ONCE]
    return seen + [choice for choice in choices if choice not in seen]


def unlisted_count(filterset):
    """How many programs the same filters find at schools that have left the Department's list."""
    return filterset.with_unlisted().matches.at_unlisted_schools().count()


def looser_searches(filterset):
    """When nothing is found: the same search less one filter each, those that find something, most first."""
    found = []
    for name in filterset.chosen:
        if name == "listed":
            continue
        looser = filterset.without(name)
        if count := looser.matches.count():
            found.append({"name": name, "filterset": looser, "count": count})
    return sorted(found, key=lambda search: -search["count"])
