"""People of the staff and their roles on the desk.

Administrators give roles, and no single permissions; they make nobody, themselves included, a superuser. Roles are made
by migrations, so that what a role may do is the same everywhere and tested.
"""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import Exists, OuterRef
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from careerportal.second_factor.taking_away import TakesDevicesAway

ROOT_ONLY = ("is_superuser", "user_permissions")
"""What only those who have every permission hand out."""


class PersonAdmin(TakesDevicesAway, UserAdmin):
    """Who may come to the desk, and in which role."""

    list_display = ["username", "email", "is_staff", "is_active", "is_superuser", "second_factor", "last_login"]
    list_per_page = 50
    change_form_template = "admin/second_factor/person.html"

    def get_queryset(self, request):
        device = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
        return super().get_queryset(request).annotate(has_second_factor=Exists(device))

    @admin.display(boolean=True, description="second factor")
    def second_factor(self, person):
        return person.has_second_factor

    def get_readonly_fields(self, request, obj=None):
        names = super().get_readonly_fields(request, obj)
        return names if request.user.is_superuser else (*names, *ROOT_ONLY, "last_login", "date_joined")

    def has_change_permission(self, request, obj=None):
        """Whoever has every permission is changed only by their like: with their password one would have them all."""
        beyond = obj is not None and obj.is_superuser and not request.user.is_superuser
        return not beyond and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        """Nobody is deleted: what they did stays theirs. Take away “active” instead."""
        return False


class RoleAdmin(GroupAdmin):
    """What each role may do, to read. A group of an installation's own is its superusers' to make."""

    list_per_page = 50


for device in (TOTPDevice, StaticDevice):  # Whoever sees their pages sees their secrets.
    admin.site.unregister(device)
admin.site.unregister(User)
admin.site.unregister(Group)
admin.site.register(User, PersonAdmin)
admin.site.register(Group, RoleAdmin)
