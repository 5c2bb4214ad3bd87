"""A shortlist without an account: slugs in a signed cookie of the reader's own browser, and nowhere else.

The cookie goes to the pages of the shortlist alone (its path), so every other page stays the same for everybody and can
be kept. The shortlist has a page in each language and each page its cookie; they are written together and say the same.
No script can read them, no other site's form can use them, and we keep nothing of them.
"""

from dataclasses import dataclass, replace

from django.conf import settings
from django.core import signing
from django.utils.translation import get_language

from careerportal.taxonomy.languages import ENGLISH, NAMES, in_language

COOKIES = {language: f"shortlist-{language}" for language in NAMES} | {ENGLISH: "shortlist"}
"""Language of the page → name of its cookie, so that the header of a request says which is which."""

SALT = "programs.shortlist"
MOST = 30
"""Programs that a list holds."""

LARGEST_COOKIE = 3_800
"""Bytes; browsers keep cookies of 4,096, name and attributes included."""

KEPT_SECONDS = 365 * 24 * 3600


@dataclass(frozen=True)
class Shortlist:
    """The slugs in the reader's order. `is_damaged`: there was a cookie, but not as we wrote it."""

    slugs: tuple = ()
    is_damaged: bool = False

    @property
    def is_full(self):
        return len(self.slugs) >= MOST

    def adding(self, *slugs, at=None):
        """The list with these at its end, or at a place. Those that it holds stay where they are."""
        new = [slug for slug in dict.fromkeys(slugs) if slug not in self.slugs]
        place = len(self.slugs) if at is None else at
        return self._with([*self.slugs[:place], *new, *self.slugs[place:]])

    def removing(self, slug):
        return self._with([one for one in self.slugs if one != slug])

    def replacing(self, slug, other):
        """The list with another in a program's place; where it holds the other already, without the program."""
        if other in self.slugs:
            return self.removing(slug)
        return self._with([other if one == slug else one for one in self.slugs])

    def moving(self, slug, steps):
        """The list with a program so many places further down, or up where `steps` is negative."""
        if slug not in self.slugs:
            return self
        others = [one for one in self.slugs if one != slug]
        place = max(0, min(len(others), self.slugs.index(slug) + steps))
        return self._with([*others[:place], slug, *others[place:]])

    def _with(self, slugs):
        """As many of the slugs as the list and its cookie hold."""
        slugs = slugs[:MOST]
        while len(_signed(slugs)) > LARGEST_COOKIE:
            slugs = slugs[:-1]
        return replace(self, slugs=tuple(slugs), is_damaged=False)


def read(request):
    """The Shortlist of the reader who asks; an empty one for a reader without, or whose cookie is not ours."""
    cookie = request.COOKIES.get(COOKIES[get_language()])
    if not cookie:
        return Shortlist()
    try:
        slugs = signing.loads(cookie, salt=SALT)
    except signing.BadSignature:
        return Shortlist(is_damaged=True)
    return Shortlist(tuple(slugs))


def write(response, shortlist):
    """Give the reader the list to keep, for the pages of every language; of an empty one nothing is kept."""
    signed = _signed(shortlist.slugs) if shortlist.slugs else ""
    for language, name in COOKIES.items():
        same_site = {"path": in_language(language, "/shortlist/"), "samesite": "Lax"}
        if not signed:
            response.delete_cookie(name, **same_site)
            continue
        response.set_cookie(
            name,
            signed,
            max_age=KEPT_SECONDS,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            **same_site,
        )


def _signed(slugs):
    return signing.dumps(list(slugs), salt=SALT, compress=True)
