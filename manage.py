#!/usr/bin/env python
"""The command line of the Career Portal: `python manage.py help` lists what it can do."""

import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careerportal.settings")
    from careerportal.operations.command_line import run

    run(sys.argv)


if __name__ == "__main__":
    main()
