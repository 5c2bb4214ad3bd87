"""The partner manager's desk: keys are made, replaced and revoked there, and shown once."""

import re

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from careerportal.partners import keys, signing, usage
from careerportal.partners.models import ApiKey, Catalogue, Partner, UsageDay, Webhook
from tests.partners.conftest import shown

PROGRAMS = "/api/v1/programs/"


@pytest.fixture
def desk(client, db):
    """The client of somebody who looks after partners and after nothing else."""
    manager = User.objects.create_user("manager", password="a long password", is_staff=True)
    manager.user_permissions.set(Permission.objects.filter(content_type__app_label="partners"))
    client.force_login(manager)
    return client


def url(model, page, *args):
    return reverse(f"admin:partners_{model}_{page}", args=args)


def in_page(answer, pattern):
    return re.findall(pattern, answer.content.decode())


def make_key(desk, partner, **changes):
    form = {
        "partner": partner.pk,
        "name": "mirror",
        "scopes": ["read", "changes"],
        "expires_at_0": "",
        "expires_at_1": "",
    }
    return desk.post(url("apikey", "add"), form | changes)


def test_a_new_key_is_shown_once_and_opens_the_api(desk, partner):
    answer = make_key(desk, partner)
    (token,) = in_page(answer, r"cpk_[0-9a-f]{8}_[\w-]{40,}")
    assert "no-store" in answer["Cache-Control"]
    assert desk.get(PROGRAMS, headers=shown(token)).status_code == 200
    key = ApiKey.objects.get()
    assert (key.scopes, key.partner) == (["read", "changes"], partner)
    for page in (url("apikey", "changelist"), url("apikey", "change", key.pk), url("apikey", "history", key.pk)):
        text = desk.get(page).content.decode()
        assert token not in text
        assert token.removeprefix(key.prefix) not in text


def test_a_key_needs_scopes_that_exist(desk, partner):
    assert make_key(desk, partner, scopes=["everything"]).status_code == 200
    assert not ApiKey.objects.exists()


def test_what_a_key_may_do_is_changed_at_once(desk, partner, django_capture_on_commit_callbacks):
    key, token = keys.issue(partner, name="mirror")
    assert desk.get(PROGRAMS, headers=shown(token)).status_code == 200
    form = {"name": "mirror", "scopes": ["changes"], "expires_at_0": "", "expires_at_1": ""}
    assert desk.post(url("apikey", "change", key.pk), form).status_code == 302
    assert desk.get(PROGRAMS, headers=shown(token)).status_code == 403


def test_keys_are_revoked(desk, partner):
    key, token = keys.issue(partner, name="mirror")
    desk.post(url("apikey", "changelist"), {"action": "revoke", "_selected_action": [key.pk]})
    assert desk.get(PROGRAMS, headers=shown(token)).status_code == 401


def test_keys_are_replaced(desk, partner):
    key, token = keys.issue(partner, name="mirror")
    answer = desk.post(url("apikey", "changelist"), {"action": "rotate", "_selected_action": [key.pk]})
    (new,) = in_page(answer, r"cpk_[0-9a-f]{8}_[\w-]{40,}")
    assert [desk.get(PROGRAMS, headers=shown(one)).status_code for one in (token, new)] == [200, 200]


def test_a_revoked_key_is_not_replaced(desk, partner):
    key, _ = keys.issue(partner, name="mirror")
    keys.revoke(key)
    desk.post(url("apikey", "changelist"), {"action": "rotate", "_selected_action": [key.pk]})
    assert ApiKey.objects.count() == 1


def test_a_partner_who_is_made_inactive_is_shut_out_at_once(desk, partner):
    _, token = keys.issue(partner, name="mirror")
    form = {"name": partner.name, "contact_email": partner.contact_email, "per_minute": 600, "per_day": 100_000}
    assert desk.post(url("partner", "change", partner.pk), form).status_code == 302
    assert not Partner.objects.get().is_active
    assert desk.get(PROGRAMS, headers=shown(token)).status_code == 401


def test_usage_is_seen_by_day(desk, partner):
    key, token = keys.issue(partner, name="mirror")
    for _ in range(3):
        desk.get(PROGRAMS, headers=shown(token))
    usage.write()
    assert UsageDay.objects.get().requests == 3
    page = desk.get(url("usageday", "changelist")).content.decode()
    assert key.prefix in page
    assert "Careers Weekly" in page
    assert in_page(desk.get(url("partner", "changelist")), r'field-requests_in_30_days">3<')


def test_a_catalogue_is_checked_when_it_is_saved(desk, partner):
    form = {"partner": partner.pk, "slug": "texas", "name": "Texas", "query": "state=ZZ"}
    answer = desk.post(url("catalogue", "add"), form)
    assert "state (ZZ): This is not one of the words we know." in answer.content.decode()
    assert desk.post(url("catalogue", "add"), form | {"query": "state=TX"}).status_code == 302
    assert Catalogue.objects.get().query == "state=TX"


def test_a_webhooks_secret_is_shown_once(desk, partner):
    form = {"partner": partner.pk, "url": "https://hooks.example/", "resources": "programs, schools", "is_active": "on"}
    answer = desk.post(url("webhook", "add"), form)
    webhook = Webhook.objects.get()
    assert in_page(answer, r"whsec_[\w+/=]+") == [signing.secret_of(webhook)]
    assert webhook.resources == ["programs", "schools"]
    assert "whsec_" not in desk.get(url("webhook", "change", webhook.pk)).content.decode()


@pytest.mark.parametrize(
    "wrong", [{"url": "http://hooks.example/"}, {"resources": "programs, planets"}, {"url": "javascript:alert(1)"}]
)
def test_a_webhook_in_the_clear_or_of_nothing_we_have_is_refused(desk, partner, wrong):
    form = {"partner": partner.pk, "url": "https://hooks.example/", "resources": "", "is_active": "on"}
    assert desk.post(url("webhook", "add"), form | wrong).status_code == 200
    assert not Webhook.objects.exists()


def test_a_partner_manager_may_not_touch_the_catalogue_of_programs(desk):
    assert desk.get(reverse("admin:programs_program_changelist")).status_code == 403
