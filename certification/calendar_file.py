"""The renewal plan as an iCalendar file (RFC 5545): one whole-day entry for each due date, each with reminders."""

from datetime import timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext

from certification.calendar_entries import new_calendar, whole_day

REMINDERS = (timedelta(days=90), timedelta(days=30), timedelta(days=7))
"""How long before a due date a calendar program reminds."""


def calendar_of(plan, certification, *, page, host, written_at):
    """Return the bytes of the file. `page` is the address of the planner, `host` makes the entries' names unique.

    The same certification and date of certification name the same entries, so a file taken again replaces them.
    """
    calendar = new_calendar(
        gettext("%(certification)s: renewal") % {"certification": certification}, made_by="Renewal planner"
    )
    for cycle in plan.cycles:
        calendar.add_component(_entry(cycle, plan, certification, page=page, host=host, written_at=written_at))
    return calendar.to_ical()


def _entry(cycle, plan, certification, *, page, host, written_at):
    name = certification.abbreviation or certification.name
    title = gettext("%(certification)s: renewal due") % {"certification": name}
    return whole_day(
        cycle.due_on,
        title,
        uid=f"{certification.slug}-{plan.certified_on:%Y%m%d}-{cycle.number}@{host}",
        written_at=written_at,
        description=_description(cycle, plan, certification),
        url=page,
        reminders=REMINDERS,
        today=plan.today,
    )


def _description(cycle, plan, certification):
    body = certification.body.abbreviation or certification.body.name
    said = gettext(
        "%(hours)s hours of continuing education are needed between %(begins)s and %(due)s. Counted from "
        "%(certified)s, the day of certification. Confirm the date with %(body)s."
    )
    return said % {
        "hours": plan.hours_needed,
        "begins": date_format(cycle.begins_on),
        "due": date_format(cycle.due_on),
        "certified": date_format(plan.certified_on),
        "body": body,
    }
