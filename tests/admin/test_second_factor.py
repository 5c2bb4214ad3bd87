"""A person of the staff may have a second factor, or must: set up, asked for at sign-in, renewed, lost, taken away."""

import logging
import re
from base64 import b32decode
from time import time

import pytest
from axes.models import AccessAttempt
from django.contrib.admin.models import LogEntry
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from careerportal.second_factor import devices, sign_in
from tests.factories import PersonFactory

PASSWORD = "correct horse battery staple"
INDEX, LOGIN, CODE = reverse("admin:index"), reverse("admin:login"), reverse("admin:second_step")
OWN, SET_UP = reverse("admin:second_factor"), reverse("admin:second_factor_set_up")
RENEW, SWITCH_OFF = reverse("admin:second_factor_renew"), reverse("admin:second_factor_switch_off")
PASSWORD_CHANGE = reverse("admin:password_change")

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("logins")]


@pytest.fixture
def person():
    person = PersonFactory(username="ada", roles=["Editor"])
    person.set_password(PASSWORD)
    person.save()
    return person


@pytest.fixture
def recovery_codes(person):
    """The person has a second factor; these are its recovery codes."""
    device = devices.begin(person)
    codes = devices.confirm(person, code_of(device, steps=-1))
    assert len(codes) == 10
    return codes


def code_of(device, steps=0):
    """What an app shows now, or showed so many half minutes ago."""
    return f"{totp(device.bin_key, t0=-30 * steps):06}"


def code_now(person):
    return code_of(TOTPDevice.objects.get(user=person, confirmed=True))


def wrong_code(person):
    device = TOTPDevice.objects.get(user=person)
    shown = {code_of(device, steps) for steps in range(-2, 3)}
    return next(f"{number:06}" for number in range(10) if f"{number:06}" not in shown)


def password_given(client, password=PASSWORD, then=INDEX, **headers):
    given = {"username": "ada", "password": password, "next": then}
    return client.post(LOGIN, given, **headers)


def signed_in(person, *, has_shown=True):
    client = Client()
    client.force_login(person)
    if has_shown:
        session = client.session
        session["second_factor"] = TOTPDevice.objects.get(user=person, confirmed=True).pk
        session.save()
    return client


def is_inside(client):
    return client.get(INDEX).status_code == 200


def wait_until_tried_again(person):
    """As if the seconds to wait after a wrong code had passed."""
    TOTPDevice.objects.filter(user=person).update(throttling_failure_timestamp=None)


class TestSettingUp:
    def test_whoever_wants_one_sets_it_up_with_the_first_code(self, client, person):
        client.force_login(person)
        assert "Set up an authenticator app" in client.get(OWN).text
        client.post(reverse("admin:second_factor_begin"), follow=True)
        page = client.get(SET_UP).text
        secret = re.search(r'class="desk-secret">([A-Z2-7 ]+)<', page).group(1).replace(" ", "")
        assert f"secret={secret}" in page
        code = f"{totp(b32decode(secret)):06}"
        done = client.post(SET_UP, {"code": f"{code[:3]} {code[3:]}"})
        codes = re.findall(r"<code>(\d{4} \d{4} \d{4})</code>", done.text)
        assert len(set(codes)) == 10
        assert "no-store" in done["Cache-Control"]
        assert is_inside(client)
        assert "On." in client.get(OWN).text

    def test_nothing_is_asked_for_before_the_first_code(self, client, person):
        devices.begin(person)
        assert password_given(client)["Location"] == INDEX
        assert is_inside(client)

    def test_wrong_first_code_says_what_to_do(self, client, person):
        client.force_login(person)
        devices.begin(person)
        answer = client.post(SET_UP, {"code": wrong_code(person)})
        assert "Type the six digits that your app shows now" in answer.text
        assert devices.authenticator_of(person) is None

    def test_page_draws_the_qr_code_without_anything_inline(self, client, person):
        client.force_login(person)
        devices.begin(person)
        page = client.get(SET_UP).text
        assert 'role="img" aria-label="QR code' in page
        assert "<svg" in page
        assert "style=" not in page

    def test_field_helps_phones_and_password_managers(self, client, person):
        client.force_login(person)
        devices.begin(person)
        field = re.search(r"<input[^>]*name=\"code\"[^>]*>", client.get(SET_UP).text).group()
        assert 'autocomplete="one-time-code"' in field
        assert 'inputmode="numeric"' in field
        assert 'label for="id_code"' in client.get(SET_UP).text

    def test_what_is_on_is_not_set_up_once_more(self, person, recovery_codes):
        client = signed_in(person)
        before = TOTPDevice.objects.get(user=person).key
        assert "Switch it off before" in client.post(reverse("admin:second_factor_begin"), follow=True).text
        assert TOTPDevice.objects.get(user=person).key == before
        assert client.get(SET_UP)["Location"] == OWN


