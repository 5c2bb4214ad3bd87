"""What belongs together across apps: the certification of a career, the career of a certification, its programs.

Salaries and certification know nothing of each other or of programs. Pages that show them side by side ask here.
"""

from django.db.models import Count

from careerportal.taxonomy.degree_levels import DegreeLevel
from certification.models import Certification
from programs.models import LevelGuide, Program
from salaries.models import Occupation


def certifications_of(soc):
    """Certifications that holders of an occupation earn, by SOC code."""
    return Certification.objects.for_occupation(soc).select_related("body") if soc else Certification.objects.none()


def career_of(soc):
    """The occupation that a certification belongs to, or None."""
    return Occupation.objects.filter(soc=soc).first() if soc else None


def certified_careers():
    """Every occupation that has a certification of its own, by name."""
    codes = Certification.objects.exclude(soc="").values("soc")
    return sorted(Occupation.objects.filter(soc__in=codes), key=lambda career: career.shown_title.casefold())


def degree_ladder():
    """Each rung that has programs or a guide, lowest first: level, what it is, and how many programs we list."""
    published = Program.objects.published().at_listed_schools()
    counts = dict(published.order_by().values_list("level").annotate(Count("id")))
    guides = {guide.level: guide for guide in LevelGuide.objects.all()}
    return [
        {"level": level, "guide": guides.get(level), "program_count": counts.get(level, 0)}
        for level in DegreeLevel
        if level in guides or counts.get(level)
    ]
