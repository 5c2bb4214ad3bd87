"""Signatures of webhook messages, by the Standard Webhooks specification, so that receivers find ready-made checks.

The secret of a webhook is made of our own secret and a salt, and stands nowhere: a copy of the database signs nothing.
"""

import hmac
from base64 import b64decode, b64encode
from hashlib import sha256

from django.conf import settings

MARK = "whsec_"


def secret_of(webhook):
    """Return the text of a webhook's secret, as its partner was shown it."""
    made = hmac.digest(settings.SECRET_KEY.encode(), f"webhook:{webhook.salt}".encode(), sha256)
    return MARK + b64encode(made).decode()


def sign(secret, message_id, timestamp, body):
    """Return what stands in `webhook-signature`: HMAC-SHA-256 over the message's id, the seconds and the body."""
    signed = f"{message_id}.{timestamp}.".encode() + body
    return "v1," + b64encode(hmac.digest(b64decode(secret.removeprefix(MARK)), signed, sha256)).decode()