class TestSigningIn:
    def test_code_is_asked_for_after_the_password(self, client, person, recovery_codes):
        assert password_given(client, then=PASSWORD_CHANGE)["Location"] == CODE
        assert not is_inside(client)
        assert "_auth_user_id" not in client.session
        assert client.post(CODE, {"code": code_now(person)})["Location"] == PASSWORD_CHANGE
        assert is_inside(client)

    def test_session_of_before_is_asked_for_a_code(self, person, recovery_codes):
        client = signed_in(person, has_shown=False)
        assert not is_inside(client)
        assert client.get(OWN).status_code == 302
        assert client.get(LOGIN, {"next": PASSWORD_CHANGE})["Location"] == CODE
        assert client.post(CODE, {"code": code_now(person)})["Location"] == PASSWORD_CHANGE
        assert is_inside(client)

    def test_wrong_code_says_what_to_do_and_how_long_to_wait(self, client, person, recovery_codes):
        password_given(client)
        answer = client.post(CODE, {"code": wrong_code(person)})
        assert answer.status_code == 200
        assert "Wait 1 second, then type the code that your app shows" in answer.text
        assert not is_inside(client)

    def test_right_code_too_soon_after_a_wrong_one_is_not_looked_at(self, client, person, recovery_codes):
        password_given(client)
        client.post(CODE, {"code": wrong_code(person)})
        assert client.post(CODE, {"code": code_now(person)}).status_code == 200
        wait_until_tried_again(person)
        assert client.post(CODE, {"code": code_now(person)}).status_code == 302

    def test_owner_never_waits_for_more_than_a_few_minutes(self, client, person, recovery_codes):
        password_given(client)
        TOTPDevice.objects.filter(user=person).update(throttling_failure_count=40)
        client.post(CODE, {"code": wrong_code(person)})
        assert 200 < devices.seconds_to_wait(person) <= 256

    def test_code_works_once(self, client, person, recovery_codes):
        code = code_now(person)
        password_given(client)
        client.post(CODE, {"code": code})
        other = Client()
        password_given(other)
        assert other.post(CODE, {"code": code}).status_code == 200
        assert not is_inside(other)

    def test_recovery_code_works_once_and_says_how_many_are_left(self, client, person, recovery_codes):
        password_given(client)
        answer = client.post(CODE, {"code": recovery_codes[3]}, follow=True)
        assert "9 of them are left" in answer.text
        other = Client()
        password_given(other)
        assert other.post(CODE, {"code": recovery_codes[3]}).status_code == 200
        assert other.post(CODE, {"code": recovery_codes[4]}).status_code == 200, "too soon after a wrong one"
        StaticDevice.objects.update(throttling_failure_timestamp=None)
        assert other.post(CODE, {"code": recovery_codes[4].replace(" ", "")}).status_code == 302

    def test_another_persons_code_is_wrong(self, client, person, recovery_codes):
        other = PersonFactory()
        codes = devices.confirm(other, code_of(devices.begin(other)))
        password_given(client)
        assert client.post(CODE, {"code": codes[0]}).status_code == 200
        assert not is_inside(client)

    def test_wrong_code_is_a_failed_attempt(self, client, person, recovery_codes):
        password_given(client)
        tried = []
        for _ in range(10):
            tried.append(client.post(CODE, {"code": wrong_code(person)}).status_code)
            wait_until_tried_again(person)
        assert tried == [200] * 9 + [429], "with the password they were ten tries"
        assert password_given(Client()).status_code == 429
        kept = AccessAttempt.objects.get()
        assert kept.username == "ada"
        assert wrong_code(person) not in kept.post_data

    def test_right_password_does_not_forget_wrong_codes(self, person, recovery_codes):
        for _ in range(4):
            client = Client()
            password_given(client)
            client.post(CODE, {"code": wrong_code(person)})
        assert AccessAttempt.objects.get().failures_since_start == 4

    def test_nobody_gets_to_the_code_without_the_password(self, client, person, recovery_codes):
        assert client.get(CODE)["Location"] == LOGIN
        password_given(client, password="wrong")
        assert client.post(CODE, {"code": code_now(person)})["Location"] == LOGIN

    def test_password_holds_for_five_minutes(self, client, person, recovery_codes, monkeypatch):
        password_given(client)
        later = time() + 301
        monkeypatch.setattr(sign_in, "time", lambda: later)
        assert client.post(CODE, {"code": code_now(person)})["Location"] == LOGIN

    @pytest.mark.parametrize("change", ["password", "active"])
    def test_what_changes_between_the_steps_ends_the_sign_in(self, client, person, recovery_codes, change):
        password_given(client)
        if change == "password":
            person.set_password("another one of my own")
        person.is_active = change != "active"
        person.save()
        assert client.post(CODE, {"code": code_now(person)})["Location"] == LOGIN

    def test_nobody_is_led_to_another_site(self, client, person, recovery_codes):
        password_given(client, then="https://evil.example/")
        assert client.post(CODE, {"code": code_now(person)})["Location"] == INDEX

    def test_desk_asks_one_query_for_it(self, person, recovery_codes, django_assert_num_queries):
        client = signed_in(person)
        # Session; person; their device; the permissions of the person, and of their roles.
        with django_assert_num_queries(5) as asked:
            client.get(PASSWORD_CHANGE)
        assert sum("otp_totp" in query["sql"] for query in asked.captured_queries) == 1


