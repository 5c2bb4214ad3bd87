"""Running a refresh from a terminal, a log or a schedule: what it says when it is stopped, and how it ends."""

import signal
from contextlib import contextmanager

from django.core.management.base import CommandError
from django.db.models import Q
from django.utils import timezone
from rich.console import Console

from careerportal.datasets import reports
from careerportal.datasets.files import UnusableFile
from careerportal.datasets.locks import NOT_NOW, AlreadyRunning, ReadOnlyMode
from careerportal.datasets.models import Release
from careerportal.datasets.pipeline import Refused
from careerportal.datasets.publishing import CannotPublish

REFUSED, WRONG_USAGE, ALREADY_RUNNING, INTERRUPTED = 1, 2, 3, 130

EXIT_CODES = """exit codes:
  0 done   1 refused or unreadable   2 wrong usage   3 another run holds the lock
  75 not while the portal is read-only   130 interrupted
In every case but 0 the database is as it was before; a run that is interrupted after it has written says so.
"""


class _Stopped(BaseException):
    """SIGTERM, as a server's shut-down sends it: like Ctrl-C, no failure that a run survives."""


@contextmanager
def reporting(command, *, as_json=False):
    """Give a Console for a command's output; whatever stops the run is said in words, with its exit code."""
    console, began = Console(file=command.stdout, stderr=False), timezone.now()
    try:
        with _stopping_cleanly():
            yield console
    except Refused as refused:
        reports.print_report(console, refused.report, as_json=as_json)
        raise CommandError(str(refused), returncode=REFUSED) from None
    except (UnusableFile, CannotPublish) as error:
        raise CommandError(str(error), returncode=REFUSED) from None
    except AlreadyRunning as error:
        raise CommandError(str(error), returncode=ALREADY_RUNNING) from None
    except ReadOnlyMode as error:
        raise CommandError(str(error), returncode=NOT_NOW) from None
    except (KeyboardInterrupt, _Stopped):
        raise CommandError(_what_stands(began), returncode=INTERRUPTED) from None


def _what_stands(began):
    """What an interrupted run has left. One run at a time writes releases, so those written since are its own."""
    since = Q(loaded_at__gte=began) | Q(rolled_back_at__gte=began)
    written = [f"{one}: {one.get_state_display()}" for one in Release.objects.filter(since).order_by("pk")]
    if written:
        return f"Interrupted, but after this was written: {'; '.join(written)}. To undo it: manage.py rollback."
    return "Interrupted. The database is as it was before."


@contextmanager
def _stopping_cleanly():
    """Turn SIGTERM into an exception, so that the transaction is rolled back before the process ends."""

    def stop(number, frame):
        raise _Stopped

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before if before is not None else signal.SIG_DFL)
