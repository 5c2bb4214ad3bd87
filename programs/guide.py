"""Find my level: from five answers of a person to the rungs of the ladder that fit, each with its reasons.

No database: a table of what each rung asks for and serves, after the level guides, and one function that reads it.
"""

from dataclasses import dataclass
from enum import Enum

from django.db.models import TextChoices
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from careerportal.taxonomy.degree_levels import REPORTED_TOGETHER, DegreeLevel


class Degree(TextChoices):
    NONE = "none", _("None after high school")
    CERTIFICATE = "certificate", _("A certificate or diploma below the bachelor's degree")
    ASSOCIATE = "associate", _("An associate degree")
    BACHELORS = "bachelors", _("A bachelor's degree")
    MASTERS = "masters", _("A master's degree")
    DOCTORATE = "doctorate", _("A doctorate")


class Field(TextChoices):
    SAME = "same", _("Yes")
    OTHER = "other", _("No, in another field, or I have no degree")


class Goal(TextChoices):
    ENTER = "enter", _("Get into the field")
    MANAGE = "manage", _("Manage an office, a department or a facility")
    SAMPLE = "sample", _("Study the field without taking on a whole degree")
    TOP = "top", _("Take my education as far as it goes")
    LICENSE = "license", _("Earn what a profession's license requires")


class Time(TextChoices):
    YEAR = "year", _("About a year")
    TWO = "two", _("About two years")
    FOUR = "four", _("About four years")
    ANY = "any", _("As long as it takes")


class Mode(TextChoices):
    ONLINE = "online", _("Online")
    CAMPUS = "campus", _("On campus")
    ANY = "any", _("Either")


YEARS = {Time.YEAR: 1, Time.TWO: 2, Time.FOUR: 4, Time.ANY: None}
"""The most years of full-time study that an answer allows; None is no limit."""


@dataclass(frozen=True)
class Answers:
    """What a person has said."""

    degree: Degree
    field: Field
    goal: Goal
    time: Time
    mode: Mode


class Missing(Enum):
    """What keeps a rung that a person may step on from fitting altogether."""

    GOAL = _("It is not meant first of all for what you want.")
    TIME = _("It normally takes longer than the time that you want to give.")


@dataclass(frozen=True)
class Rung:
    """What one level asks for and serves."""

    opens_to: dict
    """Degree, or (degree, field), → why the level is open to who has it."""

    serves: dict
    """Goal → how the level serves it."""

    least_years: int | None
    """Full-time study that it normally takes at least; 0 is less than a year, None is not known."""

    ask: tuple = ()
    """What to ask the school."""


@dataclass(frozen=True)
class Advice:
    """One level for one person: why, what does not fit (None: all does), what to ask, and the search for it."""

    level: DegreeLevel
    reasons: tuple
    missing: Missing | None
    ask: tuple
    query: str

    @property
    def fits(self):
        return self.missing is None


BELOW_A_BACHELORS = (Degree.NONE, Degree.CERTIFICATE, Degree.ASSOCIATE)
FIRST_STEP = _("It is the degree that every level above it builds on.")
CREDITS_COUNT = _("Which of the credits that you have will count, in writing.")
HOW_LONG = _("How long it takes: it is not the same everywhere.")
WHAT_TO_START = _("What you need to start: it is not the same everywhere.")
TOGETHER = _(
    "Whether the certificate follows a bachelor's or a master's degree: the source reports the two together, so the"
    " search shows both."
)

