"""How many programs each choice of a filter would leave.

The counts of a facet ignore the facet's own selection: with Texas chosen, Ohio still says how many it has. All of them
come from what programs.found.Found has counted already.
"""

from django.utils.translation import get_language

from careerportal.taxonomy.regions import REGIONS
from programs.filter_words import HAS_CHOICES

SEEN_AT_ONCE = 9
"""A filter group shows so many choices and folds the others away."""

_said = {}
"""(language, filter) → its labels; a page shows ninety, and looking one up takes as long as drawing it."""


def facets_of(found):
    """Return {name: [choice, …]} for level, state, region, control, delivery, size, topic, study, field and has.

    A choice is what the component filter_group shows: value, label, count, checked, and an id for its count. Delivery
    is offered only where somebody has said of a program how it is taught, size where the size of a school is known,
    topics where a curator has recorded one of any program, and fields where programs are told apart by them.
    """
    counts = {name: found.at_each(name, ignoring=name) for name in ("level", "state", "control")}
    counts["delivery"] = _taught(found.at_each("delivery", ignoring="delivery"))
    counts["region"] = _in_regions(found.at_each("state", ignoring="region"))
    counts["has"] = {name: found.at_each(f"has_{name}", ignoring="has").get(True, 0) for name in HAS_CHOICES}
    if not counts["delivery"] and "delivery" not in found.chosen:
        del counts["delivery"]
    if found.columns.knows_sizes or "size" in found.chosen:
        counts["size"] = found.at_each("size", ignoring="size")
    if found.columns.topics or "topic" in found.chosen:
        counts["topic"] = _known_to_teach(found)
    if found.columns.wishes or "study" in found.chosen:
        counts["study"] = _meeting(found)
    if found.columns.fields or "field" in found.chosen:
        counts["field"] = _in_fields(found)
    facets = {name: _choices(found.filterset, name, counts[name]) for name in counts}
    if "study" in facets:
        known = found.columns.wishes.keys() | set(found.chosen.get("study", []))
        facets["study"] = [choice for choice in facets["study"] if choice["value"] in known]
    return facets | {name: _likeliest_first(facets[name]) for name in ("state", "field") if name in facets}


def _in_regions(counts):
    return {region: sum(counts.get(state, 0) for state in states) for region, states in REGIONS.items()}


def _taught(counts):
    """Count the programs that say they are taught so, and those of which nobody has said how: a search keeps both."""
    unsaid = counts.get("", 0)
    return {way: count + unsaid for way, count in counts.items() if way}


def _known_to_teach(found):
    """Count the programs of each topic that are found apart from the choice of topics."""
    others = found.of(found.filterset.without("topic")) if "topic" in found.chosen else found
    return {topic: others.among(programs) for topic, programs in found.columns.topics.items()}


def _in_fields(found):
    """Count the programs of each field that are found apart from the choice of fields."""
    others = found.of(found.filterset.without("field")) if "field" in found.chosen else found
    chosen = {code: found.columns.in_fields([code]) for code in found.chosen.get("field", [])}
    return {code: others.among(programs) for code, programs in (found.columns.fields | chosen).items()}


def _meeting(found):
    """Count the programs of each wish that are found apart from the wishes, with those that have not said if asked."""
    others, keeps = (
        found.of(found.filterset.without("study")) if "study" in found.chosen else found,
        "unsaid" in found.chosen,
    )
    return {wish: others.among(met | blank if keeps else met) for wish, (met, blank) in found.columns.wishes.items()}


def _choices(filterset, name, counts):
    chosen = filterset.chosen.get(name, [])
    if name != "field":
        known = _labels(filterset, name)
    else:
        # A title may be broken after its slashes, where there is little room.
        known = [(code, filterset.asked.known().title_of(code).replace("/", "/\u200b")) for code in counts]
    return [
        {
            "value": value,
            "label": label,
            "count": counts.get(value, 0),
            "checked": value in chosen,
            "count_id": f"count-{name}-{value.replace('.', '-')}",
        }
        for value, label in known
    ]


def _labels(filterset, name):
    """(value, label) of each choice of a filter, in the language that is spoken."""
    key = get_language(), name
    if key not in _said:
        _said[key] = [(value, str(label)) for value, label in filterset.form.fields[name].choices]
    return _said[key]


def _likeliest_first(choices):
    """Put before the fold what is ticked and what has most programs; the others stay in their order."""
    ordered = sorted(choices, key=lambda choice: (not choice["checked"], -choice["count"]))
    seen = {choice["value"] for choice in ordered[:SEEN_AT_ONCE]}
    return ordered[:SEEN_AT_ONCE] + [choice for choice in choices if choice["value"] not in seen]


def looser_searches(found):
    """When nothing is found: the same search less one filter each, those that find something, most first."""
    looser = []
    for name in found.chosen:
        if name != "listed":
            other = found.of(found.filterset.without(name))
            if count := other.count():
                looser.append({"name": name, "filterset": other.filterset, "count": count})
    return sorted(looser, key=lambda search: -search["count"])
