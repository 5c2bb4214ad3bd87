"""What a field of study is, as the federal classification words it: what students read of a CIP code.

A process keeps all of it until the data change: 24 fields of 51.07 are 12 KB, all 2,800 of the classification 1.5 MB.
"""

import re
from dataclasses import dataclass

from careerportal.datasets.models import Release
from careerportal.sync import kept, ledger
from careerportal.taxonomy.cip import field_of
from careerportal.taxonomy.figures import FigureStatus
from programs.fields import FieldOfStudy

SHORT = 200
"""Characters that are shown as they are; of a longer definition the first sentence, and the rest is folded."""

END_OF_SENTENCE = re.compile(r"(?<![A-Z])\.\s+(?=[A-Z])")
"""Not within "U.S. Army"."""


@dataclass(frozen=True)
class Definition:
    """The words of a field's definition, or why there are none; and the fields that it takes in."""

    code: str
    title: str = ""
    text: str = ""
    release: Release | None = None
    why_blank: FigureStatus | None = None
    takes_in: tuple[str, ...] = ()
    """Codes and titles of the six-digit fields that belong to one of four."""

    @property
    def first(self):
        """The first sentence of a long definition, the whole of a short one."""
        return self._parts[0]

    @property
    def rest(self):
        """What follows the first sentence; "" where nothing does."""
        return self._parts[1]

    @property
    def _parts(self):
        end = END_OF_SENTENCE.search(self.text)
        if len(self.text) <= SHORT or not end:
            return self.text, ""
        return self.text[: end.start() + 1], self.text[end.end() :]


def of(code, serial=None):
    """Return the Definition of a field of four or six digits, as the data stand at a serial."""
    known = kept.at(ledger.serial() if serial is None else serial, "definitions of fields", _all)
    if code in known:
        return known[code]
    return Definition(code, why_blank=FigureStatus.UNKNOWN if known else FigureStatus.NOT_COLLECTED)


def _all():
    """{code: Definition} of every field that the classification names; nothing where it is not loaded."""
    columns = ("code", "title", "definition", "release_id", "release__source", "release__edition", "release__variant")
    rows = list(FieldOfStudy.objects.order_by("code").values_list(*columns))
    members = {}
    for code, title, *_ in rows:
        if code != field_of(code):
            members.setdefault(field_of(code), []).append(f"{code} {title}")
    releases = {
        pk: Release(pk=pk, source=source, edition=edition, variant=variant)
        for *_, pk, source, edition, variant in rows
        if pk
    }
    return {
        code: Definition(
            code,
            title,
            text,
            releases.get(release),
            None if text else FigureStatus.UNKNOWN,
            tuple(members.get(code, ())),
        )
        for code, title, text, release, *_ in rows
    }