LADDER = {
    DegreeLevel.CERTIFICATE: Rung(
        opens_to=dict.fromkeys(
            BELOW_A_BACHELORS, _("It stands below the bachelor's degree, so you need none to start.")
        ),
        serves={
            Goal.ENTER: _("It is the shortest study in the field that ends with an award."),
            Goal.SAMPLE: _("It ends with a certificate or diploma instead of a degree."),
        },
        least_years=0,
        ask=(HOW_LONG, WHAT_TO_START, _("Whether its credits count toward a degree later.")),
    ),
    DegreeLevel.ASSOCIATE: Rung(
        opens_to=dict.fromkeys(
            (Degree.NONE, Degree.CERTIFICATE), _("It is an undergraduate degree, so you need none to start.")
        ),
        serves={Goal.ENTER: _("It is the shortest award that federal statistics count as a degree.")},
        least_years=2,
        ask=(WHAT_TO_START, _("Which of its credits a bachelor's program will accept.")),
    ),
    DegreeLevel.BACHELORS: Rung(
        opens_to={
            Degree.NONE: _("It is an undergraduate degree, so you need none to start."),
            Degree.CERTIFICATE: _("It is the degree above what you have."),
            Degree.ASSOCIATE: _("It is the degree above what you have."),
        },
        serves={
            Goal.ENTER: _("Most people enter health administration with it."),
            Goal.MANAGE: _("A college education helps you to compete for the higher management jobs in health care."),
            Goal.TOP: FIRST_STEP,
            Goal.LICENSE: FIRST_STEP,
        },
        least_years=4,
        ask=(CREDITS_COUNT,),
    ),
    DegreeLevel.POSTBACCALAUREATE: Rung(
        opens_to={Degree.BACHELORS: _("It is for people who have a bachelor's degree.")},
        serves={
            Goal.ENTER: _("It adds the field to the degree that you have."),
            Goal.MANAGE: _("It can help you to compete for jobs in medical office management."),
            Goal.SAMPLE: _("It is study at graduate level without a whole master's degree."),
        },
        least_years=0,
        ask=(TOGETHER, _("Whether its courses count toward a master's degree afterwards.")),
    ),
    DegreeLevel.MASTERS: Rung(
        opens_to={
            Degree.BACHELORS: _("It follows a bachelor's degree, which need not be in health administration."),
            (Degree.MASTERS, Field.OTHER): _("It is open to you: you have the bachelor's degree that it follows."),
        },
        serves={
            Goal.ENTER: _("It is a way into the field also for those who come from another."),
            Goal.MANAGE: _("It can strengthen what you bring to a facility, also to the one where you work already."),
            Goal.TOP: _("It is the step before the doctorate."),
        },
        least_years=2,
        ask=(_("How and where a capstone or an internship can be done if you work full time."),),
    ),
    DegreeLevel.POSTMASTERS: Rung(
        opens_to={
            (Degree.MASTERS, Field.OTHER): _("It is for people with a master's degree in another, related field."),
            (Degree.DOCTORATE, Field.OTHER): _("It follows a master's degree in another, related field."),
        },
        serves={
            Goal.ENTER: _("It adds the field without a second master's degree."),
            Goal.MANAGE: _("It adds the field without a second master's degree."),
            Goal.SAMPLE: _("It is a certificate, not a whole degree."),
        },
        least_years=None,
        ask=(TOGETHER, HOW_LONG),
    ),
    DegreeLevel.DOCTORAL: Rung(
        opens_to={Degree.MASTERS: _("It is the degree above what you have.")},
        serves={Goal.TOP: _("It is the terminal degree: the highest that you can earn in the field.")},
        least_years=None,
        ask=(WHAT_TO_START, HOW_LONG, _("What its graduates do: for most programs no earnings are published.")),
    ),
    DegreeLevel.PROFESSIONAL: Rung(
        opens_to=dict.fromkeys(
            (Degree.BACHELORS, Degree.MASTERS, Degree.DOCTORATE), _("You have the college years that come before it.")
        ),
        serves={
            Goal.LICENSE: _("It gives the knowledge and skills that a profession's license or credential requires.")
        },
        least_years=None,
        ask=(_("Which profession it prepares you for."), WHAT_TO_START, HOW_LONG),
    ),
}
"""What the guides of the levels say, as a table. Who has no answer in `opens_to` cannot, or need not, take the level.
A graduate certificate is one of two levels and has no line of its own: the search for either shows it too."""


def levels_for(answers):
    """Return the Advice on the levels that a person may step on, those that fit first, lowest rung first.

    Levels that are not meant for the goal are named only where no other is.
    """
    found = [advice for level, rung in LADDER.items() if (advice := _advice(level, rung, answers))]
    found = [advice for advice in found if advice.missing != Missing.GOAL] or found
    return sorted(found, key=lambda advice: not advice.fits)


def _advice(level, rung, answers):
    """The Advice on one level; None where it is not open, or where neither goal nor time fits."""
    opens = rung.opens_to.get(answers.degree) or rung.opens_to.get((answers.degree, answers.field))
    serves, most = rung.serves.get(answers.goal), YEARS[answers.time]
    is_too_long = most is not None and rung.least_years is not None and rung.least_years > most
    if opens is None or (serves is None and is_too_long):
        return None
    missing = Missing.GOAL if serves is None else Missing.TIME if is_too_long else None
    reasons = tuple(filter(None, (opens, serves)))
    return Advice(level, reasons, missing, rung.ask, _search_for(level, answers.mode))


def _search_for(level, mode):
    """The query string of the search for the programs of a level, taught the way that was asked for."""
    levels = [level, *filter(None, [REPORTED_TOGETHER.get(level)])]
    query = [("level", one.value) for one in levels]
    if mode != Mode.ANY:
        query.append(("delivery", mode.value))
    return urlencode(query)
