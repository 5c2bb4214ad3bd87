"""The administrator's page that takes a lost device away from another person."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from careerportal.second_factor import devices
from careerportal.second_factor.forms import TakeAwayForm


class TakesDevicesAway:
    """For the admin of people: a page beside the one that sets a password."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.take_device_away)
        return [path("<int:pk>/second-factor/", view, name="auth_user_second_factor"), *super().get_urls()]

    def take_device_away(self, request, pk):
        person = get_object_or_404(get_user_model(), pk=pk)
        if not self.has_change_permission(request, person):
            raise PermissionDenied
        if person == request.user:
            return redirect("admin:second_factor")  # Their own needs a code or the password.
        device, back = devices.authenticator_of(person), reverse("admin:auth_user_change", args=[pk])
        form = TakeAwayForm(request.POST or None)
        if request.method == "POST" and device and form.is_valid():
            devices.take_away(person, by=request.user, why=form.cleaned_data["why"])
            messages.success(request, f"{person} signs in with the password alone until a new device is set up.")
            return redirect(back)
        context = self.admin_site.each_context(request) | {
            "title": "Take a lost device away",
            "person": person,
            "device": device,
            "form": form,
            "back": back,
            "history": reverse("admin:auth_user_history", args=[pk]),
        }
        return TemplateResponse(request, "admin/second_factor/take_away.html", context)
