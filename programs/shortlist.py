"""A shortlist without an account: slugs in a signed cookie of the reader's own browser, and nowhere else.

The cookie goes to the pages of the shortlist alone (its path), so every other page stays the same for everybody and can
be kept. No script can read it, no other site's form can use it, and we keep nothing of it.
"""

from dataclasses import dataclass, replace

from django.conf import settings
from django.core import signing

COOKIE = "shortlist"
PATH = "/shortlist/"
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
    cookie = request.COOKIES.get(COOKIE)
    if not cookie:
        return Shortlist()
    try:
        slugs = signing.loads(cookie, salt=SALT)
    except signing.BadSignature:
        return Shortlist(is_damaged=True)
    return Shortlist(tuple(slugs))


def write(response, shortlist):
    """Give the reader the list to keep; of an empty one nothing is kept."""
    same_site = {"path": PATH, "samesite": "Lax"}
    if not shortlist.slugs:
        response.delete_cookie(COOKIE, **same_site)
        return
    response.set_cookie(
        COOKIE,
        _signed(shortlist.slugs),
        max_age=KEPT_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        **same_site,
    )


def _signed(slugs):
    return signing.dumps(list(slugs), salt=SALT, compress=True)
