"""Collect the texts that are marked for translation into the catalogues, and compile these."""

from pathlib import Path

from django.conf import settings
from django.core.management.commands import makemessages

from careerportal.taxonomy.languages import OTHERS

NOT_OURS = (".venv", "var", "tests", "bench", "fuzz", "docs", "staticfiles", "artifacts")


def catalogues():
    """Every catalogue of the portal, beside the code or the templates whose texts it translates."""
    folders = ("careerportal", "programs", "salaries", "certification", "templates")
    return sorted(path for name in folders for path in Path(settings.BASE_DIR, name).rglob("locale/*/*/django.po"))


class Command(makemessages.Command):
    help = "Collect the texts that are marked for translation, and compile the catalogues. Needs GNU gettext."

    # A guess at a translation would stand on a page before anybody has read it.
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.set_defaults(locale=list(OTHERS), ignore_patterns=list(NOT_OURS), no_obsolete=True)
        parser.set_defaults(no_wrap=True, add_location="never", extensions=["html", "jinja", "py"])

    def handle(self, *args, **options):
        super().handle(*args, **options)
        import polib  # Only who translates has it.

        for path in catalogues():
            catalogue = polib.pofile(str(path), wrapwidth=0)
            # Dates and tools would differ with every run, on every machine.
            for name in ("POT-Creation-Date", "PO-Revision-Date", "Last-Translator", "Language-Team", "X-Generator"):
                catalogue.metadata.pop(name, None)
            catalogue.metadata |= {
                "Project-Id-Version": "Career Portal",
                "Report-Msgid-Bugs-To": "",
                "Language": path.parent.parent.name,
                "Plural-Forms": "nplurals=2; plural=(n != 1);",
            }
            for entry in catalogue:
                # Django's own Spanish has a third form, for round millions; ours says it with "de" where it must.
                entry.msgstr_plural = {form: text for form, text in entry.msgstr_plural.items() if form < 2}
            catalogue.header = f"Texts of {path.parents[2].parent.name}/ in the languages of the portal."
            catalogue.metadata_is_fuzzy = False
            catalogue.save()
            catalogue.save_as_mofile(str(path.with_suffix(".mo")))
            waiting = len(catalogue.untranslated_entries())
            self.stdout.write(f"{path.relative_to(settings.BASE_DIR)}: {waiting} of {len(catalogue)} not translated")
