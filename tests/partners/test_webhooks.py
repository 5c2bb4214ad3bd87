"""Webhooks: queued with the change, signed, sent to the public internet alone, again later, and given up at last."""

import json
import re
import socket
import threading
import time
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from careerportal.partners import delivery, public_connection, signing
from careerportal.partners.models import Delivery
from careerportal.sync import ledger
from careerportal.sync.models import Change
from tests.factories import WebhookFactory

State = Delivery.State


class Receiver:
    """A partner's server on this machine, which answers as it is told and keeps what it gets."""

    def __init__(self):
        receiver = self
        self.status, self.headers, self.got = 204, {}, []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.got.append((self.path, dict(self.headers), body))
                self.send_response(receiver.status)
                for name, value in receiver.headers.items():
                    self.send_header(name, value)
                self.end_headers()

            def log_message(self, *args):
                """Print nothing."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"
        self.thread = threading.Thread(target=self.server.serve_forever, args=[0.02])
        self.thread.start()

    def close(self):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def receiver():
    made = Receiver()
    yield made
    made.close()


@pytest.fixture
def to_this_machine(settings):
    settings.WEBHOOKS_TO_PRIVATE_NETWORKS = True


def record(*lines):
    with transaction.atomic():
        ledger.record(lines or [("programs", "a-program", "updated")])


def due_now():
    Delivery.objects.update(next_attempt_at=timezone.now())


@pytest.mark.django_db
def test_a_message_is_queued_for_each_webhook_that_wants_to_hear():
    every, schools = WebhookFactory(), WebhookFactory(resources=["schools"])
    WebhookFactory(is_active=False)
    WebhookFactory(partner__name="Gone", partner__is_active=False)
    record(("programs", "a", "created"), ("programs", "b", "created"), ("keys", "cpk_1", "created"))
    first = Change.objects.get(key="a").serial
    (message,) = Delivery.objects.all()
    assert message.webhook == every
    assert message.payload["type"] == "changes"
    assert message.payload["data"] == {
        "first_serial": first,
        "last_serial": first + 1,
        "count": 2,
        "by_resource": {"programs": 2},
        "read_them_at": f"/api/v1/changes/?after={first - 1}",
        "changes": [
            {"serial": first, "resource": "programs", "key": "a", "action": "created"},
            {"serial": first + 1, "resource": "programs", "key": "b", "action": "created"},
        ],
    }
    record(("schools", "1", "updated"))
    assert [one.payload["data"]["count"] for one in schools.deliveries.all()] == [1]


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_rolled_back_is_told_to_nobody():
    WebhookFactory()
    with transaction.atomic():
        ledger.record([("programs", "a", "created")])
        transaction.set_rollback(True)
    assert not Delivery.objects.exists()


@pytest.mark.django_db
def test_a_whole_import_is_one_message_that_says_how_many():
    WebhookFactory()
    record(*[("programs", f"program-{number}", "created") for number in range(500)])
    data = Delivery.objects.get().payload["data"]
    assert (data["count"], data["changes"]) == (500, [])


@pytest.mark.django_db
def test_a_message_arrives_signed_and_is_not_sent_twice(receiver, to_this_machine, capsys):
    webhook = WebhookFactory(url=f"{receiver.url}?tenant=7")
    record()
    call_command("deliver_webhooks")
    call_command("deliver_webhooks")
    assert capsys.readouterr().out == "1 delivered\n"
    ((path, headers, body),) = receiver.got
    message = Delivery.objects.get()
    assert path == "/hook?tenant=7"
    assert json.loads(body) == message.payload
    assert headers["webhook-id"] == message.message_id
    assert abs(int(headers["webhook-timestamp"]) - timezone.now().timestamp()) < 5
    expected = signing.sign(signing.secret_of(webhook), message.message_id, headers["webhook-timestamp"], body)
    assert headers["webhook-signature"] == expected
    assert (message.state, message.attempts, message.answer) == (State.DELIVERED, 1, "HTTP 204")


def test_a_signature_is_that_of_the_standard_webhooks_specification():
    signature = signing.sign(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        1614265330,
        b'{"test": 2432232314}',
    )
    assert signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.django_db
def test_every_webhook_has_a_secret_of_its_own_that_the_database_does_not_hold():
    one, other = WebhookFactory(), WebhookFactory()
    assert signing.secret_of(one) != signing.secret_of(other)
    assert signing.secret_of(one) not in json.dumps(list(type(one).objects.values("salt", "url")))


@pytest.mark.django_db
def test_a_failed_message_is_tried_again_later_and_later_and_given_up_at_last(receiver, to_this_machine, caplog):
    receiver.status = 500
    WebhookFactory(url=receiver.url)
    record()
    waits = []
    for _ in range(delivery.MOST_ATTEMPTS):
        due_now()
        delivery.deliver_due()
        message = Delivery.objects.get()
        waits.append(round((message.next_attempt_at - timezone.now()) / timedelta(minutes=1)))
    assert waits[:-1] == [1, 5, 30, 120, 300, 600, 600]
    assert (message.state, message.answer) == (State.DEAD, "HTTP 500")
    assert "Gave up" in caplog.text
    due_now()
    assert not delivery.deliver_due()
    assert len({headers["webhook-id"] for _, headers, _ in receiver.got}) == 1


@pytest.mark.django_db
def test_before_its_turn_a_message_is_not_sent(receiver, to_this_machine):
    receiver.status = 500
    WebhookFactory(url=receiver.url)
    record()
    delivery.deliver_due()
    assert not delivery.deliver_due()
    assert len(receiver.got) == 1


@pytest.mark.django_db
def test_one_receiver_that_does_not_answer_keeps_no_other_waiting(receiver, to_this_machine):
    WebhookFactory(url="http://127.0.0.1:1/nobody-listens")
    WebhookFactory(url=receiver.url)
    record()
    assert delivery.deliver_due() == {"failed": 1, "delivered": 1}
    assert "ConnectionRefusedError" in Delivery.objects.get(state=State.WAITING).answer


@pytest.mark.django_db
def test_two_senders_never_send_the_same_attempt():
    WebhookFactory()
    record()
    seen_by_one, seen_by_other = Delivery.objects.get(), Delivery.objects.get()
    assert delivery._claim(seen_by_one)
    assert not delivery._claim(seen_by_other)


@pytest.mark.django_db
def test_a_dead_letter_is_sent_again_from_the_desk(receiver, to_this_machine, admin_client):
    message = WebhookFactory(url=receiver.url).deliveries.create(
        message_id="msg_1", payload={}, state=State.DEAD, attempts=8
    )
    asked = {"action": "send_again", "_selected_action": [message.pk]}
    admin_client.post("/admin/partners/delivery/", asked)
    assert delivery.deliver_due() == {"delivered": 1}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/",
        "https://localhost/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://0.0.0.0/",
        "https://2130706433/",
        "https://0x7f.1/",
        "http://127.0.0.1/",
        "http://93.184.216.34/",
        "https://user:password@example.org/",
        "ftp://example.org/",
        "https:///nowhere",
    ],
)
def test_nothing_is_sent_to_our_own_networks_or_in_the_clear(url, monkeypatch):
    def connect(*args):
        raise AssertionError("somebody connected")

    monkeypatch.setattr("socket.socket.connect", connect)
    WebhookFactory(url=url)
    record()
    assert delivery.deliver_due() == {"failed": 1}
    assert "NotPublic" in Delivery.objects.get().answer


@pytest.mark.parametrize(
    ("address", "is_public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("10.0.0.1", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("127.0.0.2", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("::ffff:10.0.0.1", False),
        ("::ffff:93.184.216.34", True),
        ("64:ff9b::a00:1", False),
        ("2002:a00:1::", False),
        ("::10.0.0.1", False),
        ("fec0::1", False),
    ],
)
def test_which_addresses_are_of_the_public_internet(address, is_public):
    assert public_connection.is_public(address) is is_public


@pytest.mark.django_db
def test_a_name_that_leads_to_us_by_the_time_of_the_connection_is_refused(receiver, monkeypatch):
    """The address that is checked is the one that is connected to: there is no second look-up to move in between."""
    looked_up = []

    def getaddrinfo(host, port, **options):
        looked_up.append(host)
        return [(2, 1, 6, "", ("127.0.0.1", receiver.server.server_port))]

    monkeypatch.setattr("socket.getaddrinfo", getaddrinfo)
    WebhookFactory(url=f"https://rebound.example:{receiver.server.server_port}/")
    record()
    delivery.deliver_due()
    assert looked_up == ["rebound.example"]
    assert receiver.got == []
    assert "leads to no address of the public internet" in Delivery.objects.get().answer


@pytest.mark.django_db
def test_a_redirect_leads_nowhere(receiver, to_this_machine):
    inside = Receiver()
    receiver.status, receiver.headers = 307, {"Location": inside.url}
    WebhookFactory(url=receiver.url)
    record()
    assert delivery.deliver_due() == {"failed": 1}
    inside.close()
    assert inside.got == []
    assert Delivery.objects.get().answer == "HTTP 307"


@pytest.mark.django_db
def test_a_receiver_that_dribbles_is_hung_up_on(to_this_machine, monkeypatch):
    monkeypatch.setattr(public_connection, "SECONDS_IN_ALL", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as server:
        stop = threading.Event()

        def dribble():
            plug, _ = server.accept()
            with plug:
                while not stop.wait(0.05):
                    try:
                        plug.send(b"H")
                    except OSError:
                        return

        slow = threading.Thread(target=dribble)
        slow.start()
        WebhookFactory(url=f"http://127.0.0.1:{server.getsockname()[1]}/")
        record()
        assert delivery.deliver_due() == {"failed": 1}
        stop.set()
        slow.join()


def test_the_check_in_the_guide_takes_our_messages_and_no_others(monkeypatch):
    """The guide's snippet, as it stands there: genuine, tampered with, signed by another, and played again later."""
    guide = (settings.BASE_DIR / "docs" / "partners.md").read_text()
    shown = re.search(r"## Webhooks.*?```python\n(.*?)```", guide, re.DOTALL)[1]
    assert shown == (settings.BASE_DIR / "docs" / "examples" / "verify_webhook.py").read_text()
    told = {}
    exec(shown, told)
    is_genuine, secret, body = told["is_genuine"], "whsec_" + "c2VjcmV0" * 4, b'{"type":"changes"}'
    now = int(time.time())
    headers = {
        "webhook-id": "msg_1",
        "webhook-timestamp": str(now),
        "webhook-signature": "v2,other " + signing.sign(secret, "msg_1", now, body),
    }
    assert is_genuine(secret, headers, body)
    assert not is_genuine(secret, headers, body + b" ")
    assert not is_genuine(secret, headers | {"webhook-id": "msg_2"}, body)
    assert not is_genuine("whsec_" + "b3RoZXI=" * 4, headers, body)
    assert not is_genuine(secret, headers | {"webhook-timestamp": "now"}, body)
    monkeypatch.setattr(time, "time", lambda: now + 301)
    assert not is_genuine(secret, headers, body)
