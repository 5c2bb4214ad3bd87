"""What stands in the way of publishing a program: each mistake names its field, and says how to mend it."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from careerportal.taxonomy.degree_levels import DegreeLevel as Level

LEAST_TITLE, LEAST_DESCRIPTION, MOST_DESCRIPTION = 4, 80, 5_000

MONTHS = {
    Level.CERTIFICATE: (1, 36),
    Level.ASSOCIATE: (12, 60),
    Level.BACHELORS: (12, 96),
    Level.POSTBACCALAUREATE: (2, 36),
    Level.MASTERS: (9, 72),
    Level.POSTMASTERS: (2, 36),
    Level.GRADUATE_CERTIFICATE: (2, 36),
    Level.DOCTORAL: (24, 120),
    Level.PROFESSIONAL: (18, 108),
}
"""How long programs of a level take, from the quickest full-time way to the slowest part-time one."""

CREDITS = {
    Level.CERTIFICATE: (3, 75),
    Level.ASSOCIATE: (45, 130),
    Level.BACHELORS: (90, 225),
    Level.POSTBACCALAUREATE: (6, 60),
    Level.MASTERS: (24, 120),
    Level.POSTMASTERS: (6, 60),
    Level.GRADUATE_CERTIFICATE: (6, 60),
    Level.DOCTORAL: (30, 180),
    Level.PROFESSIONAL: (30, 200),
}
"""Credit hours of a level: from semester hours beside a degree held already, to quarter hours of the whole."""

UNDERGRADUATE = (Level.CERTIFICATE, Level.ASSOCIATE, Level.BACHELORS)

LEVEL_WORDS = {
    "associate": {Level.ASSOCIATE},
    "bachelor": {Level.BACHELORS},
    "master": {Level.MASTERS, Level.POSTMASTERS},
    "doctor": {Level.DOCTORAL, Level.PROFESSIONAL},
    "certificate": {Level.CERTIFICATE, Level.POSTBACCALAUREATE, Level.POSTMASTERS, Level.GRADUATE_CERTIFICATE},
}
"""A word at the beginning of a word of the title → the levels that it can be of."""


@dataclass(frozen=True)
class Mistake:
    """One thing to mend: the field it stands in, and what to do, in words."""

    field: str
    message: str


def mistakes_in(program):
    """Return every Mistake that keeps a program from being published; [] where nothing does."""
    found = [*_in_its_title(program), *_in_its_words(program), *_in_its_address(program), *_in_its_level(program)]
    return [*found, *_beside_others(program)]


def refuse_mistakes(program):
    """Raise a ValidationError with all mistakes, by field."""
    by_field = {}
    for mistake in mistakes_in(program):
        by_field.setdefault(mistake.field, []).append(mistake.message)
    if by_field:
        raise ValidationError(by_field)


def _in_its_title(program):
    title = program.title.strip()
    if len(title) < LEAST_TITLE:
        yield Mistake("title", f"Write the title as the school does; {LEAST_TITLE} letters at least.")
    elif not program.federal_key and title.isupper():
        yield Mistake("title", "Write the title in small letters with capitals at the beginning, not all in capitals.")
    if program.federal_key:
        return
    words = title.lower().split()
    for beginning, levels in LEVEL_WORDS.items():
        if any(word.startswith(beginning) for word in words) and program.level not in levels:
            named = Level(program.level).label
            yield Mistake("level", f"The title says “{beginning}…”, the level says “{named}”. Mend one of the two.")
            return


def _in_its_words(program):
    """Our own listing has nothing but our words; of a federal one they are an addition."""
    written = len(program.description.strip())
    if not program.federal_key and written < LEAST_DESCRIPTION:
        yield Mistake(
            "description",
            f"Describe the program in a few sentences: {LEAST_DESCRIPTION} letters at least, it has {written}.",
        )
    if written > MOST_DESCRIPTION:
        yield Mistake("description", f"Shorten the description to {MOST_DESCRIPTION:,} letters; it has {written:,}.")
    if not program.federal_key and not program.delivery:
        yield Mistake("delivery", "Choose how it is taught: on campus, online, or both.")


def _in_its_address(program):
    if not program.url:
        if not program.federal_key:
            yield Mistake("url", "Give the address of the school's own page of the program: readers check us by it.")
        return
    try:
        URLValidator(schemes=["https", "http"])(program.url)
    except ValidationError:
        yield Mistake("url", "Write the whole address, such as https://school.edu/program.")
        return
    if (urlsplit(program.url).hostname or "").endswith((".local", ".test", ".example", ".invalid", "localhost")):
        yield Mistake("url", "This address leads nowhere on the public internet. Give the school's own page.")


def _in_its_level(program):
    level = Level(program.level)
    for name, of, unit in (("length_months", MONTHS, "months"), ("credits", CREDITS, "credit hours")):
        value, (least, most) = getattr(program, name), of[level]
        if value is not None and not least <= value <= most:
            yield Mistake(
                name,
                f"A program of the level “{level.label}” has {least} to {most} {unit}, not {value}. "
                "Mend the number or the level, or leave it blank.",
            )
    if level in UNDERGRADUATE and program.admission_test == "required":
        yield Mistake("admission_test", f"GRE and GMAT are asked of graduates, not for the level “{level.label}”.")
    if level in UNDERGRADUATE and program.executive:
        yield Mistake("executive", f"An executive format is for graduates, not for the level “{level.label}”.")
    if not program.cip.startswith(tuple(settings.PORTAL_CIP_SCOPE)):
        fields = ", ".join(settings.PORTAL_CIP_SCOPE)
        yield Mistake("cip", f"The portal is about the fields {fields}. Choose a code that begins so.")


def _beside_others(program):
    alike = type(program).objects.published().filter(school=program.school_id, level=program.level, cip=program.cip)
    if program.federal_key:
        return
    for other in alike.filter(title__iexact=program.title.strip()).exclude(pk=program.pk)[:1]:
        yield Mistake("title", f"“{other}” of this school is published already. Write on that one.")
