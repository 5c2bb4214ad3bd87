"""Partners, the keys they read with, how much they read, what they follow, and where we tell them of changes."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, URLValidator
from django.db import models
from django.http import QueryDict
from django.utils import timezone
from django.utils.module_loading import import_string

from careerportal.partners.scopes import Scope


class Partner(models.Model):
    """An organisation whose programs read our data."""

    name = models.CharField(max_length=120, unique=True)
    contact_email = models.EmailField(
        help_text="Whom we write to before a change, and when a webhook stays unanswered."
    )
    note = models.TextField(blank=True, help_text="For us alone.")
    is_active = models.BooleanField("active", default=True, help_text="Without it, none of the partner's keys works.")
    per_minute = models.PositiveIntegerField(
        "requests a minute", default=600, validators=[MinValueValidator(1)], help_text="Of all the partner's keys."
    )
    per_day = models.PositiveIntegerField(
        "requests a day", default=100_000, validators=[MinValueValidator(1)], help_text="Of all the partner's keys."
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class ApiKeyQuerySet(models.QuerySet):
    def in_force(self):
        """Keys that open something now: neither revoked nor expired, of a partner who is active."""
        alive = models.Q(expires_at__isnull=True) | models.Q(expires_at__gt=timezone.now())
        return self.filter(alive, revoked_at__isnull=True, partner__is_active=True)


class ApiKey(models.Model):
    """A key as we keep it: its first letters, to tell it by, and its digest. The key itself is nowhere."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="keys")
    name = models.CharField(max_length=80, help_text="Where it is used, such as “nightly mirror”.")
    prefix = models.CharField(max_length=16, unique=True, editable=False, help_text="How the key begins.")
    digest = models.CharField(max_length=64, unique=True, editable=False, help_text="SHA-256 of the key.")
    scopes = models.JSONField(default=list, help_text="What it may be used for.")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True, help_text="Empty: it does not expire.")
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)
    last_used_at = models.DateTimeField(null=True, blank=True, editable=False, help_text="To within a few minutes.")
    replaced_by = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="replaces"
    )

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        ordering = ["partner__name", "-created_at"]
        verbose_name = "key"

    def __str__(self):
        return f"{self.partner}: {self.name} ({self.prefix}…)"

    def clean(self):
        if unknown := set(self.scopes) - set(Scope.values):
            raise ValidationError({"scopes": f"There is no scope {', '.join(sorted(map(str, unknown)))}."})

    @property
    def state(self):
        """In a word: in force, expired or revoked."""
        if self.revoked_at:
            return "revoked"
        return "expired" if self.expires_at and self.expires_at <= timezone.now() else "in force"


class UsageDay(models.Model):
    """How much a key was used on one day (UTC)."""

    key = models.ForeignKey(ApiKey, on_delete=models.CASCADE, related_name="usage")
    day = models.DateField()
    requests = models.PositiveIntegerField(default=0, help_text="All of them, also those below.")
    unchanged = models.PositiveIntegerField(default=0, help_text="Answered with 304, which no limit counts.")
    refused = models.PositiveIntegerField(default=0, help_text="Answered with 429, over a limit.")
    failed = models.PositiveIntegerField(default=0, help_text="Answered with an error of the partner's or of ours.")

    class Meta:
        ordering = ["-day", "key__partner__name", "key_id"]
        verbose_name = "day of usage"
        verbose_name_plural = "usage by day"
        constraints = [models.UniqueConstraint(fields=["key", "day"], name="usage_natural_key")]

    def __str__(self):
        return f"{self.key}, {self.day}"


class Catalogue(models.Model):
    """A search with a name, kept for a partner: its programs can be listed, exported and followed by themselves."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="catalogues")
    slug = models.SlugField(max_length=60, help_text="Stands in its address; the partner's own word.")
    name = models.CharField(max_length=120)
    query = models.CharField(
        max_length=1_000, blank=True, help_text="The words behind the ? of /programs/: level=masters&state=TX"
    )
    serial = models.PositiveBigIntegerField(default=0, editable=False, help_text="Newest number of its own feed.")
    read_at = models.PositiveBigIntegerField(
        default=None, null=True, editable=False, help_text="Data serial at which its programs were last looked up."
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["partner__name", "slug"]
        constraints = [models.UniqueConstraint(fields=["partner", "slug"], name="catalogue_natural_key")]

    def __str__(self):
        return f"{self.partner}: {self.name}"

    def save(self, *args, **options):
        """No catalogue is kept that could not be answered, whoever writes it. Its feed's numbers stay."""
        self.clean()
        self.read_at = None
        if not self._state.adding:
            options["update_fields"] = ["slug", "name", "query", "read_at"]
        super().save(*args, **options)

    def clean(self):
        self.query = self.query.strip().removeprefix("?")
        mistakes_in = import_string(settings.CATALOGUE_MISTAKES)
        if mistakes := mistakes_in(QueryDict(self.query)):
            raise ValidationError({"query": mistakes})


class CatalogueEntry(models.Model):
    """The last thing that happened to one program in one catalogue; it stands there unless it was withdrawn.

    `serial` counts within the catalogue. An entry that changes again moves to a newer number, so the entries are the
    catalogue's whole feed, however old, and never more than one a program.
    """

    class Action(models.TextChoices):
        CREATED = "created", "Came in"
        UPDATED = "updated", "Changed"
        WITHDRAWN = "withdrawn", "Went out"

    catalogue = models.ForeignKey(Catalogue, on_delete=models.CASCADE, related_name="entries")
    key = models.CharField(max_length=220, help_text="The program's slug.")
    action = models.CharField(max_length=9, choices=Action)
    serial = models.PositiveBigIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["catalogue_id", "serial"]
        verbose_name_plural = "catalogue entries"
        constraints = [
            models.UniqueConstraint(fields=["catalogue", "key"], name="catalogue_entry_natural_key"),
        ]
        indexes = [models.Index(fields=["catalogue", "serial"], name="catalogue_entry_by_serial")]

    def __str__(self):
        return f"{self.serial}: {self.key} {self.action}"


class Webhook(models.Model):
    """An address of a partner's that we tell of changes as they happen."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="webhooks")
    url = models.URLField("address", max_length=500, validators=[URLValidator(schemes=["https", "http"])])
    resources = models.JSONField(
        default=list, blank=True, help_text="Tell only of these resources, such as programs; none: of all."
    )
    is_active = models.BooleanField("active", default=True)
    salt = models.CharField(max_length=64, editable=False, help_text="Its secret is made of this and of ours.")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["partner__name", "url"]

    def __str__(self):
        return f"{self.partner}: {self.url}"


class Delivery(models.Model):
    """One message to one webhook: waiting, delivered, or given up."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        DELIVERED = "delivered", "Delivered"
        DEAD = "dead", "Given up"

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    message_id = models.CharField(max_length=40, unique=True, help_text="The same in every attempt.")
    payload = models.JSONField()
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    answer = models.CharField(max_length=200, blank=True, help_text="What the last attempt met.")
    created_at = models.DateTimeField(auto_now_add=True)
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "deliveries"
        indexes = [models.Index(fields=["state", "next_attempt_at"], name="delivery_by_turn")]

    def __str__(self):
        return f"{self.message_id} to {self.webhook}"
