"""The degree ladder as the API gives it: the rungs, our guide to each, and how many programs stand on it."""

from django.db.models import Count

from careerportal.taxonomy.degree_levels import IPEDS_LEVELS, SCORECARD_LEVELS, DegreeLevel
from programs.models import Program

TEXTS = ("summary", "typical_length", "entry", "body", "leads_to", "source")


def ladder(guides):
    """Return one row for each level, lowest first, with the guide to it where there is one."""
    guides = {guide.level: guide for guide in guides}
    offered = Program.objects.published().at_listed_schools().order_by()
    counts = dict(offered.values_list("level").annotate(Count("id")))
    return [_row(level, guides.get(level), counts.get(level, 0)) for level in DegreeLevel]


def _row(level, guide, program_count):
    return {
        "level": level.value,
        "title": level.label,
        "rung": level.rung,
        "scorecard_codes": [code for code, word in SCORECARD_LEVELS.items() if word == level],
        "ipeds_codes": [code for code, word in IPEDS_LEVELS.items() if word == level],
        "program_count": program_count,
        "checked_on": guide.checked_on if guide else None,
    } | {text: getattr(guide, text, "") for text in TEXTS}
