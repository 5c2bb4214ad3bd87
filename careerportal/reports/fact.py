"""One fact that a reader can call wrong: what it says now, where that comes from, and whether we may change it."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from careerportal.datasets import registry
from careerportal.texts.reading import in_the_language_of_the_page

NOT_RECORDED = _("Not recorded")
OUR_CURATORS = _("Our curators' own record")
YES_NO = {True: _("Yes"), False: _("No")}
SAID_YES_NO = {"yes": True, "required": True, "no": False, "not required": False}


@dataclass(frozen=True)
class Fact:
    """One fact as the portal has it now."""

    kind: str
    key: str
    name: str
    label: str
    about: str
    shown: str
    source: str
    page: str
    is_federal: bool = False
    row: models.Model | None = None
    """The row that a correction is written to; None where it is federal, or is recorded in rows of its own."""

    field: str = ""
    """The field of that row."""

    lines: tuple = ()
    """What the ledger says when it is corrected."""

    @property
    def is_ours_to_write(self):
        return self.row is not None

    def read(self, text):
        """Return a value of the fact's field from its words; ValidationError says what would be right."""
        field = self.row._meta.get_field(self.field)
        if field.choices:
            words = {said.lower(): value for value, label in field.choices for said in (str(value), str(label))}
            if text.strip().lower() not in words:
                labels = ", ".join(str(label) for _, label in field.choices)
                raise ValidationError(gettext("Write one of these: %(labels)s.") % {"labels": labels})
            return words[text.strip().lower()]
        if isinstance(field, models.BooleanField):
            if text.strip().lower() not in SAID_YES_NO:
                raise ValidationError(gettext("Write yes or no."))
            return SAID_YES_NO[text.strip().lower()]
        options = {"assume_scheme": "https"} if isinstance(field, models.URLField) else {}
        return field.formfield(**options).clean(text.strip())


def say(row, name):
    """What a field says, in the words of a page."""
    field, value = row._meta.get_field(name), getattr(row, name)
    if field.choices:
        value = getattr(row, f"get_{name}_display")()
    elif isinstance(field, models.BooleanField):
        value = YES_NO.get(value, "")
    return str(NOT_RECORDED) if value in (None, "") else in_the_language_of_the_page(str(value))[0]


def named(release):
    """The source and edition of figures."""
    if release is None:
        return gettext("A federal file; the edition is not recorded")
    source = registry.all_sources().get(release.source)
    return (
        f"{source.publisher}, {source.title}, {release.edition}" if source else f"{release.source}, {release.edition}"
    )


@dataclass(frozen=True)
class About:
    """One thing that facts are about."""

    kind: str
    key: str
    name: str
    page: str
    lines: tuple

    def own(self, row, labels, source=OUR_CURATORS):
        """Facts that our curators write: {field: label}."""
        for field, label in labels.items():
            yield self._fact(field, label, say(row, field), source, row=row, field=field, lines=self.lines)

    def federal(self, said, source):
        """Facts that a federal file says: {field: (label, words)}."""
        for field, (label, words) in said.items():
            yield self._fact(field, label, words, source, is_federal=True)

    def beside(self, said):
        """Facts that our curators record in rows of their own: {name: (label, words)}."""
        for field, (label, words) in said.items():
            yield self._fact(field, label, words or NOT_RECORDED, OUR_CURATORS)

    def _fact(self, fact, label, words, source, **more):
        return Fact(self.kind, self.key, fact, label, self.name, words, source, self.page, **more)
