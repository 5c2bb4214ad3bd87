"""Where figures come from: the source of one row, and the credits of a whole answer."""

from functools import cache

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from careerportal.datasets import registry, variants
from careerportal.sync import ledger


class SourceOfFiguresSerializer(serializers.Serializer):
    """The source and edition that vouch for a row's figures."""

    key = serializers.CharField(help_text="Our word for the source; see /api/v1/sources/.")
    title = serializers.CharField()
    publisher = serializers.CharField()
    edition = serializers.CharField(help_text="The publisher's name of the edition, such as May 2025.")
    url = serializers.URLField(help_text="The publisher's page about the data.")


@extend_schema_field(SourceOfFiguresSerializer)
class SourceField(serializers.Field):
    """Name the source and edition of a row that has a release; null for a row that no release vouches for."""

    def __init__(self, source="release", **kwargs):
        super().__init__(source=source, read_only=True, allow_null=True, **kwargs)

    def to_representation(self, release):
        return source_of_figures(release.source, release.edition)


@cache
def source_of_figures(key, edition):
    """Say which source and edition vouch for figures."""
    source = registry.all_sources().get(key)
    return {
        "key": key,
        "title": source.title if source else key,
        "publisher": source.publisher if source else "",
        "edition": edition,
        "url": source.landing_page if source else "",
    }


def licences(keys, site):
    """Where licence and credit stand, as values of the header Link: for answers that have no place for them."""
    return [f'<{site}{reverse("api-v1:source-detail", args=[key])}>; rel="license"' for key in keys]


class CreditSerializer(serializers.Serializer):
    """What a reader of this answer must be told: whose data they are and under which licence."""

    source = serializers.CharField(source="key", help_text="Key of the source; see /api/v1/sources/.")
    title = serializers.CharField()
    publisher = serializers.CharField()
    licence = serializers.CharField()
    credit = serializers.CharField(help_text="Show this line beside the data; empty where none is asked for.")
    credit_url = serializers.CharField(help_text="Where the credit line may lead; empty where it leads nowhere.")
    url = serializers.URLField(source="landing_page")


class MetaSerializer(serializers.Serializer):
    """What holds for the whole answer."""

    serial = serializers.IntegerField(help_text="Where the data stand: it grows with every change, and only then.")
    credits = CreditSerializer(many=True)


EXAMPLE_META = {
    "serial": 13972,
    "credits": [
        {
            "source": "scorecard-field-of-study",
            "title": "College Scorecard, data by field of study",
            "publisher": "US Department of Education",
            "licence": "CC BY 4.0 (the figures themselves are in the public domain)",
            "credit": "Prepared by Truewise from US Department of Education data",
            "credit_url": "https://truewise.dev",
            "url": "https://collegescorecard.ed.gov/data/",
        }
    ],
}
"""The meta of the schema's example answers."""


def meta(keys, serial=None):
    """Return the `meta` of an answer whose figures come from these sources, at a data serial: now, unless said."""
    serial = ledger.serial() if serial is None else serial
    return {"serial": serial, "credits": credits_of(tuple(keys), serial)}


def credits_of(keys, serial=None):
    """Return whom to credit for these sources, and under which licences."""
    sources = registry.all_sources()
    return _credits(tuple((key, variants.live(sources[key], serial)) for key in keys if key in sources))


@cache
def _credits(keys):
    sources = [variants.as_in(registry.get(key), variant) for key, variant in keys]
    return CreditSerializer(sources, many=True).data