class TestOwner:
    @pytest.mark.parametrize("proof", ["password", "code", "recovery"])
    def test_switches_it_off_with_a_proof(self, person, recovery_codes, proof):
        given = {
            "password": {"password": PASSWORD},
            "code": {"code": code_now(person)},
            "recovery": {"code": recovery_codes[0]},
        }
        client = signed_in(person)
        answer = client.post(SWITCH_OFF, given[proof], follow=True)
        assert "Your second factor is off" in answer.text
        assert not TOTPDevice.objects.exists()
        assert not StaticToken.objects.exists()
        assert is_inside(client)

    @pytest.mark.parametrize("address", [SWITCH_OFF, RENEW])
    @pytest.mark.parametrize(
        ("given", "says"),
        [
            ({}, "Give your password or a code"),
            ({"password": "wrong"}, "This is not your password"),
            ({"code": "wrong"}, "This code is not accepted"),
        ],
    )
    def test_does_nothing_without_a_proof(self, person, recovery_codes, address, given, says):
        client = signed_in(person)
        assert says in client.post(address, given).text
        assert devices.authenticator_of(person)
        assert devices.accepts(person, recovery_codes[0])
        assert is_inside(client)

    def test_guessing_the_proof_counts_as_guessing_at_sign_in(self, person, recovery_codes):
        client = signed_in(person)
        tried = [client.post(SWITCH_OFF, {"password": "wrong"}).status_code for _ in range(11)]
        assert tried[-1] == 429

    def test_renews_recovery_codes(self, person, recovery_codes):
        shown = signed_in(person).post(RENEW, {"password": PASSWORD}).text
        new = re.findall(r"<code>(\d{4} \d{4} \d{4})</code>", shown)
        assert len(new) == 10
        assert not devices.accepts(person, recovery_codes[0])
        StaticDevice.objects.update(throttling_failure_timestamp=None)
        assert devices.accepts(person, new[0])


class TestObligatory:
    @pytest.fixture(autouse=True)
    def obligatory(self, settings):
        settings.SECOND_FACTOR_REQUIRED = True

    def test_leads_to_set_up_and_to_nothing_else(self, client, person):
        assert password_given(client)["Location"] == INDEX
        assert client.get(INDEX, follow=True).redirect_chain[-1][0] == OWN
        for name in ("programs_program_changelist", "password_change", "autocomplete", "jsi18n"):
            address = reverse(f"admin:{name}")
            assert client.get(address)["Location"].startswith(LOGIN), name
        page = client.get(OWN).text
        assert "Obligatory here" in page
        assert "Log out" in page
        assert "/admin/programs/" not in page

    def test_desk_opens_once_it_is_set_up(self, client, person):
        password_given(client)
        client.post(reverse("admin:second_factor_begin"))
        client.post(SET_UP, {"code": code_of(devices.begun_by(person))})
        assert is_inside(client)

    def test_whoever_must_set_up_can_log_out(self, client, person):
        password_given(client)
        assert client.post(reverse("admin:logout")).status_code == 200
        assert "_auth_user_id" not in client.session

    def test_whoever_switches_it_off_sets_up_another(self, person, recovery_codes):
        client = signed_in(person)
        client.post(SWITCH_OFF, {"password": PASSWORD})
        assert not is_inside(client)
        assert client.get(OWN).status_code == 200

    def test_who_is_not_staff_is_led_nowhere(self, client):
        client.force_login(PersonFactory(is_staff=False))
        assert client.get(OWN)["Location"] == LOGIN
        assert client.get(LOGIN).status_code == 200


