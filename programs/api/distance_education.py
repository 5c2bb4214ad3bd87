"""What a school offers at a distance, in the API."""

from rest_framework import serializers

from careerportal.api.blanks import NOT_COLLECTED, NOT_OFFERED, UNKNOWN, BlanksField
from careerportal.api.sources import SourceField, source_of_figures
from programs.distance_education import FIELDS, DistanceEducation

WORDS = [choice for choice in DistanceEducation.choices if choice[0] != DistanceEducation.NO_LEVEL]
WORDS_HELP = (
    "all-programs: it offers every program wholly at a distance. programs: whole programs. courses: courses, and no "
    "whole program. none: neither."
)

NO_WORD = {"": UNKNOWN, DistanceEducation.NO_LEVEL: NOT_OFFERED}
"""What stands in place of a word → why the answer has none."""


class DistanceEducationSerializer(serializers.Serializer):
    """What the school as a whole offers at a distance; how one program is taught is that program's `delivery`."""

    # It describes the answer alone: said_of writes it, because a serializer for each school takes forty times as long.

    undergraduate = serializers.ChoiceField(WORDS, allow_null=True, help_text=f"To undergraduates. {WORDS_HELP}")
    graduate = serializers.ChoiceField(WORDS, allow_null=True, help_text="To graduate students, in the same words.")
    source = SourceField("release")
    blanks = BlanksField(undergraduate=UNKNOWN, graduate=UNKNOWN, source=NOT_COLLECTED)


def said_of(school):
    """The answer's part about one school."""
    release, said, blanks = school.distance_release, {}, {}
    for level, field in FIELDS.items():
        word = getattr(school, field)
        said[level.value] = None if word in NO_WORD else word
        if word in NO_WORD:
            blanks[level.value] = (NO_WORD[word] if release else NOT_COLLECTED).value
    if release is None:
        blanks["source"] = NOT_COLLECTED.value
    source = source_of_figures(release.source, release.edition) if release else None
    return {**said, "source": source, "blanks": blanks}
