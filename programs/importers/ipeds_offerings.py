"""IPEDS offerings (ICyyyy): whether schools teach at a distance, for undergraduates and for graduate students.

One row is one institution, known by its UNITID; only schools that the portal has already are read. For each level the
school ticks courses, whole programs, or that it offers none at a distance. Of the file's hundred columns those seven
are read that IC2018 to IC2024 have under the same names.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from careerportal.datasets import ages
from careerportal.datasets.downloads import Address
from careerportal.datasets.registry import Source
from programs.charges import StudentLevel
from programs.distance_education import FIELDS, DistanceEducation
from programs.importers.known_schools import KnownSchools, known_unitids, read_each

ANSWERS = {
    StudentLevel.UNDERGRADUATE: ("DSTNUGC", "DSTNUGP", "DSTNUGN"),
    StudentLevel.GRADUATE: ("DSTNGC", "DSTNGP", "DSTNGN"),
}
"""Student level → where courses, programs and nothing at a distance are ticked."""

ALL_AT_A_DISTANCE = "DISTNCED"
COLUMNS = ("UNITID", *(column for columns in ANSWERS.values() for column in columns), ALL_AT_A_DISTANCE)

YES, NO, IMPLIED_NO, NOT_APPLICABLE = "1", "2", "0", "-2"
NOT_GIVEN = ("", ".", "-1", "-3")
"""Empty, missing, not reported, not available."""

IN_DOUBT = "distance education in doubt"


@dataclass(frozen=True)
class OfferingRecord:
    """What one school offers at a distance: its UNITID and School.DISTANCE_FIELDS."""

    unitid: int
    fields: dict


def normalise(rows, problems, edition):
    """Yield an OfferingRecord for each row of a school that the portal has; report contradictions and bad rows."""
    for row, unitid, said in read_each(rows, known_unitids(), problems, _said, subject=_subject):
        fields = {}
        for level, (word, doubt) in said.items():
            fields[FIELDS[level]] = word
            if doubt:
                problems.notice(row.number, IN_DOUBT, f"{doubt}: left blank", f"{_subject(row)}, {level}")
        yield OfferingRecord(unitid, fields)


def _subject(row):
    return f"UNITID {row['UNITID'][:40]}"


def _said(row):
    """{student level: (word, what is wrong with the answers)} of a row."""
    all_at_a_distance = _code(row, ALL_AT_A_DISTANCE, (YES, NO, NOT_APPLICABLE))
    answers = {
        level: tuple(_code(row, column, (YES, IMPLIED_NO, NOT_APPLICABLE)) for column in columns)
        for level, columns in ANSWERS.items()
    }
    if all(given == NOT_APPLICABLE for ticks in answers.values() for given in ticks):
        # A school has a level: this one was not asked, as the offices of a group of schools are not.
        return dict.fromkeys(answers, ("", ""))
    return {level: _word(ANSWERS[level], ticks, all_at_a_distance) for level, ticks in answers.items()}


def _code(row, column, known):
    """Return a cell's code, "" for each of those that mean that nothing was reported."""
    code = row[column]
    if code in NOT_GIVEN:
        return ""
    if code not in known:
        raise ValueError(f"{column} {code[:40]!r} is none of {', '.join(known)}")
    return code


def _word(columns, ticks, all_at_a_distance):
    """The word of one level's three answers and "", or "" and how they contradict each other."""
    if "" in ticks:
        return "", ""
    if set(ticks) == {NOT_APPLICABLE}:
        return DistanceEducation.NO_LEVEL.value, ""
    courses, programs, nothing = (tick == YES for tick in ticks)
    shown = ", ".join(f"{column} {tick}" for column, tick in zip(columns, ticks, strict=True))
    if NOT_APPLICABLE in ticks or nothing == (courses or programs):
        return "", f"{shown} contradict each other"
    if all_at_a_distance == YES:
        if programs:
            return DistanceEducation.ALL.value, ""
        return "", f"{shown} contradict {ALL_AT_A_DISTANCE} {YES}, all programs at a distance"
    if programs:
        return DistanceEducation.PROGRAMS.value, ""
    return (DistanceEducation.COURSES if courses else DistanceEducation.NONE).value, ""


class Offerings(KnownSchools):
    """What schools offer at a distance."""

    stamp = "distance_release"


SOURCE = Source(
    key="ipeds-offerings",
    title="IPEDS offerings, distance education",
    publisher="National Center for Education Statistics",
    licence="Public domain",
    landing_page="https://nces.ed.gov/ipeds/datacenter/DataFiles.aspx",
    schedule=_("once a year, mostly in autumn"),
    rhythm=ages.Rhythm(months=12, years_later=1, month=10),
    notes=_(
        "Whether a school offers courses or whole programs at a distance, to undergraduates and to graduate students. "
        "It says nothing of a single program."
    ),
    columns=COLUMNS,
    normalise=normalise,
    comparison=Offerings,
    fallback_encoding="cp1252",
    address=Address("https://nces.ed.gov/ipeds/datacenter/data/IC{year}.zip", edition="{year}-{next}"),
)
