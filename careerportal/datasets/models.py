"""Releases of federal data, what a person must decide about them, and figures that know why they are blank."""

from django.db import models

from careerportal.taxonomy.figures import Figure, FigureStatus

CHANGES = ("created", "updated", "withdrawn", "replaced")
"""What a release's report counts of the rows of a table, besides those that stay as they are."""


class Release(models.Model):
    """One edition of one source, as it was loaded from one file."""

    class State(models.TextChoices):
        IMPORTING = "importing", "Importing"
        PREVIEWED = "previewed", "Previewed"
        READY = "ready", "Ready: what the public sees"
        ARCHIVED = "archived", "Archived: no longer what the public sees"

    source = models.CharField(max_length=60, help_text="Key of the source in the registry, such as oews.")
    edition = models.CharField(max_length=60, help_text="The publisher's own name of the edition, such as May 2025.")
    published_on = models.DateField(null=True, blank=True, help_text="When the agency published it, if known.")
    file_name = models.CharField(max_length=200)
    variant = models.CharField(
        max_length=20, blank=True, db_default="", default="", editable=False,
        help_text="Which kind of file it was, where a source comes in several with credits of their own.",
    )  # fmt: skip
    sha256 = models.CharField("SHA-256", max_length=64)
    rows = models.PositiveIntegerField(default=0, help_text="Rows read from the file.")
    state = models.CharField(max_length=12, choices=State, default=State.IMPORTING)
    report = models.JSONField(default=dict, blank=True, help_text="What the release changed, by table.")
    details = models.JSONField(
        default=dict, blank=True, editable=False, help_text="Samples, largest changes and doubts, by table."
    )
    replaced = models.JSONField(
        default=list, blank=True, editable=False, help_text="The releases that this one archived."
    )
    rolled_back_at = models.DateTimeField(null=True, blank=True, help_text="When its changes were undone.")
    done_by = models.CharField(
        "by", max_length=150, blank=True, help_text="Who last previewed, published or rolled it back on the desk."
    )
    loaded_at = models.DateTimeField(
        auto_now_add=True, help_text="When the public first saw it; of a preview, when that was made."
    )

    class Meta:
        ordering = ["-loaded_at", "-id"]
        indexes = [models.Index(fields=["source", "state", "-loaded_at"], name="release_by_source")]
        permissions = [
            ("preview_release", "Can preview a file, and give a preview up"),
            ("publish_release", "Can publish a previewed release"),
            ("roll_back_release", "Can roll a release back"),
        ]

    def __str__(self):
        return f"{self.source}, {self.edition}"

    @property
    def rows_changed(self):
        """How many rows of all tables it created, updated, withdrew or let give way; of a preview, would."""
        return sum(counts.get(what, 0) for counts in self.report.values() for what in CHANGES)


class JournalEntry(models.Model):
    """What a release did to some rows of one table, so that it can be undone exactly.

    Only careerportal.datasets.journal reads and writes it.
    """

    class Action(models.TextChoices):
        CREATED = "created", "Created"
        UPDATED = "updated", "Updated"
        STAMPED = "stamped", "Said to be of this release"
        DELETED = "deleted", "Deleted"
        HANDED = "handed", "Handed over to the row in its place"

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="journal")
    table = models.CharField(max_length=80, help_text="The model, such as programs.program.")
    action = models.CharField(max_length=7, choices=Action)
    rows = models.JSONField(help_text="Primary keys; with the old values where there were any.")

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "journal entries"

    def __str__(self):
        return f"{self.release}: {self.table} {self.action}"


class Finding(models.Model):
    """A doubt that an importer met and a person decides: never a guess."""

    class Severity(models.TextChoices):
        NOTICE = "notice", "Notice: left out as intended"
        ERROR = "error", "Error: the row could not be read"

    class Answer(models.TextChoices):
        IGNORE = "ignore", "Leave it as it is"
        ACCEPT = "accept", "The file is right: take what it says"
        SCHOOL = "school", "It is this school"

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="findings")
    kind = models.CharField(max_length=60, help_text="What sort of doubt, in words that are the same each time.")
    severity = models.CharField(max_length=6, choices=Severity)
    row = models.PositiveIntegerField(null=True, blank=True, help_text="Line of the file; the header is line 1.")
    subject = models.CharField(max_length=200, blank=True, help_text="What the row is about.")
    message = models.CharField(max_length=500)
    answer = models.CharField(max_length=6, choices=Answer, blank=True)
    chosen_unitid = models.PositiveIntegerField("UNITID of the school", null=True, blank=True)
    note = models.TextField("why", blank=True, help_text="What you found out, and where: whoever comes next reads it.")
    is_settled = models.BooleanField("settled", default=False)
    answered_by = models.CharField(max_length=150, blank=True, editable=False)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_before = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+",
        help_text="The finding of an earlier release whose answer was taken over.",
    )  # fmt: skip

    class Meta:
        ordering = ["is_settled", "-release_id", "row"]
        indexes = [models.Index(fields=["release", "kind"], name="finding_by_kind")]

    def __str__(self):
        return f"{self.kind}: {self.subject}" if self.subject else self.kind


class BulkEdit(models.Model):
    """Many rows of one table that somebody changes at once: what they brought, and when it was written, if it was."""

    table = models.CharField(max_length=80, help_text="The model, such as programs.program.")
    file_name = models.CharField("from", max_length=200, help_text="A file, or the list in which rows were chosen.")
    lines = models.JSONField(editable=False, help_text="[number, {column: text}] of each row that was brought.")
    made_by = models.CharField("by", max_length=150)
    made_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    added = models.PositiveIntegerField("rows added", default=0)
    updated = models.PositiveIntegerField("rows changed", default=0)

    class Meta:
        ordering = ["-made_at", "-id"]

    def __str__(self):
        return f"{self.table} from {self.file_name}"


class HasFigures(models.Model):
    """A row of figures from a release, each of which may be blank for a reason of its own.

    `blanks` maps a field's name to a FigureStatus; a field that is not in it is reported.
    """

    blanks = models.JSONField(default=dict, blank=True, editable=False)
    release = models.ForeignKey(Release, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    def figure(self, name):
        """Return the Figure of a field such as "earnings"."""
        value = getattr(self, name)
        if name in self.blanks:
            return Figure(value, FigureStatus(self.blanks[name]))
        return Figure(value, FigureStatus.UNKNOWN if value is None else FigureStatus.REPORTED)
