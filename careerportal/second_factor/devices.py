"""A person's authenticator app and recovery codes: set up, checked, renewed, taken away.

The app's secret has to be known to whoever checks its codes, so it stands in the database. Recovery codes are single
random numbers; of them only a keyed hash is kept, so that nobody who reads the database can use one.
"""

from base64 import b32encode
from hashlib import sha256
from hmac import new as hmac
from math import ceil
from secrets import randbelow
from urllib.parse import quote, urlencode

from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

HOW_MANY = 10
DIGITS_OF_APP, DIGITS_OF_RECOVERY = 6, 12
MOST_FAILURES = 9
"""After each wrong code one waits twice as long, but at most 2⁸ seconds: nobody shuts the owner out for good."""


def authenticator_of(person):
    """Return the device that a person's sign-in asks for, or None."""
    return TOTPDevice.objects.filter(user=person, confirmed=True).first()


def begun_by(person):
    """Return the device that a person is setting up, or None."""
    return TOTPDevice.objects.filter(user=person, confirmed=False).first()


def recovery_codes_left(person):
    """Count the recovery codes that a person has not used."""
    return StaticToken.objects.filter(device__user=person).count()


@transaction.atomic
def begin(person):
    """Make a new secret for a person's app; sign-in asks for it only once a code has shown that the app has it."""
    TOTPDevice.objects.filter(user=person, confirmed=False).delete()
    return TOTPDevice.objects.create(user=person, name="authenticator", confirmed=False)


def words_of(device):
    """Return the secret as people type it: letters and digits in groups of four."""
    text = b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def address_of(device):
    """Return the otpauth: address that apps read from a QR code."""
    label = quote(f"Career Portal:{device.user.get_username()}")
    asked = {"secret": words_of(device).replace(" ", ""), "issuer": "Career Portal"}
    return f"otpauth://totp/{label}?{urlencode(asked, quote_via=quote)}"


@transaction.atomic
def confirm(person, code):
    """Switch the second factor on with the first code of the app; return new recovery codes, or None."""
    device = TOTPDevice.objects.select_for_update().filter(user=person, confirmed=False).first()
    if device is None or authenticator_of(person) or not device.verify_token(_digits(code)):
        return None
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    write_down(person, by=person, what="Second factor set up.")
    return _new_codes(person)


@transaction.atomic
def renew(person):
    """Replace all recovery codes of a person; return the new ones."""
    write_down(person, by=person, what="Recovery codes renewed.")
    return _new_codes(person)


def _new_codes(person):
    """Make recovery codes. This once they can be read."""
    StaticDevice.objects.filter(user=person).delete()
    device = StaticDevice.objects.create(user=person, name="recovery codes")
    codes = [f"{randbelow(10**DIGITS_OF_RECOVERY):0{DIGITS_OF_RECOVERY}}" for _ in range(HOW_MANY)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=_hashed(device, code)) for code in codes)
    return [" ".join((code[:4], code[4:8], code[8:])) for code in codes]


def _hashed(device, code):
    """Return what is kept of a recovery code: 64 bits that only this portal, with its secret key, can make."""
    key = sha256(f"careerportal.second_factor:{settings.SECRET_KEY}".encode()).digest()
    return hmac(key, f"{device.user_id}:{code}".encode(), "sha256").hexdigest()[:16]


def _digits(code):
    return "".join(letter for letter in code if letter in "0123456789")


@transaction.atomic
def accepts(person, code):
    """Whether a code of the app, or a recovery code, is a person's. Neither is accepted a second time."""
    code = _digits(code)
    kind = StaticDevice if len(code) == DIGITS_OF_RECOVERY else TOTPDevice
    device = kind.objects.select_for_update().filter(user=person, confirmed=True).first()
    if device is None:
        return False
    device.throttling_failure_count = min(device.throttling_failure_count, MOST_FAILURES)
    return device.verify_token(_hashed(device, code) if kind is StaticDevice else code)


def seconds_to_wait(person):
    """How long after wrong codes no code of the app is looked at."""
    device = authenticator_of(person)
    if device is None:
        return 0
    device.throttling_failure_count = min(device.throttling_failure_count, MOST_FAILURES)
    may, why = device.verify_is_allowed()
    return 0 if may else max(1, ceil((why["locked_until"] - timezone.now()).total_seconds()))


@transaction.atomic
def switch_off(person):
    """Ask a person for no code any more, by their own wish."""
    _forget(person)
    write_down(person, by=person, what="Second factor switched off.")


@transaction.atomic
def take_away(person, *, by, why, where="on the desk"):
    """Forget a person's lost device; the history of the person says who did, and why."""
    _forget(person)
    write_down(person, by=by, what=f"Second factor taken away {where}: {why}")


def _forget(person):
    TOTPDevice.objects.filter(user=person).delete()
    StaticDevice.objects.filter(user=person).delete()


def write_down(person, *, by, what):
    """Write a line into the history of a person."""
    LogEntry.objects.log_actions(by.pk, [person], CHANGE, change_message=what, single_object=True)
