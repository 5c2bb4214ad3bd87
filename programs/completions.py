"""How many awards a school gave, year by year: the size of a program and where it is heading.

IPEDS counts awards by school, six-digit field, award level and year. A program of ours may be of a whole four-digit
field, or of two award levels that College Scorecard reports together; then it is the sum of what belongs to it.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext

from careerportal.datasets.models import HasFigures
from careerportal.sync import kept, ledger
from careerportal.taxonomy import academic_years
from careerportal.taxonomy.degree_levels import IPEDS_CERTIFICATE_LENGTHS, DegreeLevel, levels_of
from careerportal.taxonomy.figures import Figure, FigureStatus

SIX_DIGITS = r"^[0-9]{2}\.[0-9]{4}$"


class Completions(HasFigures):
    """Awards of one school in one six-digit field at one award level in one year."""

    RESOURCE = "completions"
    FEDERAL_FIELDS = ("level", "awards")

    school = models.ForeignKey("programs.School", on_delete=models.CASCADE, related_name="completions")
    cip = models.CharField("field (6-digit CIP)", max_length=7)
    awlevel = models.CharField("AWLEVEL", max_length=2, help_text="IPEDS' own code; certificates have five.")
    level = models.CharField(max_length=20, choices=DegreeLevel)
    year = models.PositiveSmallIntegerField(help_text="2024 for awards from July 2023 to June 2024.")
    awards = models.PositiveIntegerField(help_text="Awards to first majors (CTOTALT). 0: offered, and nobody finished.")

    class Meta:
        ordering = ["school_id", "cip", "awlevel", "year"]
        verbose_name_plural = "completions"
        constraints = [
            models.UniqueConstraint(fields=["school", "cip", "awlevel", "year"], name="completions_natural_key"),
            models.CheckConstraint(condition=models.Q(cip__regex=SIX_DIGITS), name="completions_cip_shape"),
            models.CheckConstraint(condition=models.Q(level__in=DegreeLevel.values), name="completions_level_is_known"),
        ]
        indexes = [models.Index(fields=["year"], name="completions_by_year")]

    def __str__(self):
        return f"{self.school}: {self.cip}, {self.get_level_display()}, {self.year}"

    @property
    def ledger_key(self):
        """What a report calls it; partners read completions as part of their programs."""
        return f"{self.school.ledger_key}:{self.cip}:{self.awlevel}:{self.year}"

    SHOWN_THROUGH = ("school__programs",)

    def shown_by(self):
        """The programs in whose trend these awards are."""
        return [program for program in self.school.programs.all() if is_part_of(program, self.level, self.cip)]


@dataclass(frozen=True)
class YearOfAwards:
    """One year of a program's trend. `awards` is a Figure: a year without a row is not offered, a 0 is a figure."""

    year: int
    awards: Figure
    release: object = None
    lengths: tuple = ()
    """How long the certificates among them take, in IPEDS' bands, the shortest first; () for other levels."""

    @property
    def words(self):
        """The academic year as people write it: 2023–24."""
        return academic_years.name_of(self.year - 1, dash="–")


@dataclass(frozen=True)
class Trend:
    """The years of a program, the oldest first: every year that is loaded, once the school has any."""

    years: list

    @property
    def releases(self):
        """The releases that vouch for them, the newest first."""
        return list(dict.fromkeys(one.release for one in reversed(self.years) if one.release))

    def __bool__(self):
        return bool(self.years)

    @property
    def lengths(self):
        """How long it takes, as the newest year that has it says; () where it is no undergraduate certificate."""
        return next((one.lengths for one in reversed(self.years) if not one.awards.is_blank), ())

    @property
    def in_words(self):
        """How it went, in a sentence that claims no more than the two ends."""
        first, last = self.years[0], self.years[-1]
        if len(self.years) < 2 or first.awards.is_blank or last.awards.is_blank:
            return ""
        said = {
            "then": f"{first.awards.value:,}",
            "first": first.words,
            "now": f"{last.awards.value:,}",
            "last": last.words,
        }
        return gettext("%(then)s in %(first)s, %(now)s in %(last)s") % said


def trends(programs, serial=None):
    """Return {program's primary key: Trend} for programs whose school has any row, with one query for all of them.

    `serial` is where the data stand, for who knows it already.
    """
    if not programs or not years_on_record(serial):
        return {}
    rows = defaultdict(list)
    wanted = Completions.objects.filter(school__in={program.school_id for program in programs})
    for row in wanted.select_related("release"):
        rows[row.school_id].append(row)
    found = {program.pk: _trend(program, rows[program.school_id]) for program in programs}
    return {pk: trend for pk, trend in found.items() if trend}


def years_on_record(serial=None):
    """The years of which any completions are loaded, in order; asked once until the data change."""
    years = Completions.objects.order_by("year").values_list("year", flat=True).distinct()
    serial = ledger.serial() if serial is None else serial
    return kept.at(serial, "years of completions", lambda: list(years))


def is_part_of(program, level, cip):
    """Whether awards at a level in a six-digit field, at the program's school, are among those of the program."""
    return level in levels_of(program.level) and cip.startswith(program.cip)


def _trend(program, rows):
    ours = [row for row in rows if is_part_of(program, row.level, row.cip)]
    if not ours:
        return Trend([])
    awards, releases, bands = defaultdict(int), {}, defaultdict(set)
    for row in ours:
        awards[row.year] += row.awards
        releases[row.year] = row.release
        bands[row.year].add(row.awlevel)
    missing = Figure(None, FigureStatus.NOT_OFFERED)
    years = [
        YearOfAwards(year, Figure(awards[year], FigureStatus.REPORTED), releases[year], _lengths(bands[year]))
        if year in releases
        else YearOfAwards(year, missing)
        for year in years_on_record()
    ]
    return Trend(years)


def _lengths(awlevels):
    return tuple(words for awlevel, words in IPEDS_CERTIFICATE_LENGTHS.items() if awlevel in awlevels)
