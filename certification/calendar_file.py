"""The renewal plan as an iCalendar file (RFC 5545): one whole-day entry for each due date, each with reminders."""

from datetime import timedelta

from icalendar import Alarm, Calendar, Event

REMINDERS = (timedelta(days=90), timedelta(days=30), timedelta(days=7))
"""How long before a due date a calendar program reminds."""

MEDIA_TYPE = "text/calendar; charset=utf-8"


def calendar_of(plan, certification, *, page, host, written_at):
    """Return the bytes of the file. `page` is the address of the planner, `host` makes the entries' names unique.

    The same certification and date of certification name the same entries, so a file taken again replaces them.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Career Portal//Renewal planner//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", f"{certification}: renewal")
    for cycle in plan.cycles:
        calendar.add_component(_entry(cycle, plan, certification, page=page, host=host, written_at=written_at))
    return calendar.to_ical()


def _entry(cycle, plan, certification, *, page, host, written_at):
    title = f"{certification.abbreviation or certification.name}: renewal due"
    entry = Event()
    entry.add("uid", f"{certification.slug}-{plan.certified_on:%Y%m%d}-{cycle.number}@{host}")
    entry.add("dtstamp", written_at)
    entry.add("dtstart", cycle.due_on)
    entry.add("dtend", cycle.due_on + timedelta(days=1))
    entry.add("summary", title)
    entry.add("description", _description(cycle, plan, certification))
    entry.add("url", page)
    entry.add("transp", "TRANSPARENT")
    for lead in REMINDERS:
        if cycle.due_on - lead <= plan.today:
            continue  # Some calendar programs ring at once for a reminder that is past.
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", f"{title} in {lead.days} days")
        alarm.add("trigger", -lead)
        entry.add_component(alarm)
    return entry


def _description(cycle, plan, certification):
    body = certification.body.abbreviation or certification.body.name
    return (
        f"{plan.hours_needed} hours of continuing education are needed between {_said(cycle.begins_on)} and "
        f"{_said(cycle.due_on)}. Counted from {_said(plan.certified_on)}, the day of certification. "
        f"Confirm the date with {body}."
    )


def _said(day):
    return f"{day:%B} {day.day}, {day.year}"
