"""How certifications can be narrowed: one description for page and API."""

import django_filters
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from careerportal.taxonomy import soc
from certification.models import Certification

LONGEST_TEXT = 100
NOT_A_CODE = _("An occupation is named by its code, such as 11-9111.")


class CertificationFilterSet(django_filters.FilterSet):
    """Certifications by words of their name, their granting body or what they show, and by occupation."""

    q = django_filters.CharFilter(label="Words", method="with_words", max_length=LONGEST_TEXT)
    occupation = django_filters.CharFilter(
        label="Occupation",
        field_name="soc",
        validators=[RegexValidator(soc.SOC_PATTERN, NOT_A_CODE)],
        help_text="SOC code of an occupation, such as 11-9111.",
    )

    class Meta:
        model = Certification
        fields = []

    def with_words(self, certifications, name, value: str):
        return certifications.matching(value)
