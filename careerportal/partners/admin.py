"""The partner manager's desk: partners, keys, usage, catalogues, webhooks."""

from datetime import timedelta
from secrets import token_hex

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Count, Q, Sum
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from careerportal.datasets.desk import HTTPS_UNLESS_SAID, ReadOnlyAdmin
from careerportal.partners import delivery, keys, known_keys, signing
from careerportal.partners.forms import KeyForm, WebhookForm
from careerportal.partners.models import ApiKey, Catalogue, CatalogueEntry, Delivery, Partner, UsageDay, Webhook


class PartnersAdmin(admin.ModelAdmin):
    """What partner managers keep. Nothing with a history is deleted: it is ended."""

    list_per_page = 50
    formfield_overrides = HTTPS_UNLESS_SAID

    def get_actions(self, request):
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}

    @sensitive_variables("shown")
    def show_once(self, request, shown, title, how):
        """Answer with a page of secrets, {what: secret}, that is kept nowhere, not even for the next page."""
        context = self.admin_site.each_context(request) | {
            "title": title,
            "shown": shown,
            "how": how,
            "opts": self.opts,
        }
        response = TemplateResponse(request, "admin/partners/shown_once.html", context)
        response["Cache-Control"] = "no-store"
        return response


HOW_TO_SEND_IT = "Send it with every request as “Authorization: Bearer …”."
HOW_TO_CHECK_WITH_IT = "With it the partner checks that a message is ours; docs/partners.md shows how."


@admin.register(Partner)
class PartnerAdmin(PartnersAdmin):
    """Who reads our data, and how much they may."""

    list_display = ["name", "is_active", "keys_in_force", "requests_in_30_days", "per_minute", "per_day"]
    list_filter = ["is_active"]
    search_fields = ["name", "contact_email"]
    ordering = ["name"]

    def get_queryset(self, request):
        now = timezone.now()
        alive = Q(keys__revoked_at=None) & (Q(keys__expires_at=None) | Q(keys__expires_at__gt=now))
        recent = UsageDay.objects.filter(day__gt=now.date() - timedelta(days=30))
        self.used = dict(recent.order_by().values_list("key__partner_id").annotate(Sum("requests")))
        return super().get_queryset(request).annotate(key_count=Count("keys", filter=alive))

    @transaction.atomic
    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        known_keys.changed([("partners", str(obj.pk), "updated" if change else "created")])

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description="keys in force", ordering="key_count")
    def keys_in_force(self, partner):
        return partner.key_count

    @admin.display(description="requests in 30 days")
    def requests_in_30_days(self, partner):
        return self.used.get(partner.pk, 0)


@admin.register(ApiKey)
class ApiKeyAdmin(PartnersAdmin):
    """Keys: made, replaced and revoked here. A key itself is shown once, when it is made."""

    form = KeyForm
    list_display = ["prefix", "name", "partner", "state", "allowed", "expires_at", "last_used_at", "created_at"]
    list_filter = ["partner", "revoked_at"]
    list_select_related = ["partner"]
    search_fields = ["name", "prefix", "partner__name"]
    readonly_fields = ["prefix", "state", "created_at", "last_used_at", "revoked_at", "replaced_by"]
    autocomplete_fields = ["partner"]
    actions = ["rotate", "revoke"]
    ordering = ["partner__name", "-created_at"]

    def get_fields(self, request, obj=None):
        return ["partner", "name", "scopes", "expires_at", *(self.readonly_fields if obj else ())]

    def get_readonly_fields(self, request, obj=None):
        return ["partner", *self.readonly_fields] if obj else []

    @sensitive_variables("token")
    @transaction.atomic
    def save_model(self, request, obj, form, change):
        if change:
            super().save_model(request, obj, form, change)
            known_keys.changed([("keys", obj.prefix, "updated")])
            return
        made, token = keys.issue(obj.partner, name=obj.name, scopes=obj.scopes, expires_at=obj.expires_at)
        obj.__dict__.update(made.__dict__)
        request.shown_once = {f"{made.partner}: {made.name}": token}

    def response_add(self, request, obj, post_url_continue=None):
        return self.show_once(request, request.shown_once, "The new key", HOW_TO_SEND_IT)

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description="may")
    def allowed(self, key):
        return ", ".join(key.scopes) or "nothing"

    @admin.action(description="Replace by new keys; the old ones work for 7 more days", permissions=["add"])
    @transaction.atomic
    def rotate(self, request, queryset):
        shown = {}
        for key in queryset.filter(revoked_at=None).select_related("partner"):
            made, token = keys.rotate(key)
            shown[f"{made.partner}: {made.name} ({made.prefix}…, in place of {key.prefix}…)"] = token
        if not shown:
            self.message_user(request, "A revoked key is not replaced; make a new one.", messages.WARNING)
            return None
        return self.show_once(request, shown, "The new keys", HOW_TO_SEND_IT)

    @admin.action(description="Revoke: they stop working now", permissions=["change"])
    def revoke(self, request, queryset):
        count = 0
        for key in queryset.filter(revoked_at=None):
            keys.revoke(key)
            count += 1
        self.message_user(request, f"{count} revoked.")


