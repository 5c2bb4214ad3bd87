"""Sending what the outbox holds: each message in its turn, again later where it fails, given up after a day or so."""

import json
import logging
from collections import Counter
from datetime import timedelta

from django.utils import timezone

from careerportal.partners import public_connection, signing
from careerportal.partners.models import Delivery
from careerportal.partners.redaction import strike_out

logger = logging.getLogger(__name__)

BACKOFF = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 300, 600, 600)]
"""How long to wait after each failed attempt; after one more the message is given up."""

MOST_ATTEMPTS = len(BACKOFF) + 1
AT_A_TIME = 100
AGENT = "Career-Portal-Webhooks/1"


def deliver_due(most=1_000):
    """Send what is due, up to so many messages, and return how many were delivered, failed and given up."""
    done = Counter()
    while sum(done.values()) < most:
        room = min(AT_A_TIME, most - sum(done.values()))
        due = list(_due().select_related("webhook__partner").order_by("next_attempt_at", "id")[:room])
        if not due:
            break
        for delivery in due:
            if _claim(delivery):
                done[_send(delivery)] += 1
    return done


def redeliver(deliveries):
    """Send messages again from the start, whatever became of them, and return how many."""
    return deliveries.update(state=Delivery.State.WAITING, attempts=0, next_attempt_at=timezone.now(), answer="")


def _due():
    return Delivery.objects.filter(
        state=Delivery.State.WAITING,
        next_attempt_at__lte=timezone.now(),
        webhook__is_active=True,
        webhook__partner__is_active=True,
    )


def _claim(delivery):
    """Take a message for this attempt; False where another sender was first.

    Its next turn is set before it is sent: whoever is killed meanwhile loses nothing, and sends at worst twice.
    """
    waiting = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.WAITING, attempts=delivery.attempts)
    delivery.next_attempt_at = timezone.now() + BACKOFF[min(delivery.attempts, len(BACKOFF) - 1)]
    delivery.attempts += 1
    return waiting.update(attempts=delivery.attempts, next_attempt_at=delivery.next_attempt_at)


def _send(delivery):
    """Make one attempt, record what came of it, and return it in a word."""
    body = json.dumps(delivery.payload, separators=(",", ":")).encode()
    seconds = int(timezone.now().timestamp())
    signature = signing.sign(signing.secret_of(delivery.webhook), delivery.message_id, seconds, body)
    headers = {
        "Content-Type": "application/json",
        "User-Agent": AGENT,
        "webhook-id": delivery.message_id,
        "webhook-timestamp": str(seconds),
        "webhook-signature": signature,
    }
    try:
        status, _ = public_connection.post(delivery.webhook.url, body, headers)
        delivery.answer = f"HTTP {status}"
        delivered = 200 <= status < 300
    except (OSError, ValueError) as error:
        # Whatever is wrong at the other end is the answer that we record, and no reason to keep others waiting.
        delivery.answer = strike_out(f"{type(error).__name__}: {error}")[:200]
        delivered = False
    if delivered:
        delivery.state, delivery.delivered_at = Delivery.State.DELIVERED, timezone.now()
    elif delivery.attempts >= MOST_ATTEMPTS:
        delivery.state = Delivery.State.DEAD
        logger.warning("Gave up %s after %d attempts: %s", delivery, delivery.attempts, delivery.answer)
    delivery.save(update_fields=["state", "answer", "delivered_at"])
    return "delivered" if delivered else "given up" if delivery.state == Delivery.State.DEAD else "failed"
