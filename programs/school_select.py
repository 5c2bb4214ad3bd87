"""Choosing a school on the desk: by typing its name; where no script runs, by its UNITID or the address of its page."""

import re

from django.contrib.admin.widgets import AutocompleteSelect
from django.utils.html import format_html

UNITID = re.compile(r"[0-9]{1,9}", re.ASCII)
NO_SCHOOL = "0"
"""What no row has as its key: the form then says that there is no such school."""


class SchoolSelect(AutocompleteSelect):
    """Django's field that finds as one types; beside it a plain one, which only a browser without scripts shows."""

    def use_required_attribute(self, initial):
        """A browser would ask for a choice though the school was typed; the form asks for either."""
        return False

    def render(self, name, value, attrs=None, renderer=None):
        return format_html(
            '{}<noscript><input type="text" name="{}" class="vTextField" maxlength="300" aria-label="{}" '
            'placeholder="{}"></noscript>',
            super().render(name, value, attrs, renderer),
            typed_name(name),
            "The school’s UNITID, or the address of its page",
            "UNITID, or the address of its page",
        )

    def value_from_datadict(self, data, files, name):
        typed = data.get(typed_name(name), "").strip()
        return self._key_of(typed) if typed else super().value_from_datadict(data, files, name)

    def _key_of(self, typed):
        schools = self.field.remote_field.model._default_manager
        last = typed.replace("\x00", "").rstrip("/").rpartition("/")[2]
        named = {"unitid": int(last)} if UNITID.fullmatch(last) else {"slug": last}
        return str(schools.filter(**named).values_list("pk", flat=True).first() or NO_SCHOOL)


def typed_name(name):
    """The name of the plain field beside another."""
    return f"{name}_typed"
