"""What a school offers at a distance, in the API."""

from rest_framework import serializers

from careerportal.api.blanks import NOT_COLLECTED, NOT_OFFERED, UNKNOWN, BlanksField
from careerportal.api.sources import SourceField
from programs.distance_education import FIELDS, DistanceEducation

WORDS = [choice for choice in DistanceEducation.choices if choice[0] != DistanceEducation.NO_LEVEL]
WORDS_HELP = (
    "all-programs: it offers every program wholly at a distance. programs: whole programs. courses: courses, and no "
    "whole program. none: neither."
)


def _why(level):
    return lambda said: said["reasons"][level]


class DistanceEducationSerializer(serializers.Serializer):
    """What the school as a whole offers at a distance; how one program is taught is that program's `delivery`."""

    undergraduate = serializers.ChoiceField(WORDS, allow_null=True, help_text=f"To undergraduates. {WORDS_HELP}")
    graduate = serializers.ChoiceField(WORDS, allow_null=True, help_text="To graduate students, in the same words.")
    source = SourceField("release")
    blanks = BlanksField(undergraduate=_why("undergraduate"), graduate=_why("graduate"), source=NOT_COLLECTED)


def said_of(school):
    """The answer's part about one school."""
    words = {level.value: getattr(school, field) for level, field in FIELDS.items()}
    said = {level: word if word in dict(WORDS) else None for level, word in words.items()}
    reasons = {level: _reason(school, word) for level, word in words.items()}
    release = school.distance_release
    return DistanceEducationSerializer(said | {"release": release, "source": release, "reasons": reasons}).data


def _reason(school, word):
    if school.distance_release_id is None:
        return NOT_COLLECTED
    return NOT_OFFERED if word == DistanceEducation.NO_LEVEL else UNKNOWN
