"""A writer for a drill: numbered lines of the change ledger, one transaction each; it prints a number when it is safe.

A write that fails is tried again until the database has taken it, as a person at a form would do.

    python -m bench.drills.numbered_writes COUNT
"""

import sys
import time

import django

PREFIX = "drill-"


def main(count):
    django.setup()
    from django.db import Error, connection, transaction

    from careerportal.sync import ledger

    for number in range(1, count + 1):
        while True:
            try:
                with transaction.atomic():
                    ledger.record([("schools", f"{PREFIX}{number}", ledger.UPDATED)])
                break
            except Error:
                connection.close()
                time.sleep(0.1)
        print(number, flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
