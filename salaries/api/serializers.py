"""How occupations, areas, wages and projections read in the API."""

from rest_framework import serializers
from rest_framework.reverse import reverse

from careerportal.api.blanks import NOT_OFFERED, UNKNOWN, BlanksField, unless
from careerportal.api.figures import FigureField
from careerportal.api.links import Links
from careerportal.api.sources import SourceField
from salaries.models import Area, Occupation, ProfileSection, Projection, WageEstimate

YEARLY = "US dollars a year"
HOURLY = "US dollars an hour"


def _narrowed(route, occupation):
    return f"{reverse(f'api-v1:{route}')}?occupation={occupation.soc}"


class ProfileSectionSerializer(serializers.ModelSerializer):
    """One part of the career page, in our own words."""

    source_url = serializers.CharField(read_only=True, help_text="Empty where the source has no address.")

    class Meta:
        model = ProfileSection
        fields = ("kind", "title", "body", "source", "source_url", "checked_on")
        read_only_fields = fields


class OccupationSerializer(serializers.ModelSerializer):
    """An occupation of the federal classification (SOC), with its career profile."""

    other_titles = serializers.ListField(source="other_title_list", child=serializers.CharField(), read_only=True)
    sections = ProfileSectionSerializer(many=True, read_only=True)
    links = Links(
        page=lambda occupation: occupation.get_absolute_url(),
        salary_page=lambda occupation: occupation.salary_url,
        api=lambda occupation: reverse("api-v1:occupation-detail", args=[occupation.soc]),
        wages=lambda occupation: _narrowed("wage-list", occupation),
        projections=lambda occupation: _narrowed("projection-list", occupation),
    )
    blanks = BlanksField(popular_title=NOT_OFFERED, summary=UNKNOWN)

    class Meta:
        model = Occupation
        fields = ("soc", "title", "popular_title", "other_titles", "summary", "sections", "links", "blanks")
        read_only_fields = fields


class OccupationNameSerializer(serializers.ModelSerializer):
    """Which occupation a row is about."""

    class Meta:
        model = Occupation
        fields = ("soc", "title")
        read_only_fields = fields
        extra_kwargs = {"soc": {"validators": []}}


class AreaSerializer(serializers.ModelSerializer):
    """A place that the Bureau of Labor Statistics publishes wages for."""

    state = serializers.CharField(help_text="Postal code of its main part; empty for the nation.", read_only=True)

    class Meta:
        model = Area
        fields = ("code", "kind", "title", "state")
        read_only_fields = fields


class AreaWithLinksSerializer(AreaSerializer):
    """A place that the Bureau of Labor Statistics publishes wages for, with its addresses."""

    links = Links(
        api=lambda area: reverse("api-v1:area-detail", args=[area.code]),
        wages=lambda area: f"{reverse('api-v1:wage-list')}?area={area.code}",
    )

    class Meta(AreaSerializer.Meta):
        fields = (*AreaSerializer.Meta.fields, "links")
        read_only_fields = fields


class WageEstimateSerializer(serializers.ModelSerializer):
    """Employment and wages of one occupation in one area in May of one year."""

    occupation = OccupationNameSerializer(read_only=True)
    area = AreaSerializer(read_only=True)
    employment = FigureField("Employees, without the self-employed", unit="jobs")
    employment_rse = FigureField("Relative standard error of employment", unit="percent")
    jobs_per_1000 = FigureField("Share of the area's jobs", unit="jobs per 1,000 jobs")
    location_quotient = FigureField("The occupation's share of jobs here over its share in the nation", unit="ratio")
    mean_rse = FigureField("Relative standard error of the mean wage", unit="percent")
    annual_mean = FigureField("Mean wage", unit=YEARLY)
    annual_p10 = FigureField("10th percentile", unit=YEARLY)
    annual_p25 = FigureField("25th percentile", unit=YEARLY)
    annual_p50 = FigureField("Median wage", unit=YEARLY)
    annual_p75 = FigureField("75th percentile", unit=YEARLY)
    annual_p90 = FigureField("90th percentile", unit=YEARLY)
    hourly_mean = FigureField("Mean wage", unit=HOURLY)
    hourly_p10 = FigureField("10th percentile", unit=HOURLY)
    hourly_p25 = FigureField("25th percentile", unit=HOURLY)
    hourly_p50 = FigureField("Median wage", unit=HOURLY)
    hourly_p75 = FigureField("75th percentile", unit=HOURLY)
    hourly_p90 = FigureField("90th percentile", unit=HOURLY)
    source = SourceField()
    links = Links(
        page=lambda wage: wage.occupation.salary_url,
        occupation=lambda wage: reverse("api-v1:occupation-detail", args=[wage.occupation.soc]),
        area=lambda wage: reverse("api-v1:area-detail", args=[wage.area.code]),
    )
    blanks = BlanksField(source=unless("release", UNKNOWN))

    class Meta:
        model = WageEstimate
        fields = (
            "occupation", "area", "year", "employment", "employment_rse", "jobs_per_1000", "location_quotient",
            "mean_rse", "annual_mean", "annual_p10", "annual_p25", "annual_p50", "annual_p75", "annual_p90",
            "hourly_mean", "hourly_p10", "hourly_p25", "hourly_p50", "hourly_p75", "hourly_p90", "source", "links",
            "blanks",
        )  # fmt: skip
        read_only_fields = ("year",)


class ProjectionSerializer(serializers.ModelSerializer):
    """How employment of an occupation is expected to change in the nation over ten years."""

    occupation = OccupationNameSerializer(read_only=True)
    employment_base = FigureField("Jobs in the base year", unit="jobs")
    employment_target = FigureField("Jobs in the target year", unit="jobs")
    change_percent = FigureField("Change of employment", unit="percent")
    openings_per_year = FigureField("Openings a year: growth, and people who leave the occupation", unit="openings")
    source = SourceField()
    links = Links(
        page=lambda projection: projection.occupation.salary_url,
        occupation=lambda projection: reverse("api-v1:occupation-detail", args=[projection.occupation.soc]),
    )
    blanks = BlanksField(entry_education=UNKNOWN, experience=UNKNOWN, source=unless("release", UNKNOWN))

    class Meta:
        model = Projection
        fields = (
            "occupation", "base_year", "target_year", "employment_base", "employment_target", "change_percent",
            "openings_per_year", "entry_education", "experience", "source", "links", "blanks",
        )  # fmt: skip
        read_only_fields = ("base_year", "target_year", "entry_education", "experience")
