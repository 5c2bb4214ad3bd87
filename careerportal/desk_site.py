"""The site of the curator's desk: Django's admin, with a second step of sign-in for who has a device."""

from django.contrib.admin import AdminSite
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import BACKEND_SESSION_KEY, REDIRECT_FIELD_NAME
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect

from careerportal.desk_parts import by_work


class Desk(AdminSite):
    """Nobody enters who still owes a code or a device. Loaded before models are, so what asks them is imported late."""

    def has_permission(self, request):
        from careerportal.second_factor.standing import Standing, standing_of

        return super().has_permission(request) and standing_of(request) is Standing.CLEAR

    def get_app_list(self, request, app_label=None):
        """The tables that a person sees: of one app, or all of them by the work that they are for."""
        if not self.has_permission(request):
            return []
        apps = super().get_app_list(request, app_label)
        return apps if app_label else by_work(apps, reverse("admin:index", current_app=self.name))

    def get_log_entries(self, request):
        entries = super().get_log_entries(request)
        return entries if self.has_permission(request) else entries.none()

    def get_urls(self):
        from careerportal.second_factor import own
        from careerportal.second_factor.sign_in import CodeStep

        def page(view):
            return own.for_staff(self, view)

        return [
            path("login/code/", CodeStep.as_view(desk=self), name="second_step"),
            path("logout/", csrf_protect(self.logout), name="logout"),  # Open to who cannot enter, too.
            path("second-factor/", page(own.overview), name="second_factor"),
            path("second-factor/begin/", page(own.begin), name="second_factor_begin"),
            path("second-factor/set-up/", page(own.set_up), name="second_factor_set_up"),
            path("second-factor/renew/", page(own.renew), name="second_factor_renew"),
            path("second-factor/switch-off/", page(own.switch_off), name="second_factor_switch_off"),
            *super().get_urls(),
        ]

    @method_decorator(never_cache)
    def login(self, request, extra_context=None):
        """Ask for the password; lead whoever has given it to what is still missing."""
        from careerportal.second_factor.sign_in import PasswordStep, wait_for_code
        from careerportal.second_factor.standing import Standing, standing_of

        index = reverse("admin:index", current_app=self.name)
        if request.method == "GET" and super().has_permission(request):
            match standing_of(request):
                case Standing.CLEAR:
                    return redirect(index)
                case Standing.NEEDS_DEVICE:
                    return redirect("admin:second_factor")
                case Standing.NEEDS_CODE:
                    asked = PasswordStep(next_page=index)
                    asked.setup(request)
                    backend = request.session[BACKEND_SESSION_KEY]
                    return wait_for_code(request, request.user, backend, asked.get_success_url())
        context = {
            **self.each_context(request),
            "title": "Log in",
            "subtitle": None,
            "app_path": request.get_full_path(),
            "username": request.user.get_username(),
            **(extra_context or {}),
        }
        if REDIRECT_FIELD_NAME not in request.GET and REDIRECT_FIELD_NAME not in request.POST:
            context[REDIRECT_FIELD_NAME] = index
        request.current_app = self.name
        view = PasswordStep.as_view(
            next_page=index,
            extra_context=context,
            authentication_form=self.login_form or AdminAuthenticationForm,
            template_name=self.login_template or "admin/login.html",
        )
        return view(request)
