"""Links by which people who are not signed in see a program before readers do.

The link names one program and the moment it was made, signed with the portal's key: nobody can make one for another
program, and it ends by itself.
"""

from datetime import timedelta

from django.core import signing
from django.urls import reverse

DAYS = 7
_signer = signing.TimestampSigner(salt="programs.preview")


def link_to(program):
    """The path of a program's preview, good for DAYS days."""
    return reverse("programs:preview", args=[_signer.sign(str(program.pk))])


def program_of(token):
    """The primary key that a token names; None where it is made up, mistyped or too old."""
    try:
        return int(_signer.unsign(token, max_age=timedelta(days=DAYS)))
    except signing.BadSignature:
        return None
