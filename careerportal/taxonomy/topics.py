"""What programs in health administration teach: the topics that most of them have in common, whatever their level."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Topic(TextChoices):
    """A topic of coursework. The value is the word in URLs and API answers.

    A program has a topic when a curator has found it in the school's own description; a missing one says nothing.
    """

    FINANCE = "finance", _("Finance for health care")
    POLICY = "policy", _("Health care policy and economics")
    HUMAN_RESOURCES = "human-resources", _("Human resources development and management")
    ORGANIZATION = "organization", _("Organization and management")
    QUALITY = "quality", _("Quality and risk management")
