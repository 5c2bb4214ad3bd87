"""What our calendar files (iCalendar, RFC 5545) have in common: a head, and whole-day entries with reminders."""

from datetime import timedelta

from django.utils.translation import gettext
from icalendar import Alarm, Calendar, Event

MEDIA_TYPE = "text/calendar; charset=utf-8"


def new_calendar(name, *, made_by):
    """Return an empty Calendar; `made_by` is the part of the portal that makes it, in one or two words."""
    calendar = Calendar()
    calendar.add("prodid", f"-//Career Portal//{made_by}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", name)
    return calendar


def whole_day(day, title, *, uid, written_at, description, url, reminders, today):
    """Return an entry of one day. `uid` names it, so that a file taken again replaces it.

    `reminders` say how long before the day a calendar program reminds.
    """
    entry = Event()
    entry.add("uid", uid)
    entry.add("dtstamp", written_at)
    entry.add("dtstart", day)
    entry.add("dtend", day + timedelta(days=1))
    entry.add("summary", title)
    entry.add("description", description)
    entry.add("url", url)
    entry.add("transp", "TRANSPARENT")
    for lead in reminders:
        if day - lead <= today:
            continue  # Some calendar programs ring at once for a reminder that is past.
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", gettext("%(title)s in %(days)s days") % {"title": title, "days": lead.days})
        alarm.add("trigger", -lead)
        entry.add_component(alarm)
    return entry
