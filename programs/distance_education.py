"""What a school offers at a distance, at each student level: said of the school as a whole, never of one program."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from programs.charges import StudentLevel, student_level_of


class DistanceEducation(models.TextChoices):
    """The word of one student level; empty where the school has not told."""

    ALL = "all-programs", _("All programs, wholly at a distance")
    PROGRAMS = "programs", _("Whole programs at a distance")
    COURSES = "courses", _("Courses at a distance, no whole program")
    NONE = "none", _("Nothing at a distance")
    NO_LEVEL = "no-level", _("Level not offered")


SENTENCES = {
    StudentLevel.UNDERGRADUATE: {
        DistanceEducation.ALL: _(
            "%(school)s told IPEDS for %(edition)s that it offers all its undergraduate programs wholly at a distance."
        ),
        DistanceEducation.PROGRAMS: _(
            "%(school)s told IPEDS for %(edition)s that it offers whole undergraduate programs at a distance."
        ),
        DistanceEducation.COURSES: _(
            "%(school)s told IPEDS for %(edition)s that it offers undergraduate courses at a distance, but no whole "
            "undergraduate program."
        ),
        DistanceEducation.NONE: _(
            "%(school)s told IPEDS for %(edition)s that it offers undergraduates nothing at a distance."
        ),
        DistanceEducation.NO_LEVEL: _(
            "IPEDS has no undergraduate level at %(school)s for %(edition)s, and so says nothing of distance education "
            "there."
        ),
        "": _("%(school)s did not tell IPEDS for %(edition)s whether it teaches undergraduates at a distance."),
    },
    StudentLevel.GRADUATE: {
        DistanceEducation.ALL: _(
            "%(school)s told IPEDS for %(edition)s that it offers all its graduate programs wholly at a distance."
        ),
        DistanceEducation.PROGRAMS: _(
            "%(school)s told IPEDS for %(edition)s that it offers whole graduate programs at a distance."
        ),
        DistanceEducation.COURSES: _(
            "%(school)s told IPEDS for %(edition)s that it offers graduate courses at a distance, but no whole "
            "graduate program."
        ),
        DistanceEducation.NONE: _(
            "%(school)s told IPEDS for %(edition)s that it offers graduate students nothing at a distance."
        ),
        DistanceEducation.NO_LEVEL: _(
            "IPEDS has no graduate level at %(school)s for %(edition)s, and so says nothing of distance education "
            "there."
        ),
        "": _("%(school)s did not tell IPEDS for %(edition)s whether it teaches graduate students at a distance."),
    },
}
"""Student level → word → what pages say."""

LABELS = {
    StudentLevel.UNDERGRADUATE: _("Distance education for undergraduates"),
    StudentLevel.GRADUATE: _("Distance education for graduate students"),
}

FIELDS = {StudentLevel.UNDERGRADUATE: "distance_undergraduate", StudentLevel.GRADUATE: "distance_graduate"}
"""Student level → the field of a school in which its word stands."""


@dataclass(frozen=True)
class Told:
    """What a school says of one student level, and which release says so."""

    school: models.Model
    level: StudentLevel

    @property
    def word(self):
        return getattr(self.school, FIELDS[self.level])

    @property
    def release(self):
        return self.school.distance_release

    @property
    def is_blank(self):
        """Nothing is said of the level: the school has not told, or has no such level."""
        return self.word in ("", DistanceEducation.NO_LEVEL)

    @property
    def label(self):
        """For a list of facts or a cell."""
        return str(DistanceEducation(self.word).label) if self.word else gettext("Not published")

    @property
    def of_whom(self):
        """What a list of facts calls it."""
        return LABELS[self.level]

    @property
    def sentence(self):
        """What a program's page says."""
        return SENTENCES[self.level][self.word] % {"school": self.school, "edition": self.release.edition}

    @property
    def leaves_open(self):
        """It offers some whole programs at a distance, and nobody says here which."""
        return self.word == DistanceEducation.PROGRAMS


def told_by(school):
    """What a school says of each student level; nothing where no file has been read for it."""
    return [Told(school, level) for level in StudentLevel] if school.distance_release_id else []


def fitting(school, level):
    """What a school says of the students of a degree level, or None where no file has been read for it."""
    return Told(school, student_level_of(level)) if school.distance_release_id else None
