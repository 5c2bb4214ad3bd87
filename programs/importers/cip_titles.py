"""The Classification of Instructional Programs (CIP): what the code of each field of study stands for.

One row is a code of two, four or six digits. Families of two digits are passed over, and so is what the portal does not
show. Titles end in a full stop, which is dropped. Programs of six digits have their titles from here.
"""

import re
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from careerportal.datasets import ages, diff
from careerportal.datasets.downloads import Address
from careerportal.datasets.first_rows import FirstRows
from careerportal.datasets.registry import Source
from careerportal.taxonomy import cip
from programs.fields import FieldOfStudy
from programs.importers import settling

COLUMNS = ("CIPFamily", "CIPCode", "Action", "TextChange", "CIPTitle", "CIPDefinition")
ACTIONS = ("No substantive changes", "New", "Deleted", "Moved from", "Moved to")
"""What became of a code since the edition before. Codes that have moved away are kept: older figures name them."""

LONGEST_TITLE = 200
FAMILY = re.compile(r'(="?)?[0-9]{1,2}"?')


@dataclass(frozen=True)
class FieldRecord:
    code: str
    title: str
    definition: str


def normalise(rows, problems, edition):
    """Yield a FieldRecord for each code of four or six digits that is the portal's."""
    first_rows = FirstRows()
    for row in rows:
        if FAMILY.fullmatch(row["CIPCode"].strip()):
            continue
        try:
            record = _record(row)
        except ValueError as error:
            problems.error(row.number, "unreadable row", str(error), row["CIPTitle"][:80])
            continue
        if not cip.is_within(record.code, settings.PORTAL_CIP_SCOPE):
            continue
        if earlier := first_rows.seen(record.code, row.number):
            message = f"the same code stands on row {earlier} already"
            problems.error(row.number, "duplicate field of study", message, record.code)
            continue
        yield record


def _record(row):
    code = cip.parse(row["CIPCode"])
    if row["CIPFamily"].strip().strip('="') != code[:2]:
        raise ValueError(f"CIPFamily {row['CIPFamily'][:20]!r} is not the family of {code}")
    if row["Action"] not in ACTIONS or row["TextChange"] not in ("yes", "no"):
        raise ValueError(f"Action {row['Action'][:40]!r} or TextChange {row['TextChange'][:20]!r} is unknown")
    title = " ".join(row["CIPTitle"].split()).rstrip(".")
    if not title or len(title) > LONGEST_TITLE or not title.isprintable():
        raise ValueError(f"CIPTitle {title[:40]!r} is not a title of 1 to {LONGEST_TITLE} characters")
    definition = " ".join(row["CIPDefinition"].split())
    if not definition:
        raise ValueError("CIPDefinition is empty")
    return FieldRecord(code, title, definition)


class Fields(diff.Comparison):
    """The fields, and the programs that have their titles from them."""

    def tables(self, records):
        wanted = {one.code: {"code": one.code, "title": one.title, "definition": one.definition} for one in records}
        existing = {field.code: field for field in FieldOfStudy.objects.filter(code__in=wanted)}
        yield diff.compare("fields", FieldOfStudy, existing, wanted, stamp="release", part_of="programs")

    def claims(self):
        return [diff.Claimed("fields", FieldOfStudy.objects.all(), part_of="programs")]

    def conclusions(self, problems):
        yield from settling.conclusions(problems, reports=False)


def _edition_of(file_name):
    found = re.search("20[0-9]{2}", file_name)
    return found[0] if found else ""


SOURCE = Source(
    key="cip",
    title="Classification of Instructional Programs",
    publisher="National Center for Education Statistics, US Department of Education",
    licence="Public domain",
    landing_page="https://nces.ed.gov/ipeds/cipcode/",
    schedule=_("every ten years; the edition of 2020 is in force"),
    rhythm=ages.Rhythm(months=120, month=1),
    notes=_(
        "Titles and definitions of fields of study. Load it before completions, so that programs have their titles."
    ),
    columns=COLUMNS,
    fallback_encoding="cp1252",
    normalise=normalise,
    comparison=Fields,
    address=Address("https://nces.ed.gov/ipeds/cipcode/Files/CIPCode2020.csv"),
    edition_of=_edition_of,
)
