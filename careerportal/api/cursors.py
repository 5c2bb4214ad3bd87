"""Cursors: where a walk through a list stands, as a word that only we can write and nobody needs to read.

A cursor is signed, so that what comes back is what was given out: no value in it has to be distrusted.
"""

import datetime
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from zlib import crc32

from django.core.signing import BadSignature, Signer

LONGEST = 2_000
SIGNER = Signer(salt="careerportal.api.cursors", sep="~")


@dataclass(frozen=True)
class Cursor:
    """The row to go on from, by the values that the list is ordered by; `is_back` goes the other way.

    `order` stands for the order that the values are of: a cursor of another order leads nowhere.
    """

    order: int
    is_back: bool
    values: tuple

    def __str__(self):
        said = json.dumps([self.order, int(self.is_back), *self.values], separators=(",", ":"), default=_time)
        return SIGNER.sign(urlsafe_b64encode(said.encode()).decode().rstrip("="))


def read(text):
    """Return the Cursor of a word that we gave out; ValueError for any other."""
    if len(text) > LONGEST:
        raise ValueError("longer than any cursor of ours")
    try:
        said = SIGNER.unsign(text)
    except BadSignature:
        raise ValueError("not a cursor of ours") from None
    order, is_back, *values = json.loads(urlsafe_b64decode(said + "=" * (-len(said) % 4)), object_hook=_read_time)
    return Cursor(order, bool(is_back), tuple(values))


def number_of(order):
    """Return what stands for an order in cursors, from its description."""
    return crc32(order.encode())


def _time(value):
    return {"time": value.isoformat()}


def _read_time(said):
    return datetime.datetime.fromisoformat(said["time"])
