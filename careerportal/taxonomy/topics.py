"""What programs in health administration teach: the topics that most of them have in common, whatever their level."""

from django.db.models import TextChoices


class Topic(TextChoices):
    """A topic of coursework. The value is the word in URLs and API answers.

    A program has a topic when a curator has found it in the school's own description; a missing one says nothing.
    """

    FINANCE = "finance", "Finance for health care"
    POLICY = "policy", "Health care policy and economics"
    HUMAN_RESOURCES = "human-resources", "Human resources development and management"
    ORGANIZATION = "organization", "Organization and management"
    QUALITY = "quality", "Quality and risk management"
