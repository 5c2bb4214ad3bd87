"""How certifications and their dated rules read in the API."""

from django.utils import timezone
from rest_framework import serializers
from rest_framework.reverse import reverse

from careerportal.api.blanks import NOT_OFFERED, UNKNOWN, BlanksField
from careerportal.api.figures import CuratedNumber, CuratedYesNo
from careerportal.api.links import Links
from careerportal.taxonomy.topics import Topic
from certification import rule_history
from certification.api import ctdl
from certification.models import Certification, CertifyingBody, ExamArea, RuleSet


class CertifyingBodySerializer(serializers.ModelSerializer):
    """The organisation that grants a certification."""

    website = serializers.CharField(read_only=True, help_text="Empty where it has none.")

    class Meta:
        model = CertifyingBody
        fields = ("name", "abbreviation", "website")
        read_only_fields = fields
        extra_kwargs = {"name": {"validators": []}}


class RuleSetSerializer(serializers.ModelSerializer):
    """The rules as they stood between two dates. A value that is unknown is one that nobody has given us."""

    valid_from = serializers.DateField(allow_null=True, help_text="null: since before our records.", read_only=True)
    valid_until = serializers.DateField(allow_null=True, help_text="null: still in force.", read_only=True)
    experience_years = CuratedNumber("Experience needed. Unit: years")
    credit_hours = CuratedNumber("Credit hours needed. Unit: credit hours")
    credit_reduction_per_extra_year = CuratedNumber(
        "Credit hours waived for each full year of experience beyond the minimum. Unit: credit hours"
    )
    membership_required = CuratedYesNo("Whether one must be a member of the certifying body")
    exam_minutes = CuratedNumber("Length of the exam. Unit: minutes")
    exam_domains = CuratedNumber("Areas that the exam covers. Unit: areas")
    exam_fee = CuratedNumber("What the exam costs. Unit: US dollars")
    renewal_hours = CuratedNumber("Continuing education for each renewal. Unit: hours")
    renewal_months = CuratedNumber("How long the certification lasts until it must be renewed. Unit: months")
    source_url = serializers.CharField(read_only=True, help_text="Empty where the source has no address.")
    renewal_fee = CuratedNumber("What each renewal costs. Unit: US dollars")
    blanks = BlanksField(experience_field=UNKNOWN, credit_field=UNKNOWN)

    class Meta:
        model = RuleSet
        fields = (
            "valid_from", "valid_until", "experience_years", "experience_field", "credit_hours", "credit_field",
            "credit_reduction_per_extra_year", "membership_required", "exam_minutes", "exam_domains", "exam_fee",
            "renewal_hours", "renewal_months", "renewal_fee", "source", "source_url", "checked_on", "blanks",
        )  # fmt: skip
        read_only_fields = ("experience_field", "credit_field", "source", "source_url", "checked_on")


class ExamAreaSerializer(serializers.ModelSerializer):
    """An area that the exam covers, as far as a curator has entered them."""

    topic = serializers.ChoiceField(
        Topic.choices, allow_blank=True, read_only=True, help_text="Coursework toward it; empty where none of ours."
    )

    class Meta:
        model = ExamArea
        fields = ("name", "topic", "source")
        read_only_fields = fields


class CertificationSerializer(serializers.ModelSerializer):
    """A credential that a person earns by experience, study and an exam, with every version of its rules."""

    body = CertifyingBodySerializer(read_only=True)
    occupation = serializers.CharField(
        source="soc", help_text="SOC code of the occupation; empty where none.", read_only=True
    )
    rules = RuleSetSerializer(source="rule_sets", many=True, read_only=True)
    exam_areas = ExamAreaSerializer(many=True, read_only=True)
    ctdl = serializers.SerializerMethodField(help_text="The same in the words of CTDL (JSON-LD), by today's rules.")
    links = Links(
        page=lambda certification: certification.get_absolute_url(),
        api=lambda certification: reverse("api-v1:certification-detail", args=[certification.slug]),
        eligibility=lambda certification: reverse("api-v1:certification-eligibility", args=[certification.slug]),
    )
    blanks = BlanksField(summary=UNKNOWN, description=UNKNOWN, abbreviation=NOT_OFFERED)

    class Meta:
        model = Certification
        fields = (
            "slug",
            "name",
            "abbreviation",
            "body",
            "occupation",
            "summary",
            "description",
            "rules",
            "exam_areas",
            "ctdl",
            "links",
            "blanks",
        )
        read_only_fields = ("slug", "name", "abbreviation", "summary", "description")

    def get_ctdl(self, certification) -> dict:
        rules = rule_history.in_force(certification.rule_sets.all(), timezone.localdate())
        page = self.context["request"].build_absolute_uri(certification.get_absolute_url())
        return ctdl.description_of(certification, rules, page)
