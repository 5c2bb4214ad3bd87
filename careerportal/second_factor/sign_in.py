"""Signing in to the desk in two steps: a password, and then a code of who has a device.

Between the steps nobody is signed in: the session only knows who has given the right password, for five minutes.
"""

from time import time

from django.contrib import messages
from django.contrib.auth import get_user_model, login
from django.contrib.auth.views import LoginView, RedirectURLMixin
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import View

from careerportal.second_factor import devices, trying
from careerportal.second_factor.forms import CodeForm
from careerportal.second_factor.standing import mark_shown

WAITING = "second_step"
SECONDS = 300


def wait_for_code(request, person, backend, then):
    """Let a session wait for a person's code, and lead to the page that asks for it."""
    request.session.cycle_key()
    request.session[WAITING] = {
        "person": person.pk,
        "backend": backend,
        "password": person.get_session_auth_hash(),
        "since": time(),
        "then": then,
    }
    return redirect("admin:second_step")


def waiting_person(request):
    """Return who has given a password and still owes the code; None where that is too long ago, or no longer true."""
    waiting = request.session.get(WAITING)
    if not waiting or not 0 <= time() - waiting["since"] <= SECONDS:
        return None
    person = get_user_model().objects.filter(pk=waiting["person"], is_active=True).first()
    same = person and constant_time_compare(person.get_session_auth_hash(), waiting["password"])
    return person if same else None


class PasswordStep(LoginView):
    """Django's sign-in, which ends here only for who has no device."""

    def form_valid(self, form):
        person = form.get_user()
        if devices.authenticator_of(person) is None:
            return super().form_valid(form)
        return wait_for_code(self.request, person, person.backend, self.get_success_url())


@method_decorator([sensitive_post_parameters(), csrf_protect, never_cache], name="dispatch")
class CodeStep(RedirectURLMixin, View):
    """The second step: the code."""

    desk = None

    def dispatch(self, request, *args, **kwargs):
        self.person = waiting_person(request)
        if self.person is None or devices.authenticator_of(self.person) is None:
            request.session.pop(WAITING, None)
            return redirect("admin:login")
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        return self.ask(CodeForm())

    def post(self, request):
        form = CodeForm(request.POST)
        if form.is_valid():
            if trying.accepts(request, self.person, form.cleaned_data["code"]):
                return self.enter(form.cleaned_data["code"])
            form.add_error("code", trying.what_is_wrong(self.person))
        return self.ask(form)

    def enter(self, code):
        """Sign the person in."""
        waiting = self.request.session.pop(WAITING)
        login(self.request, self.person, backend=waiting["backend"])
        mark_shown(self.request, self.person)
        if sum(letter.isdigit() for letter in code) == devices.DIGITS_OF_RECOVERY:
            left = devices.recovery_codes_left(self.person)
            messages.warning(
                self.request,
                f"You came in with a recovery code; {left} of them are left. Under “Second factor” you can renew "
                "them, or set up another app.",
            )
        return redirect(waiting["then"] or reverse("admin:index"))

    def ask(self, form):
        context = self.desk.each_context(self.request) | {"title": "Your code", "form": form, "minutes": SECONDS // 60}
        return TemplateResponse(self.request, "admin/second_factor/code.html", context)
