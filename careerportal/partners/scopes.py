"""What a partner's key may be used for, and which address needs which."""

import re

from django.db import models


class Scope(models.TextChoices):
    READ = "read", "Read every resource"
    CHANGES = "changes", "Follow the change feed"
    EXPORTS = "exports", "Take whole exports"
    CATALOGUES = "catalogues", "Use the partner's own catalogues"


USUAL = [Scope.READ.value, Scope.CHANGES.value, Scope.EXPORTS.value]
"""What a new key may do unless somebody says otherwise: the same as a reader without a key, at a higher rate."""

ROOT = "/api/v1/"
BY_ADDRESS = {
    "changes": Scope.CHANGES.value,
    "exports": Scope.EXPORTS.value,
    "catalogues": Scope.CATALOGUES.value,
}
"""First word of the address below ROOT → scope; every other address needs READ."""

NEEDS_A_KEY = {Scope.CATALOGUES.value}
"""What nobody may do without a key."""


EXPORT = re.compile(rf"{ROOT}(exports/[^/]|catalogues/[^/]+/export\.)")
"""Addresses of whole exports; the list of them is no export."""


def is_an_export(path):
    return bool(EXPORT.match(path))


def needed_for(path):
    """Return the scope that a path under ROOT needs."""
    return BY_ADDRESS.get(path[len(ROOT) :].partition("/")[0], Scope.READ.value)