@admin.register(UsageDay)
class UsageDayAdmin(ReadOnlyAdmin):
    """How much each key was used."""

    list_display = ["day", "partner", "key_prefix", "requests", "unchanged", "refused", "failed"]
    list_filter = ["day", "key__partner"]
    list_select_related = ["key__partner"]
    search_fields = ["key__prefix", "key__name", "key__partner__name"]
    date_hierarchy = "day"
    ordering = ["-day", "key__partner__name", "key_id"]

    @admin.display(ordering="key__partner__name")
    def partner(self, usage):
        return usage.key.partner

    @admin.display(description="key", ordering="key__prefix")
    def key_prefix(self, usage):
        return usage.key.prefix


@admin.register(Catalogue)
class CatalogueAdmin(PartnersAdmin):
    """Searches with a name, each a partner's own."""

    list_display = ["slug", "name", "partner", "query", "created_at"]
    list_filter = ["partner"]
    list_select_related = ["partner"]
    search_fields = ["slug", "name", "query", "partner__name"]
    autocomplete_fields = ["partner"]
    prepopulated_fields = {"slug": ["name"]}
    ordering = ["partner__name", "slug"]

    @transaction.atomic
    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        known_keys.changed([("catalogues", str(obj.pk), "updated" if change else "created")])

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else self.prepopulated_fields

    def get_readonly_fields(self, request, obj=None):
        return ["slug", "partner", "created_at"] if obj else []


@admin.register(CatalogueEntry)
class CatalogueEntryAdmin(ReadOnlyAdmin):
    """What catalogues told their partners last, by program."""

    list_display = ["serial", "key", "action", "catalogue", "at"]
    list_filter = ["action", "catalogue__partner"]
    list_select_related = ["catalogue__partner"]
    search_fields = ["key", "catalogue__name"]
    ordering = ["catalogue_id", "-serial"]


@admin.register(Webhook)
class WebhookAdmin(PartnersAdmin):
    """Addresses of partners that hear of changes. The secret is shown once, when the webhook is made."""

    form = WebhookForm
    fields = ["partner", "url", "resources", "is_active"]
    list_display = ["url", "partner", "is_active", "waiting", "given_up", "created_at"]
    list_filter = ["is_active", "partner"]
    list_select_related = ["partner"]
    search_fields = ["url", "partner__name"]
    autocomplete_fields = ["partner"]
    ordering = ["partner__name", "url"]

    def get_queryset(self, request):
        counts = {
            state: Count("deliveries", filter=Q(deliveries__state=state))
            for state in (Delivery.State.WAITING, Delivery.State.DEAD)
        }
        return super().get_queryset(request).annotate(**{f"{state}_count": count for state, count in counts.items()})

    def get_readonly_fields(self, request, obj=None):
        return ["partner"] if obj else []

    @sensitive_variables("secret")
    def save_model(self, request, obj, form, change):
        if not change:
            obj.salt = token_hex(32)
        super().save_model(request, obj, form, change)
        if not change:
            request.shown_once = {str(obj): signing.secret_of(obj)}

    def response_add(self, request, obj, post_url_continue=None):
        return self.show_once(request, request.shown_once, "The webhook's secret", HOW_TO_CHECK_WITH_IT)

    @admin.display(ordering="waiting_count")
    def waiting(self, webhook):
        return webhook.waiting_count

    @admin.display(description="given up", ordering="dead_count")
    def given_up(self, webhook):
        return webhook.dead_count


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyAdmin):
    """Messages to webhooks; those that were given up are the dead letters, and can be sent again."""

    list_display = ["message_id", "webhook", "state", "attempts", "answer", "created_at", "next_attempt_at"]
    list_filter = ["state", "webhook__partner"]
    list_select_related = ["webhook__partner"]
    search_fields = ["message_id", "webhook__url", "webhook__partner__name", "answer"]
    actions = ["send_again"]
    ordering = ["-id"]

    def has_send_permission(self, request):
        return request.user.has_perm("partners.change_delivery")

    @admin.action(description="Send again", permissions=["send"])
    def send_again(self, request, queryset):
        count = delivery.redeliver(queryset)
        self.message_user(request, f"{count} will be sent again.")
