"""What a school charges: yearly tuition and fees of full-time students, by their level and where they live."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from careerportal.datasets import variants
from careerportal.datasets.models import HasFigures
from careerportal.taxonomy import academic_years
from careerportal.taxonomy.degree_levels import DegreeLevel
from careerportal.taxonomy.figures import Figure, FigureStatus


class StudentLevel(models.TextChoices):
    UNDERGRADUATE = "undergraduate", _("Undergraduate")
    GRADUATE = "graduate", _("Graduate")


class Residency(models.TextChoices):
    IN_DISTRICT = "in-district", _("Living in the school's district")
    IN_STATE = "in-state", _("Living in its state")
    OUT_OF_STATE = "out-of-state", _("Living in another state")


UNDERGRADUATE_LEVELS = (DegreeLevel.CERTIFICATE, DegreeLevel.ASSOCIATE, DegreeLevel.BACHELORS)


def student_level_of(level):
    """Whose charges apply to a program at a degree level."""
    return StudentLevel.UNDERGRADUATE if level in UNDERGRADUATE_LEVELS else StudentLevel.GRADUATE


class SchoolCharge(HasFigures):
    """The average yearly charge of one school for one kind of student; programs of the school may charge otherwise."""

    RESOURCE = "charges"
    FEDERAL_FIELDS = ("tuition", "fees", "blanks")

    school = models.ForeignKey("programs.School", on_delete=models.CASCADE, related_name="charges")
    year = models.PositiveSmallIntegerField(help_text="The year in which the academic year begins.")
    student_level = models.CharField(max_length=13, choices=StudentLevel)
    residency = models.CharField(max_length=12, choices=Residency)
    tuition = models.PositiveIntegerField(null=True, blank=True, help_text="US dollars a year, full time.")
    fees = models.PositiveIntegerField(null=True, blank=True, help_text="Required fees, US dollars a year.")

    class Meta:
        ordering = ["school_id", "-year", "-student_level", "residency"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "year", "student_level", "residency"], name="school_charge_natural_key"
            ),
            models.CheckConstraint(
                condition=Q(student_level__in=StudentLevel.values), name="school_charge_student_level_is_known"
            ),
            models.CheckConstraint(
                condition=Q(residency__in=Residency.values), name="school_charge_residency_is_known"
            ),
        ]

    def __str__(self):
        return (
            f"{self.school}: {self.get_student_level_display()}, {self.get_residency_display()}, {self.academic_year}"
        )

    @property
    def ledger_key(self):
        """What a report calls it; partners read charges as part of their schools."""
        return f"{self.school.ledger_key}:{self.year}:{self.student_level}:{self.residency}"

    SHOWN_THROUGH = ("school",)

    def shown_by(self):
        """What partners are told changed when a charge did."""
        return [self.school]

    @property
    def of_whom(self):
        """Which students pay it, in words."""
        return f"{self.get_student_level_display()}, {self.get_residency_display().lower()}"

    @property
    def academic_year(self):
        return academic_years.name_of(self.year)

    @property
    def file(self):
        """What the survey calls the file that says so: "IC2022_AY"; "" where no release vouches for it."""
        return variants.file_of(self.release) if self.release else ""

    @property
    def tuition_figure(self):
        return self.figure("tuition")

    @property
    def fees_figure(self):
        return self.figure("fees")

    @property
    def total(self):
        """Tuition and fees together; blank, for the same reason, where one of them is."""
        parts = self.figure("tuition"), self.figure("fees")
        blank = next((part for part in parts if part.is_blank), None)
        return blank or Figure(sum(part.value for part in parts), FigureStatus.REPORTED)


def newest(charges):
    """The charges of the newest year, out of a school's, in the order in which pages list them."""
    charges = list(charges)
    year = max((charge.year for charge in charges), default=None)
    order = {kind: place for place, kind in enumerate((*StudentLevel.values, *Residency.values))}
    return sorted(
        (charge for charge in charges if charge.year == year),
        key=lambda charge: (order[charge.student_level], order[charge.residency]),
    )


def fitting(charges, level):
    """Those of a school's charges, of the newest year that has any, that students of a degree level pay."""
    return newest(charge for charge in charges if charge.student_level == student_level_of(level))
