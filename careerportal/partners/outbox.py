"""Messages to webhooks, written in the transaction of the changes they tell of: both are kept, or neither."""

from collections import Counter
from secrets import token_hex

from django.utils import timezone

from careerportal.partners.models import Delivery, Webhook
from careerportal.sync.models import FOR_US_ALONE

MOST_TOLD = 100
"""Changes that a message names one by one; of more it says how many, and where to read them."""


def queue(lines):
    """Queue one message of these new ledger lines for each webhook that wants to hear of them."""
    told = [line for line in lines if line.resource not in FOR_US_ALONE]
    if not told:
        return
    webhooks = Webhook.objects.filter(is_active=True, partner__is_active=True)
    Delivery.objects.bulk_create(
        Delivery(webhook=webhook, message_id=f"msg_{token_hex(16)}", payload=_message(wanted))
        for webhook in webhooks
        if (wanted := [line for line in told if not webhook.resources or line.resource in webhook.resources])
    )


def _message(lines):
    first, last = lines[0].serial, lines[-1].serial
    few = [{"serial": one.serial, "resource": one.resource, "key": one.key, "action": one.action} for one in lines]
    return {
        "type": "changes",
        "timestamp": timezone.now().isoformat(timespec="seconds"),
        "data": {
            "first_serial": first,
            "last_serial": last,
            "count": len(lines),
            "by_resource": dict(Counter(line.resource for line in lines)),
            "read_them_at": f"/api/v1/changes/?after={first - 1}",
            "changes": few if len(few) <= MOST_TOLD else [],
        },
    }
