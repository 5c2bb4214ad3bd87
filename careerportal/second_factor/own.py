"""What everybody of the staff does with their own second factor: set it up, renew recovery codes, switch it off."""

from functools import wraps

import segno
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from careerportal.second_factor import devices
from careerportal.second_factor.forms import CodeForm, ProofForm
from careerportal.second_factor.standing import Standing, mark_shown, standing_of

PLAIN_WRONG = (
    "This is not the code of this secret. Type the six digits that your app shows now; is your phone's clock right?"
)


def for_staff(desk, view):
    """Open a page to the staff, also to those who must set up a device first; to nobody who owes a code."""

    @never_cache
    @sensitive_post_parameters()
    @csrf_protect
    @wraps(view)
    def guarded(request):
        person = request.user
        if not (person.is_active and person.is_staff) or standing_of(request) is Standing.NEEDS_CODE:
            return redirect("admin:login")
        return view(request, desk)

    return guarded


@require_http_methods(["GET", "HEAD"])
def overview(request, desk):
    """Say whether the second factor is on, and lead to what can be done."""
    return _page(desk, request, "overview", "Second factor")


@require_POST
def begin(request, desk):
    """Make a secret, and lead to the page that shows it."""
    if devices.authenticator_of(request.user):
        messages.error(request, "Your second factor is on. Switch it off before you set up another app.")
        return redirect("admin:second_factor")
    devices.begin(request.user)
    return redirect("admin:second_factor_set_up")


@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request, desk):
    """Show the secret as a QR code and as text, and take the first code."""
    device = devices.begun_by(request.user)
    if device is None or devices.authenticator_of(request.user):
        return redirect("admin:second_factor")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        codes = devices.confirm(request.user, form.cleaned_data["code"])
        if codes:
            mark_shown(request, request.user)
            request.session.cycle_key()
            return _codes(desk, request, codes)
        form.add_error("code", PLAIN_WRONG)
    address = devices.address_of(device)
    drawn = segno.make(address, error="m").svg_inline(scale=5, border=4, dark="#000", light="#fff", omitsize=True)
    more = {"form": form, "address": address, "words": devices.words_of(device), "drawing": mark_safe(drawn)}  # noqa: S308
    return _page(desk, request, "set_up", "Set up your authenticator app", **more)


@require_http_methods(["GET", "HEAD", "POST"])
def renew(request, desk):
    """Make new recovery codes for who proves to be the owner."""
    form = _proof(request)
    if form is None:
        return redirect("admin:second_factor")
    if form.is_bound and form.is_valid():
        return _codes(desk, request, devices.renew(request.user))
    says = "The codes of before end working. You see the new ones this once."
    return _page(desk, request, "proof", "Renew recovery codes", form=form, says=says, does="Renew them")


@require_http_methods(["GET", "HEAD", "POST"])
def switch_off(request, desk):
    """Ask for no code any more, where its owner says so."""
    form = _proof(request)
    if form is None:
        return redirect("admin:second_factor")
    if form.is_bound and form.is_valid():
        devices.switch_off(request.user)
        messages.success(request, "Your second factor is off. Remove the Career Portal from your app.")
        return redirect("admin:second_factor")
    says = "Sign-in then asks for your password alone, and your recovery codes end working."
    if settings.SECOND_FACTOR_REQUIRED:
        says = "A second factor is obligatory here: you then set up another app before you can do anything else."
    return _page(desk, request, "proof", "Switch off your second factor", form=form, says=says, does="Switch it off")


def _proof(request):
    """Return the form that proves who asks; None where there is no device."""
    if devices.authenticator_of(request.user) is None:
        return None
    return ProofForm(request, request.POST if request.method == "POST" else None)


def _codes(desk, request, codes):
    return _page(desk, request, "codes", "Your recovery codes", codes=codes)


def _page(desk, request, template, title, **more):
    context = desk.each_context(request) | {"title": title} | more
    context |= {
        "device": devices.authenticator_of(request.user),
        "codes_left": devices.recovery_codes_left(request.user),
        "is_required": settings.SECOND_FACTOR_REQUIRED,
    }
    return TemplateResponse(request, f"admin/second_factor/{template}.html", context)
