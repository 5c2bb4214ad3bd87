"""Setting up a second factor and signing in with it, by keyboard and without scripts, under the strict policy."""

import pytest
from django.urls import reverse
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_every_page import ON_THE_DESK, SCREENSHOTS, elements_wider_than_the_screen, violations
from tests.factories import PersonFactory

PASSWORD = "correct horse battery staple"


@pytest.fixture
def person(site):
    person = PersonFactory(roles=["Editor"])
    person.set_password(PASSWORD)
    person.save()
    yield person
    person.delete()


def code_of(person, steps=0):
    return f"{totp(TOTPDevice.objects.get(user=person).bin_key, t0=-30 * steps):06}"


def looks_well(page, name):
    found = []
    for width, height in (PHONE, DESKTOP):
        page.set_viewport_size({"width": width, "height": height})
        page.screenshot(path=SCREENSHOTS / f"desk-{name}-{width}.png", full_page=True)
        found += violations(page, ON_THE_DESK) + elements_wider_than_the_screen(page)
    return found


def give_password(page, person):
    page.goto(reverse("admin:index"))
    page.get_by_label("Username").fill(person.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_second_factor_is_set_up_and_asked_for(new_context, person, scheme):
    page = new_context(color_scheme=scheme).new_page()
    give_password(page, person)
    page.get_by_role("link", name="Second factor").click()
    found = looks_well(page, f"second-factor-off-{scheme}")
    page.get_by_role("button", name="Set up an authenticator app").press("Enter")
    expect(page.get_by_role("img", name="QR code")).to_be_visible()
    page.get_by_label("Code", exact=True).fill("abc")
    page.keyboard.press("Enter")
    expect(page.get_by_text("This is not the code of this secret")).to_be_visible()
    found += looks_well(page, f"second-factor-set-up-{scheme}")
    TOTPDevice.objects.filter(user=person).update(throttling_failure_timestamp=None)
    page.get_by_label("Code", exact=True).fill(code_of(person, steps=-1))
    page.keyboard.press("Enter")
    expect(page.locator(".desk-codes li")).to_have_count(10)
    found += looks_well(page, f"second-factor-codes-{scheme}")
    page.get_by_role("link", name="I have kept them").click()
    page.get_by_role("button", name="Log out").click()

    give_password(page, person)
    expect(page.get_by_role("heading", name="Your code")).to_be_visible()
    page.get_by_label("Code", exact=True).fill("000000000000")
    page.keyboard.press("Enter")
    expect(page.get_by_text("This code is not accepted.")).to_be_visible()
    found += looks_well(page, f"second-factor-code-{scheme}")
    page.get_by_label("Code", exact=True).fill(code_of(person))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What needs your attention")).to_be_visible()

    page.get_by_role("link", name="Second factor").click()
    page.get_by_role("link", name="Switch off your second factor").click()
    found += looks_well(page, f"second-factor-proof-{scheme}")
    page.get_by_label("Your password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your second factor is off")).to_be_visible()
    assert found == []


def test_everything_works_without_scripts(new_context, person):
    page = new_context(java_script_enabled=False).new_page()
    give_password(page, person)
    page.get_by_role("link", name="Second factor").click()
    page.get_by_role("button", name="Set up an authenticator app").click()
    page.get_by_label("Code", exact=True).fill(code_of(person))
    page.get_by_role("button", name="Switch the second factor on").click()
    expect(page.locator(".desk-codes li")).to_have_count(10)


def test_administrator_takes_a_lost_device_away(new_context, curator_page, person):
    TOTPDevice.objects.create(user=person, name="authenticator")
    curator_page.goto(reverse("admin:auth_user_change", args=[person.pk]))
    curator_page.get_by_role("link", name="Take a lost device away").click()
    found = looks_well(curator_page, "second-factor-take-away")
    curator_page.get_by_label("Why").fill("Phone stolen; called back")
    curator_page.get_by_role("button", name="Take the device away").press("Enter")
    expect(curator_page.get_by_text("signs in with the password alone")).to_be_visible()
    assert found == []
