"""Values that may be blank, each with the reason: `{"value": 57546, "status": "reported"}`."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from careerportal.taxonomy.figures import FigureStatus

STATUS_HELP = (
    "reported: the value is the source's. top_coded: the true value is this or more. withheld: the source keeps it "
    "back, for privacy or because the estimate is not reliable. not_collected: the source does not collect it. "
    "not_offered: there is no such thing here. unknown: nobody has published it, and the source does not say why."
)


class FigureSerializer(serializers.Serializer):
    """A number, or null and the reason why there is none. A blank is never 0."""

    value = serializers.FloatField(allow_null=True)
    status = serializers.ChoiceField(FigureStatus.choices, help_text=STATUS_HELP)


class WordSerializer(serializers.Serializer):
    """A word, or null and the reason why there is none."""

    value = serializers.CharField(allow_null=True)
    status = serializers.ChoiceField(FigureStatus.choices, help_text=STATUS_HELP)


class YesNoSerializer(serializers.Serializer):
    """True or false, or null and the reason why nobody can say."""

    value = serializers.BooleanField(allow_null=True)
    status = serializers.ChoiceField(FigureStatus.choices, help_text=STATUS_HELP)


class _OfRow(serializers.Field):
    """A field that is given the whole row, because value and reason stand in different columns."""

    members = ("value", "status")

    def __init__(self, text, **kwargs):
        super().__init__(source="*", read_only=True, help_text=text, **kwargs)


@extend_schema_field(FigureSerializer)
class FigureField(_OfRow):
    """A figure of a row that derives from HasFigures."""

    def __init__(self, text, *, unit, **kwargs):
        super().__init__(f"{text}. Unit: {unit}.", **kwargs)

    def to_representation(self, row):
        figure = row.figure(self.field_name)
        return {"value": figure.value, "status": figure.status.value}


class _CuratedField(_OfRow):
    """A value that our curators write: where they have not, it is unknown."""

    def to_representation(self, row):
        value = getattr(row, self.field_name)
        is_blank = value in (None, "")
        status = FigureStatus.UNKNOWN if is_blank else FigureStatus.REPORTED
        return {"value": None if is_blank else value, "status": status.value}


@extend_schema_field(FigureSerializer)
class CuratedNumber(_CuratedField):
    """A number that our curators write."""


@extend_schema_field(WordSerializer)
class CuratedWord(_CuratedField):
    """One of a few words that our curators choose from."""


@extend_schema_field(YesNoSerializer)
class CuratedYesNo(_CuratedField):
    """A yes or no that our curators write."""
