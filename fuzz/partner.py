"""Makes a partner with a catalogue and prints a key for all that partners may do: run by `manage.py shell`."""

from careerportal.partners import keys
from careerportal.partners.models import Catalogue, Partner
from careerportal.partners.scopes import Scope

MANY = 100_000_000
"""Requests a minute and a day: counted as ever, and never reached."""

partner, _ = Partner.objects.get_or_create(
    name="Fuzz", contact_email="fuzz@portal.example", per_minute=MANY, per_day=MANY
)
Catalogue.objects.get_or_create(
    partner=partner, slug="texas-masters", name="Master's in Texas", query="level=masters&state=TX"
)
print(keys.issue(partner, name="fuzz", scopes=Scope.values)[1])
