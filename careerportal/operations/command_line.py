"""The command line of manage.py, which says in a sentence what a command cannot do while nothing may be written."""

import sys

from django.conf import settings
from django.core.management import execute_from_command_line
from django.db import Error

from careerportal.datasets.locks import NOT_NOW
from careerportal.operations.outages import is_refused_write


def run(argv):
    """Run a command. What the database refuses to a read-only portal ends in a sentence, not in a traceback."""
    try:
        execute_from_command_line(argv)
    except Error as error:
        if not (settings.READ_ONLY and is_refused_write(error)):
            raise
        command = argv[1] if len(argv) > 1 else "This command"
        sys.stderr.write(
            f"{command} was stopped at what it wanted to write: the portal is in read-only mode. Unset READ_ONLY and "
            "run it again.\n"
        )
        sys.exit(NOT_NOW)
