"""Which programs prepare for a certification's exam: the topics that programs teach beside the areas that it covers.

Both are entered by curators, each from its own source; only what is recorded counts.
"""

from dataclasses import dataclass

from django.db.models import Count

from careerportal.taxonomy.topics import Topic
from programs.models import Program


@dataclass(frozen=True)
class Match:
    """A topic of coursework, the exam areas that it prepares for, and how many programs we list teach it."""

    topic: Topic
    areas: list
    count: int


@dataclass(frozen=True)
class Preparation:
    """What is recorded of the way from programs to an exam. `program_count` counts each program once."""

    has_areas: bool
    matches: list
    program_count: int


def preparation_for(certification):
    """Set the recorded areas of a certification's exam beside the recorded topics of programs."""
    areas = list(certification.exam_areas.all())
    topics = {area.topic for area in areas if area.topic}
    if not topics:
        return Preparation(bool(areas), [], 0)
    programs = Program.objects.published().at_listed_schools().teaching(*topics).order_by()
    counts = dict(
        programs.filter(topics__topic__in=topics, topics__is_withdrawn=False)
        .values_list("topics__topic")
        .annotate(Count("pk"))
    )
    matches = [
        Match(topic, [area.name for area in areas if area.topic == topic], counts[topic])
        for topic in Topic
        if topic in counts
    ]
    return Preparation(True, matches, programs.count() if matches else 0)
