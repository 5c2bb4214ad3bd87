"""The known deadlines of some programs as an iCalendar file (RFC 5545): a whole-day entry for each, with reminders."""

from datetime import UTC, datetime, time, timedelta

from django.utils.translation import gettext

from certification.calendar_entries import new_calendar, whole_day
from programs.deadlines import said

REMINDERS = (timedelta(days=30), timedelta(days=7))
"""How long before a deadline a calendar program reminds."""


def calendar_of(programs, *, address, host, today):
    """Return the bytes of the file. `address` makes a path whole, `host` makes the entries' names unique.

    The same deadline is the same entry each time, so a file taken again moves what was moved.
    """
    calendar = new_calendar(gettext("Application deadlines"), made_by="Deadlines")
    for program in programs:
        for deadline in program.deadlines.all():
            calendar.add_component(_entry(deadline, program, address, host, today))
    return calendar.to_ical()


def _entry(deadline, program, address, host, today):
    return whole_day(
        deadline.due_on,
        f"{program.school.shown_name}: {deadline.name}",
        uid=f"deadline-{deadline.pk}@{host}",
        written_at=datetime.combine(deadline.checked_on, time(), UTC),
        description=_description(deadline, program),
        url=address(program.get_absolute_url()),
        reminders=REMINDERS,
        today=today,
    )


def _description(deadline, program):
    return gettext("%(title)s, %(level)s. Read on %(day)s at %(url)s. Confirm the date with the school.") % {
        "title": program.title,
        "level": program.get_level_display(),
        "day": said(deadline.checked_on),
        "url": deadline.source_url,
    }
