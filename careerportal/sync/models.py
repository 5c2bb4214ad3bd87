"""The change ledger: what partners replay to stay in step."""

from django.db import models

from careerportal.datasets.models import Release

FOR_US_ALONE = ("keys", "partners", "catalogues", "synonyms", "outcomes", "translations", "copies")
"""Resources whose lines are no partner's business: nobody can read any of them by such a key.

`copies` is the line of a restore: its key is the name of the copy that took the database's place.
"""


class Change(models.Model):
    """One line: this resource was created, updated or withdrawn. `serial` only grows, in commit order."""

    class Action(models.TextChoices):
        CREATED = "created", "Created"
        UPDATED = "updated", "Updated"
        WITHDRAWN = "withdrawn", "Withdrawn"

    serial = models.BigAutoField(primary_key=True)
    resource = models.CharField(max_length=40, help_text="The API's word for the kind of thing, such as programs.")
    key = models.CharField(max_length=220, help_text="Its stable identifier in the API.")
    action = models.CharField(max_length=9, choices=Action)
    at = models.DateTimeField(auto_now_add=True)
    release = models.ForeignKey(Release, null=True, blank=True, on_delete=models.PROTECT, related_name="changes")

    class Meta:
        ordering = ["serial"]
        indexes = [
            models.Index(fields=["resource", "key"], name="change_by_key"),
            models.Index(fields=["resource", "serial"], name="change_by_resource"),
        ]

    def __str__(self):
        return f"{self.serial}: {self.resource} {self.key} {self.action}"


class Pruning(models.Model):
    """Lines that were cut off the ledger's old end: all up to a serial.

    A restore cuts off none, and has nobody go on from before it: `lines` is 0 then.
    """

    through = models.PositiveBigIntegerField(help_text="The newest serial that was cut off.")
    lines = models.PositiveBigIntegerField(help_text="How many lines this cut took away.")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-through"]

    def __str__(self):
        return f"through {self.through}"
