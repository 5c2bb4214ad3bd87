"""The known deadlines of some programs as an iCalendar file (RFC 5545): a whole-day entry for each, with reminders."""

from datetime import UTC, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event

REMINDERS = (timedelta(days=30), timedelta(days=7))
"""How long before a deadline a calendar program reminds."""

MEDIA_TYPE = "text/calendar; charset=utf-8"


def calendar_of(programs, *, address, host, today):
    """Return the bytes of the file. `address` makes a path whole, `host` makes the entries' names unique.

    The same deadline is the same entry each time, so a file taken again moves what was moved.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Career Portal//Deadlines//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", "Application deadlines")
    for program in programs:
        for deadline in program.deadlines.all():
            calendar.add_component(_entry(deadline, program, address, host, today))
    return calendar.to_ical()


def _entry(deadline, program, address, host, today):
    title = f"{program.school.shown_name}: {deadline.name}"
    entry = Event()
    entry.add("uid", f"deadline-{deadline.pk}@{host}")
    entry.add("dtstamp", datetime.combine(deadline.checked_on, time(), UTC))
    entry.add("dtstart", deadline.due_on)
    entry.add("dtend", deadline.due_on + timedelta(days=1))
    entry.add("summary", title)
    entry.add("description", _description(deadline, program))
    entry.add("url", address(program.get_absolute_url()))
    entry.add("transp", "TRANSPARENT")
    for lead in REMINDERS:
        if deadline.due_on - lead <= today:
            continue  # Some calendar programs ring at once for a reminder that is past.
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", f"{title} in {lead.days} days")
        alarm.add("trigger", -lead)
        entry.add_component(alarm)
    return entry


def _description(deadline, program):
    checked = f"{deadline.checked_on:%B} {deadline.checked_on.day}, {deadline.checked_on.year}"
    return (
        f"{program.title}, {program.get_level_display()}. Read on {checked} at {deadline.source_url}. "
        "Confirm the date with the school."
    )
