"""How urban the place of a school is: the twelve codes of the National Center for Education Statistics."""

from django.db.models import TextChoices


class Locale(TextChoices):
    """The value is the federal code, LOCALE."""

    CITY_LARGE = "11", "Large city"
    CITY_MIDSIZE = "12", "Midsize city"
    CITY_SMALL = "13", "Small city"
    SUBURB_LARGE = "21", "Suburb of a large city"
    SUBURB_MIDSIZE = "22", "Suburb of a midsize city"
    SUBURB_SMALL = "23", "Suburb of a small city"
    TOWN_FRINGE = "31", "Town near a city"
    TOWN_DISTANT = "32", "Town at some distance from a city"
    TOWN_REMOTE = "33", "Town far from a city"
    RURAL_FRINGE = "41", "Countryside near a city"
    RURAL_DISTANT = "42", "Countryside at some distance from a city"
    RURAL_REMOTE = "43", "Countryside far from a city"
