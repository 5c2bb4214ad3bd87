"""Miles between two points, as the crow flies: once for the database, and once in Python for what stands on a page.

The haversine formula (R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68, 1984) on a sphere.
"""

import math

from django.db.models import F, FloatField, Q, Value
from django.db.models.functions import ASin, Cos, Least, Power, Radians, Sin, Sqrt
from django.utils.translation import gettext, ngettext

EARTH_RADIUS = 3_958.8
"""Miles: the mean radius of the Earth (IUGG: 6,371.0 km)."""

MILES_A_DEGREE = math.pi * EARTH_RADIUS / 180


def miles_between(one, other):
    """Return the miles between two (latitude, longitude) points in degrees."""
    (south, west), (north, east) = (map(math.radians, point) for point in (one, other))
    half = math.sin((north - south) / 2) ** 2 + math.cos(south) * math.cos(north) * math.sin((east - west) / 2) ** 2
    return 2 * EARTH_RADIUS * math.asin(min(1.0, math.sqrt(half)))


def expression(latitude, longitude):
    """Return the miles from a point to a program's school, for any query of programs."""
    north, east = F("school__latitude"), F("school__longitude")
    half = Power(Sin(Radians(north - latitude) / 2), 2) + Value(math.cos(math.radians(latitude))) * Cos(
        Radians(north)
    ) * Power(Sin(Radians(east - longitude) / 2), 2)
    whole = ASin(Least(Value(1.0), Sqrt(half, output_field=FloatField()), output_field=FloatField()))
    return 2 * EARTH_RADIUS * whole


def box(latitude, longitude, miles):
    """Return the Q of programs whose school lies in the box around a circle: what an index can answer."""
    up = miles / MILES_A_DEGREE
    inside = Q(school__latitude__range=(latitude - up, latitude + up))
    # Where the circle holds a pole it has every longitude; else it is widest where a meridian just touches it.
    reaches_pole = abs(latitude) + up >= 90
    aside = (
        180 if reaches_pole else math.degrees(math.asin(math.sin(math.radians(up)) / math.cos(math.radians(latitude))))
    )
    if longitude - aside < -180 or longitude + aside > 180:  # It may also reach over the date line, as around Guam.
        return inside & Q(school__longitude__isnull=False)
    return inside & Q(school__longitude__range=(longitude - aside, longitude + aside))


def in_words(miles):
    """Say a distance to a person: "23 miles away"."""
    if miles < 1:
        return gettext("less than a mile away")
    number = round(miles)
    return ngettext("%(number)s mile away", "%(number)s miles away", number) % {"number": f"{number:,}"}
