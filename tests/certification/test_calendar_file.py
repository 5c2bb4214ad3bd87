"""The calendar file, read back by the library that wrote it and by one that did not."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import icalendar
import pytest
import vobject

from certification.calendar_file import calendar_of
from certification.models import Certification, CertifyingBody, RuleSet
from certification.renewal import plan

PAGE = "https://portal.example/certification/certified-medical-manager/renewal/?certified_on=2024-02-29&hours_done=0"
DUE = [date(2028, 2, 29), date(2030, 2, 28), date(2032, 2, 29)]


@pytest.fixture
def written():
    body = CertifyingBody(name="Professional Association of Health Care Office Management", abbreviation="PAHCOM")
    certification = Certification(
        name="Certified Medical Manager; größte, «beste»",
        abbreviation="CMM",
        slug="certified-medical-manager",
        body=body,
    )
    planned = plan(RuleSet(renewal_hours=24, renewal_months=24), date(2024, 2, 29), Decimal(0), date(2026, 11, 23))
    return calendar_of(
        planned,
        certification,
        page=PAGE,
        host="portal.example",
        written_at=datetime(2026, 11, 23, 12, tzinfo=UTC),
    )


def test_the_library_reads_back_what_it_wrote(written):
    calendar = icalendar.Calendar.from_ical(written)
    assert [event.decoded("dtstart") for event in calendar.walk("VEVENT")] == DUE
    assert str(calendar["version"]) == "2.0"
    assert not [event.errors for event in calendar.walk() if event.errors]


def test_an_independent_library_reads_the_dates_and_the_reminders(written):
    events = vobject.readOne(written.decode()).vevent_list
    assert [event.dtstart.value for event in events] == DUE
    assert [event.dtend.value - event.dtstart.value for event in events] == [timedelta(days=1)] * 3
    for event in events:
        assert [alarm.action.value for alarm in event.valarm_list] == ["DISPLAY"] * 3
        assert [alarm.trigger.value for alarm in event.valarm_list] == [timedelta(days=-lead) for lead in (90, 30, 7)]
        assert all(alarm.description.value for alarm in event.valarm_list)
    assert events[0].url.value == PAGE
    assert "between March 1, 2026 and February 29, 2028" in events[0].description.value


def test_an_independent_library_finds_the_file_complete(written):
    assert vobject.readOne(written.decode()).validate(raiseException=True)


def test_each_entry_has_a_name_of_its_own_that_does_not_change(written):
    names = [str(event["uid"]) for event in icalendar.Calendar.from_ical(written).walk("VEVENT")]
    assert names == [f"certified-medical-manager-20240229-{number}@portal.example" for number in (2, 3, 4)]


def test_lines_are_folded_and_ended_as_the_standard_asks(written):
    lines = written.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
