"""Which occupations a field of study leads to, among those that the portal follows.

From the "CIP 2020 to SOC 2018 Crosswalk" of the National Center for Education Statistics and the Bureau of Labor
Statistics, as it is loaded; until it is, from the table that comes with the portal. It ties fields to jobs and says
nothing of levels; some fields lead to none of our occupations, and no field of 51.07 leads to billing and posting
clerks (43-3021). A process keeps all of it until the data change.
"""

from dataclasses import dataclass

from django.db import models

from careerportal.datasets.models import Release
from careerportal.sync import kept, ledger
from careerportal.taxonomy import crosswalk, soc


class JobOfField(models.Model):
    """One tie of the federal crosswalk: people who complete this field of study go into this occupation."""

    RESOURCE = "crosswalk"
    FEDERAL_FIELDS = ("job_title",)

    cip = models.CharField("field (6-digit CIP)", max_length=7)
    soc = models.CharField("SOC code", max_length=7)
    job_title = models.CharField("occupation", max_length=200, help_text="As the crosswalk calls it.")
    release = models.ForeignKey(
        Release, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["cip", "soc"]
        verbose_name = "job of a field of study"
        verbose_name_plural = "jobs of fields of study"
        constraints = [
            models.UniqueConstraint(fields=["cip", "soc"], name="job_of_field_natural_key"),
            models.CheckConstraint(
                condition=models.Q(cip__regex=r"^[0-9]{2}\.[0-9]{4}$"), name="job_of_field_cip_shape"
            ),
            models.CheckConstraint(condition=models.Q(soc__regex=soc.SOC_PATTERN), name="job_of_field_soc_shape"),
        ]

    def __str__(self):
        return f"{self.cip}: {self.soc} {self.job_title}"

    @property
    def ledger_key(self):
        return f"{self.cip}:{self.soc}"

    def shown_by(self):
        """Pages show what follows of it; no answer of the API holds it."""
        return []


OURS = Release(pk=0, source="cip-soc", edition=crosswalk.EDITION)
"""What the table that comes with the portal was taken from: to credit it. No database has it."""


@dataclass(frozen=True)
class Crosswalk:
    """Fields of six digits → SOC codes, and the release that says so."""

    leads_to: dict[str, tuple[str, ...]]
    release: Release | None = None

    def occupations_of(self, cip):
        """The occupations of ours that a field leads to, the main one first; one of four digits leads where its
        members do."""
        found = {code for member, codes in self.leads_to.items() if member.startswith(cip) for code in codes}
        return [code for code in soc.OCCUPATIONS if code in found]

    def fields_of(self, code):
        """The six-digit fields that lead to an occupation."""
        return [member for member, codes in self.leads_to.items() if code in codes]


def at(serial=None):
    """Return the Crosswalk as the data stand at a serial: now, unless said."""
    return kept.at(ledger.serial() if serial is None else serial, "crosswalk", _read)


def _read():
    columns = ("cip", "soc", "release", "release__source", "release__edition")
    leads_to, release = {}, None
    for cip, code, pk, source, edition in JobOfField.objects.order_by("cip", "soc").values_list(*columns):
        leads_to[cip] = (*leads_to.get(cip, ()), code)
        release = release or (Release(pk=pk, source=source, edition=edition) if pk else None)
    return Crosswalk(leads_to, release) if leads_to else Crosswalk(crosswalk.LEADS_TO, OURS)
