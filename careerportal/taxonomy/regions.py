"""The Census Bureau's four regions and nine divisions: the only parts of the country that we name.

Source: US Census Bureau, "Census Regions and Divisions of the United States",
https://www2.census.gov/geo/pdfs/maps-data/maps/reference/us_regdiv.pdf. Territories are in none of them. Everyday words
that the Bureau does not define, such as the Southwest, are left out: people draw them in different places.
"""

from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

DIVISIONS = {
    "new-england": ("CT", "ME", "MA", "NH", "RI", "VT"),
    "middle-atlantic": ("NJ", "NY", "PA"),
    "east-north-central": ("IL", "IN", "MI", "OH", "WI"),
    "west-north-central": ("IA", "KS", "MN", "MO", "NE", "ND", "SD"),
    "south-atlantic": ("DE", "DC", "FL", "GA", "MD", "NC", "SC", "VA", "WV"),
    "east-south-central": ("AL", "KY", "MS", "TN"),
    "west-south-central": ("AR", "LA", "OK", "TX"),
    "mountain": ("AZ", "CO", "ID", "MT", "NV", "NM", "UT", "WY"),
    "pacific": ("AK", "CA", "HI", "OR", "WA"),
}

DIVISIONS_OF = {
    "northeast": ("new-england", "middle-atlantic"),
    "midwest": ("east-north-central", "west-north-central"),
    "south": ("south-atlantic", "east-south-central", "west-south-central"),
    "west": ("mountain", "pacific"),
}
"""Region → its divisions."""

REGIONS = {
    region: tuple(sorted(state for division in divisions for state in DIVISIONS[division]))
    for region, divisions in DIVISIONS_OF.items()
} | {division: tuple(sorted(states)) for division, states in DIVISIONS.items()}
"""The word of a region or division in URLs → the postal codes of its states; regions come first."""

ENGLISH = {
    "northeast": _("Northeast"), "midwest": _("Midwest"), "south": _("South"), "west": _("West"),
    "new-england": _("New England"), "middle-atlantic": _("Middle Atlantic"),
    "east-north-central": _("East North Central"), "west-north-central": _("West North Central"),
    "south-atlantic": _("South Atlantic"), "east-south-central": _("East South Central"),
    "west-south-central": _("West South Central"), "mountain": _("Mountain"), "pacific": _("Pacific"),
}  # fmt: skip
"""The word in URLs → the Bureau's name."""

NAMES = {word: gettext_lazy(name) for word, name in ENGLISH.items()}
"""The word in URLs → the name in the language of the page."""
