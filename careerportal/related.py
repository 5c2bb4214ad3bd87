"""What belongs together across apps: the certification of a career, the career of a certification, its programs.

Salaries and certification know nothing of each other or of programs. Pages that show them side by side ask here.
"""

from collections import Counter

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language

from careerportal.sync import kept, ledger
from careerportal.taxonomy.degree_levels import DegreeLevel
from certification.models import Certification
from programs import ladder, pictures, typical
from salaries.models import Occupation


def certifications_of(soc):
    """Certifications that holders of an occupation earn, by SOC code."""
    return Certification.objects.for_occupation(soc).select_related("body") if soc else Certification.objects.none()


def career_of(soc):
    """The occupation that a certification belongs to, or None."""
    return Occupation.objects.filter(soc=soc).first() if soc else None


def careers_called(words):
    """Occupations that go by a name; none for no words."""
    return Occupation.objects.in_listing_order().called(words) if words else Occupation.objects.none()


def certified_careers():
    """Every occupation that has a certification of its own, by name."""
    codes = Certification.objects.exclude(soc="").values("soc")
    return sorted(Occupation.objects.filter(soc__in=codes), key=lambda career: career.shown_title.casefold())


def degree_ladder():
    """Each rung that has programs or a guide, lowest first: level, what it is, and how many programs we list."""
    return ladder.rungs()


def programs_in(area):
    """The degree levels taught in an area's states: level, how many programs we list, and the search that shows them.

    `near` is how many of them are at schools in the metropolitan area itself, where their places are known.
    """
    by_place = ladder.levels_by_place()
    counts = sum((by_place.get(code, Counter()) for code in area.states), Counter())
    near, search = by_place.get(area.code, Counter()), reverse("programs:list")
    return [
        {
            "level": level,
            "count": counts[level],
            "near": near[level],
            "url": f"{search}?{urlencode({'level': level.value, 'state': area.states}, doseq=True)}",
        }
        for level in DegreeLevel
        if level in counts
    ]


def programs_here(area):
    """The programs of an area by level as a piece of a page, for all occupations there; kept until the data change."""
    held, here = kept.at(ledger.serial(), "programs here", dict), (get_language(), area.code)
    if here not in held:
        context = {"area": area, "levels": programs_in(area)}
        held[here] = render_to_string("salaries/_area_programs.html", context)
    return held[here]


def earnings_ladder():
    """What graduates typically earn at each level: bars, lowest rung first, and the release that they are of."""
    return {"bars": pictures.level_picture(ladder.earnings_by_level()), "release": typical.release()}
