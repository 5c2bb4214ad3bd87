"""Check that a webhook's message is the portal's, whole, and of now."""

import base64
import hashlib
import hmac
import time

TOLERANCE = 5 * 60
"""Seconds: an older message may be a recording that somebody plays again."""


def is_genuine(secret, headers, body):
    """`headers` are the request's, with names in lower case; `body` its bytes as they came, before any parsing."""
    sent_at = headers["webhook-timestamp"]
    if not sent_at.isdigit() or abs(time.time() - int(sent_at)) > TOLERANCE:
        return False
    signed = f"{headers['webhook-id']}.{sent_at}.".encode() + body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    expected = base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
    versions = (one.partition(",") for one in headers["webhook-signature"].split())
    return any(version == "v1" and hmac.compare_digest(given, expected) for version, _, given in versions)
