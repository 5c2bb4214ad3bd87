"""How urban the place of a school is: the twelve codes of the National Center for Education Statistics."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Locale(TextChoices):
    """The value is the federal code, LOCALE."""

    CITY_LARGE = "11", _("Large city")
    CITY_MIDSIZE = "12", _("Midsize city")
    CITY_SMALL = "13", _("Small city")
    SUBURB_LARGE = "21", _("Suburb of a large city")
    SUBURB_MIDSIZE = "22", _("Suburb of a midsize city")
    SUBURB_SMALL = "23", _("Suburb of a small city")
    TOWN_FRINGE = "31", _("Town near a city")
    TOWN_DISTANT = "32", _("Town at some distance from a city")
    TOWN_REMOTE = "33", _("Town far from a city")
    RURAL_FRINGE = "41", _("Countryside near a city")
    RURAL_DISTANT = "42", _("Countryside at some distance from a city")
    RURAL_REMOTE = "43", _("Countryside far from a city")
