"""The degree ladder and its two federal crosswalks.

Federal files name a level by number. IPEDS (the Department of Education's yearly survey of schools) calls it
AWLEVEL, College Scorecard calls it CREDLEV. The portal uses one word for each rung, in URLs, API and database.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DegreeLevel(TextChoices):
    """The rungs of the ladder, lowest first. The value is the word that stands in URLs and API answers."""

    CERTIFICATE = "certificate", _("Undergraduate certificate")
    ASSOCIATE = "associate", _("Associate degree")
    BACHELORS = "bachelors", _("Bachelor's degree")
    POSTBACCALAUREATE = "postbaccalaureate", _("Post-baccalaureate certificate")
    MASTERS = "masters", _("Master's degree")
    POSTMASTERS = "postmasters", _("Post-master's certificate")
    GRADUATE_CERTIFICATE = "graduate-certificate", _("Graduate certificate")
    DOCTORAL = "doctoral", _("Doctoral degree")
    PROFESSIONAL = "professional", _("Professional doctorate")

    @property
    def rung(self):
        """The place on the ladder, 1 for the lowest."""
        return list(type(self)).index(self) + 1


NOT_A_CREDENTIAL = "99"
"""CREDLEV of single courses and preparatory work: no credential, so no program."""

# College Scorecard's CREDLEV 8 is AWLEVEL 6 and 8 together: 7,218 of 7,254 counts agree with their sum.
SCORECARD_LEVELS = {
    "1": DegreeLevel.CERTIFICATE,
    "2": DegreeLevel.ASSOCIATE,
    "3": DegreeLevel.BACHELORS,
    "4": DegreeLevel.POSTBACCALAUREATE,
    "5": DegreeLevel.MASTERS,
    "6": DegreeLevel.DOCTORAL,
    "7": DegreeLevel.PROFESSIONAL,
    "8": DegreeLevel.GRADUATE_CERTIFICATE,
}

REPORTED_TOGETHER = {
    DegreeLevel.POSTBACCALAUREATE: DegreeLevel.GRADUATE_CERTIFICATE,
    DegreeLevel.POSTMASTERS: DegreeLevel.GRADUATE_CERTIFICATE,
}
"""Level → the level under which College Scorecard reports it together with another."""

IPEDS_LEVELS = {
    "1": DegreeLevel.CERTIFICATE,
    "2": DegreeLevel.CERTIFICATE,
    "4": DegreeLevel.CERTIFICATE,
    "20": DegreeLevel.CERTIFICATE,
    "21": DegreeLevel.CERTIFICATE,
    "3": DegreeLevel.ASSOCIATE,
    "5": DegreeLevel.BACHELORS,
    "6": DegreeLevel.POSTBACCALAUREATE,
    "7": DegreeLevel.MASTERS,
    "8": DegreeLevel.POSTMASTERS,
    "17": DegreeLevel.DOCTORAL,
    "19": DegreeLevel.DOCTORAL,
    "18": DegreeLevel.PROFESSIONAL,
}

IPEDS_CERTIFICATE_LENGTHS = {
    "20": "under 12 weeks",
    "21": "12 weeks to under 1 year",
    "1": "under 1 year",
    "2": "1 to under 2 years",
    "4": "2 to under 4 years",
}
"""How long an undergraduate certificate takes, by AWLEVEL; code 1 stood for both short bands before 2020."""


def from_scorecard(credlev):
    """Return the level of a College Scorecard CREDLEV such as "5", or None for a code that names no level."""
    return SCORECARD_LEVELS.get(credlev)


def from_ipeds(awlevel):
    """Return the level of an IPEDS AWLEVEL such as "7" or "07", or None for a code that names no level."""
    return IPEDS_LEVELS.get(awlevel.lstrip("0"))


def levels_of(level):
    """The levels that IPEDS tells apart and that a program of this level is of."""
    together = [part for part, whole in REPORTED_TOGETHER.items() if whole == level]
    return together or [level]
