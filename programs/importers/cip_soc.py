"""The CIP–SOC crosswalk: which occupations a field of study leads to.

One row ties a field of six digits to an occupation. NO MATCH (99-9999, or 99.9999 for the field) says that a field
leads to none, or an occupation has none. The workbook has the same ties once more in the order of occupations, and
lists of what is new; the first sheet with these columns is read.
"""

import re
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from careerportal.datasets import ages, diff
from careerportal.datasets.downloads import Address
from careerportal.datasets.first_rows import FirstRows
from careerportal.datasets.registry import Source
from careerportal.taxonomy import cip, soc
from programs.fields import FieldOfStudy
from salaries.crosswalk import JobOfField

CIP, SOC, JOB = "CIP2020Code", "SOC2018Code", "SOC2018Title"
COLUMNS = (CIP, "CIP2020Title", SOC, JOB)
NO_FIELD, NO_JOB = "99.9999", "99-9999"
LONGEST_TITLE = 200


@dataclass(frozen=True)
class TieRecord:
    cip: str
    soc: str
    job_title: str


def normalise(rows, problems, edition):
    """Yield a TieRecord for each tie of a field that is the portal's; at the end, tell of codes that do not meet."""
    first_rows, fields, jobs = FirstRows(), set(), set()
    for row in rows:
        try:
            record = _record(row)
        except ValueError as error:
            problems.error(row.number, "unreadable row", str(error), row["CIP2020Title"][:80])
            continue
        jobs.add(record.soc)
        if not cip.is_within(record.cip, settings.PORTAL_CIP_SCOPE):
            continue
        if earlier := first_rows.seen((record.cip, record.soc), row.number):
            message = f"the same tie stands on row {earlier} already"
            problems.error(row.number, "duplicate tie", message, f"{record.cip} {record.soc}")
            continue
        fields.add(record.cip)
        if record.soc != NO_JOB:
            yield record
    if not problems.error_count:
        _tell_of_unknown_codes(fields, jobs, problems)


def _record(row):
    code = cip.parse(row[CIP])
    if code == cip.field_of(code):
        raise ValueError(f"{CIP} {row[CIP][:20]!r} has not six digits")
    if not re.fullmatch(soc.SOC_PATTERN, row[SOC]):
        raise ValueError(f"{SOC} {row[SOC][:20]!r} is not a SOC code such as 11-9111")
    title = " ".join(row[JOB].split())
    if not title or len(title) > LONGEST_TITLE or not title.isprintable():
        raise ValueError(f"{JOB} {title[:40]!r} is not a title of 1 to {LONGEST_TITLE} characters")
    return TieRecord(code, row[SOC], title)


def _tell_of_unknown_codes(fields, jobs, problems):
    """Notice fields that the classification does not have or the file lacks, and occupations of ours that it lacks.

    Where the classification is not loaded, nobody can say which fields are unknown.
    """
    codes = FieldOfStudy.objects.values_list("code", flat=True)
    known = {one for one in codes if one != cip.field_of(one) and cip.is_within(one, settings.PORTAL_CIP_SCOPE)}
    if known:
        for code in sorted(fields - known):
            message = f"the classification that is loaded has no field {code}"
            problems.notice(None, "unknown field of study", message, code)
        for code in sorted(known - fields):
            message = f"the file does not say which occupations {code} leads to"
            problems.notice(None, "field of study without a row", message, code)
    for code in soc.OCCUPATIONS:
        if code not in jobs:
            message = f"the portal follows {code}, and the file does not have it"
            problems.notice(None, "unknown occupation", message, code)


class Ties(diff.Comparison):
    """The ties of our fields, all of them."""

    def tables(self, records):
        wanted = {(one.cip, one.soc): vars(one) for one in records}
        held = JobOfField.objects.filter(cip__in={code for code, _ in wanted})
        existing = {(one.cip, one.soc): one for one in held}
        yield diff.compare("crosswalk", JobOfField, existing, wanted, stamp="release", part_of="programs")

    def claims(self):
        return [diff.Claimed("crosswalk", JobOfField.objects.all(), part_of="programs")]


def _edition_of(file_name):
    found = re.search("CIP(20[0-9]{2})", file_name, re.IGNORECASE)
    return found[1] if found else ""


SOURCE = Source(
    key="cip-soc",
    title="CIP–SOC crosswalk",
    publisher="National Center for Education Statistics and Bureau of Labor Statistics",
    licence="Public domain",
    landing_page="https://nces.ed.gov/ipeds/cipcode/resources.aspx?y=56",
    schedule=_("every ten years; the edition of 2020 is in force"),
    rhythm=ages.Rhythm(months=120, month=1),
    notes=_(
        "Which occupations a field of study leads to. It says nothing of levels. Until it is loaded, a table that "
        "comes with the portal stands in for it, with the same ties of the fields of 51.07 to the occupations that we "
        "follow."
    ),
    columns=COLUMNS,
    normalise=normalise,
    comparison=Ties,
    address=Address("https://nces.ed.gov/ipeds/cipcode/Files/CIP2020_SOC2018_Crosswalk.xlsx"),
    edition_of=_edition_of,
)
