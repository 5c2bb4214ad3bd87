"""A partner for the bench: a key, and a million lines in the change ledger; run in a process of its own.

python -m bench.partner make      prints {"token": …, "first": serial, "last": serial}
python -m bench.partner remove    takes all of it away again
"""

import json
import sys

import django

LINES = 1_000_000
NAME = "Bench"
FILL = f"""
    INSERT INTO sync_change (resource, key, action, at)
    SELECT 'programs', p.slug, 'updated', CURRENT_TIMESTAMP
    FROM programs_program p,
        (SELECT 1 AS n UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5) AS times
    ORDER BY times.n, p.id LIMIT {LINES}
"""


def main():
    django.setup()
    from django.db import connection, transaction

    from careerportal.partners import keys
    from careerportal.partners.models import Partner
    from careerportal.sync import ledger
    from careerportal.sync.models import Change

    if sys.argv[1] == "make":
        partner = Partner.objects.create(
            name=NAME, contact_email="bench@portal.example", per_minute=10**9, per_day=10**9, note=str(ledger.serial())
        )
        _, token = keys.issue(partner, name=NAME)
        first = ledger.serial()
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(FILL)
        print(json.dumps({"token": token, "first": first, "last": Change.objects.latest("serial").serial}))
        return
    partner = Partner.objects.get(name=NAME)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM sync_change WHERE serial > %s", [int(partner.note)])
    partner.delete()


if __name__ == "__main__":
    main()