class TestLostDevice:
    def address(self, person):
        return reverse("admin:auth_user_second_factor", args=[person.pk])

    def test_administrator_takes_it_away_and_says_why(self, client, person, recovery_codes):
        boss = PersonFactory(roles=["Administrator"])
        client.force_login(boss)
        assert "Take a lost device away" in client.get(reverse("admin:auth_user_change", args=[person.pk])).text
        assert "has a second factor" in client.get(self.address(person)).text
        client.post(self.address(person), {"why": "Phone stolen; called back"})
        assert devices.authenticator_of(person) is None
        assert devices.recovery_codes_left(person) == 0
        line = LogEntry.objects.filter(object_id=str(person.pk)).latest("pk")
        assert (line.user, "Phone stolen; called back" in line.change_message) == (boss, True)
        assert "Phone stolen" in client.get(reverse("admin:auth_user_history", args=[person.pk])).text
        assert password_given(Client())["Location"] == INDEX

    def test_why_must_be_said(self, client, person, recovery_codes):
        client.force_login(PersonFactory(roles=["Administrator"]))
        assert "This field is required" in client.post(self.address(person), {"why": ""}).text
        assert devices.authenticator_of(person)

    def test_nobody_takes_their_own_away_without_a_proof(self, recovery_codes):
        boss = PersonFactory(roles=["Administrator"])
        devices.confirm(boss, code_of(devices.begin(boss)))
        client = signed_in(boss)
        assert client.post(self.address(boss), {"why": "mine"})["Location"] == OWN
        assert devices.authenticator_of(boss)

    def test_a_superusers_is_taken_away_by_their_like_alone(self, client):
        root = PersonFactory(is_superuser=True)
        devices.confirm(root, code_of(devices.begin(root)))
        client.force_login(PersonFactory(roles=["Administrator"]))
        assert client.post(self.address(root), {"why": "lost"}).status_code == 403
        assert devices.authenticator_of(root)

    def test_command_takes_away_the_device_of_the_last_administrator(self, person, recovery_codes):
        call_command("take_second_factor_away", "ada", why="Phone in the lake")
        assert devices.authenticator_of(person) is None
        assert "on the server: Phone in the lake" in LogEntry.objects.latest("pk").change_message

    @pytest.mark.parametrize("name", ["nobody", "ada"])
    def test_command_says_where_there_is_none(self, person, name):
        with pytest.raises(CommandError, match=r"Nobody is called nobody|ada has no second factor"):
            call_command("take_second_factor_away", name, why="x")


def test_no_secret_is_kept_in_the_clear_but_the_one_that_checks_need(client, person, recovery_codes, caplog):
    caplog.set_level(logging.DEBUG)
    key = TOTPDevice.objects.get(user=person).key
    password_given(client)
    client.post(CODE, {"code": recovery_codes[0]})
    plain = {code.replace(" ", "") for code in recovery_codes}
    kept = set(StaticToken.objects.values_list("token", flat=True))
    assert len(kept) == 9
    assert not kept & plain
    said = "".join(LogEntry.objects.values_list("change_message", flat=True)) + caplog.text
    assert not [
        secret for secret in (key, devices.words_of(devices.authenticator_of(person)), *plain) if secret in said
    ]


def test_desk_shows_who_has_one_and_no_secret(client, person, recovery_codes, admin_client):
    page = admin_client.get(reverse("admin:auth_user_changelist")).text
    assert "second factor" in page.lower()
    assert 'alt="True"' in re.search(r"field-second_factor.*?</td>", page[page.index(">ada<") :]).group()
    assert TOTPDevice.objects.get(user=person).key not in page


@pytest.mark.parametrize("given", ["sometimes", "REQUIRED "])
def test_setting_that_is_not_known_refuses_to_start(given, monkeypatch):
    from django.core.exceptions import ImproperlyConfigured

    from careerportal import env

    monkeypatch.setenv("ADMIN_SECOND_FACTOR", given)
    with pytest.raises(ImproperlyConfigured, match="Use optional or required"):
        env.second_factor()
