"""Giving out keys, replacing and revoking them. The verbs that admin and commands call.

A key is 32 random bytes. Nobody can guess one, so its digest needs no slow hash, which would cost every request a tenth
of a second to guard against guessing that cannot happen. What stands in the database opens nothing.
"""

import secrets
from datetime import timedelta
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from careerportal.partners import known_keys
from careerportal.partners.models import ApiKey
from careerportal.partners.scopes import USUAL

MARK = "cpk_"
"""How every key begins, so that a scanner of repositories, and our own logs, can tell one."""

USUAL_OVERLAP = timedelta(days=7)


def digest(token):
    """Return what is kept of a key."""
    return sha256(token.encode(errors="replace")).hexdigest()


@transaction.atomic
def issue(partner, *, name, scopes=USUAL, expires_at=None):
    """Make a key for a partner and return it with its text, which nobody can ever see again."""
    prefix = MARK + secrets.token_hex(4)
    token = f"{prefix}_{secrets.token_urlsafe(32)}"
    key = ApiKey(partner=partner, name=name, prefix=prefix, scopes=list(scopes), expires_at=expires_at)
    key.digest = digest(token)
    key.full_clean()
    key.save()
    known_keys.changed([("keys", key.prefix, "created")])
    return key, token


@transaction.atomic
def rotate(key, *, overlap=USUAL_OVERLAP):
    """Make a key in place of another and return it with its text; the old one works on for the overlap."""
    successor, token = issue(key.partner, name=key.name, scopes=key.scopes)
    ends = timezone.now() + overlap
    key.expires_at = min(ends, key.expires_at or ends)
    key.replaced_by = successor
    key.save(update_fields=["expires_at", "replaced_by"])
    known_keys.changed([("keys", key.prefix, "updated")])
    return successor, token


@transaction.atomic
def revoke(key):
    """End a key: the next request with it is refused."""
    key.revoked_at = key.revoked_at or timezone.now()
    key.save(update_fields=["revoked_at"])
    known_keys.changed([("keys", key.prefix, "withdrawn")])
