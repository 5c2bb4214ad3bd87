"""The states of a program, and the verbs that lead from one to another.

    draft → in review → published → withdrawn

Whoever sends a program to review does not publish it: a second person has read what readers will see. Publishing is
refused with all mistakes at once (programs.publish_checks). A program that readers have seen is never a draft again:
it is withdrawn, with a reason and where possible a successor, and restored.

What is to happen on a day is kept in the row, and done by `run_due` (manage.py run_schedule). Readers see a program by
its state alone, never by a date: lists, index and kept pages then change with a line of the ledger, as by any other
write. A late run shows late; it shows nothing wrong.
"""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from careerportal.datasets.curated import sign
from careerportal.datasets.lost_updates import token_of
from careerportal.sync import ledger
from careerportal.sync.models import Change
from programs.models import Accreditation, Deadline, Program, ProgramTopic
from programs.publish_checks import refuse_mistakes

Status = Program.Status
PUBLISH = "programs.publish_program"


class NotNow(ValidationError):
    """The verb does not fit the program as it stands, or this person; its message says why and what to do."""


@transaction.atomic
def submit(program, *, by, why=""):
    """Send a draft to review."""
    program = _held(program, Status.DRAFT)
    _write(program, by=by, why=why or "Sent to review", status=Status.IN_REVIEW, submitted_by=_name(by), review_note="")
    return program


@transaction.atomic
def send_back(program, *, by, why):
    """Make what is in review a draft again, and say what is missing."""
    program = _held(program, Status.IN_REVIEW)
    note = _reason(why, "Say what is to be mended: the author reads it.")
    _write(program, by=by, why=note, status=Status.DRAFT, review_note=note, publish_on=None)
    return program


@transaction.atomic
def publish(program, *, by, why="", on=None, seen=""):
    """Show a reviewed program to readers and partners: now, or on a later day.

    `seen` is the `version_of` the program that the reviewer has read: no other is published.
    """
    program = _held(program, Status.IN_REVIEW)
    if program.submitted_by and program.submitted_by == _name(by):
        raise NotNow("You sent it to review yourself. Somebody else publishes it.")
    if seen and seen != version_of(program):
        raise NotNow(
            "It was changed since you opened it, so it was not published. Go back to the program, read it again "
            "(its history says who changed what), and choose Publish there."
        )
    refuse_mistakes(program)
    if on and on > timezone.localdate():
        _write(program, by=by, why=why or f"Reviewed, to be published on {on:%Y-%m-%d}", publish_on=on)
        return program
    return _show(program, by=by, why=why or "Published")


@transaction.atomic
def withdraw(program, *, by, why, successor=None, on=None):
    """Hide a program from readers and tell partners: now, or on a later day; nothing is deleted."""
    program = _held(program, Status.PUBLISHED)
    reason = _reason(why, "Say why: it stands on the page in place of the program.")
    if successor and (successor.pk == program.pk or not successor.is_offered):
        raise NotNow("The successor must be another program, and one that is published.")
    named = {"successor": successor, "withdrawal_reason": reason[:300]}
    if on and on > timezone.localdate():
        _write(program, by=by, why=reason, withdraw_on=on, **named)
        return program
    _hide(program, by=by, why=reason, **named)
    return program


@transaction.atomic
def restore(program, *, by, why):
    """Show a withdrawn program again."""
    program = _held(program, Status.WITHDRAWN)
    reason = _reason(why, "Say why it is offered again.")
    refuse_mistakes(program)
    return _show(program, by=by, why=reason, successor=None, withdrawal_reason="")


@transaction.atomic
def unschedule(program, *, by, why=""):
    """Do nothing on the day that was set."""
    program = _held(program, Status.IN_REVIEW, Status.PUBLISHED)
    if program.publish_on is None and program.withdraw_on is None:
        raise NotNow("No day is set for this program.")
    unsaid = {} if program.withdraw_on is None else {"withdrawal_reason": "", "successor": None}
    _write(program, by=by, why=why or "No longer to be done on a day", publish_on=None, withdraw_on=None, **unsaid)
    return program


def version_of(program):
    """What tells whether anything that curators write of a program has changed."""
    return token_of(program, [(part, "program_id") for part in (ProgramTopic, Accreditation, Deadline)])


@transaction.atomic
def review_again(pks, *, by):
    """Somebody has changed what a reviewer had read: take back the days on which it was to be published.

    Returns {program: the day that was set}.
    """
    read = Program.objects.select_for_update(of=("self",)).select_related("school")
    days = {}
    for program in read.filter(pk__among=pks, status=Status.IN_REVIEW, publish_on__isnull=False):
        days[program] = program.publish_on
        _write(program, by=by, why=f"Changed after it was reviewed for {program.publish_on}", publish_on=None)
    return days


@dataclass
class Done:
    """What a run of the schedule did: programs published, withdrawn, and sent back with the mistakes that it met."""

    published: list = field(default_factory=list)
    withdrawn: list = field(default_factory=list)
    sent_back: list = field(default_factory=list)


def run_due(day=None):
    """Do what is due by a day, today unless one is named, each in a transaction of its own; return what was Done.

    Running it again does nothing more. What does not pass the checks any more is sent back to its author.
    """
    day, done = day or timezone.localdate(), Done()
    for pk in list(Program.objects.filter(status=Status.IN_REVIEW, publish_on__lte=day).values_list("pk", flat=True)):
        _publish_due(pk, day, done)
    due = Program.objects.filter(status=Status.PUBLISHED, withdraw_on__lte=day)
    for pk in list(due.values_list("pk", flat=True)):
        with transaction.atomic():
            program = due.select_for_update().filter(pk=pk).first()
            if program:
                _hide(program, by=None, why=program.withdrawal_reason or "The day that was set has come")
                done.withdrawn.append(program)
    return done


@transaction.atomic
def _publish_due(pk, day, done):
    due = Program.objects.select_for_update().filter(pk=pk, status=Status.IN_REVIEW, publish_on__lte=day)
    program = due.first()
    if program is None:
        return
    try:
        refuse_mistakes(program)
    except ValidationError as error:
        note = " ".join(error.messages)[:500]
        _write(program, by=None, why=note, status=Status.DRAFT, review_note=note, publish_on=None)
        done.sent_back.append(program)
    else:
        done.published.append(_show(program, by=None, why="The day that was set has come"))


def _show(program, *, by, why, **named):
    _write(program, by=by, why=why, status=Status.PUBLISHED, publish_on=None, withdraw_on=None, review_note="", **named)
    ledger.record(told_of(program, Change.Action.CREATED))
    return program


def _hide(program, *, by, why, **named):
    _write(program, by=by, why=why, status=Status.WITHDRAWN, withdraw_on=None, **named)
    ledger.record(told_of(program, Change.Action.WITHDRAWN))


@transaction.atomic
def approve_accreditation(accreditation, *, by):
    """Show readers what somebody else wrote of a program's accreditation."""
    held = accreditation.approve(by=by)
    ledger.record(told_of(held.program))
    return held


def told_of(program, action=Change.Action.UPDATED):
    """The ledger's lines of a change of a program: none while nobody outside has seen it; of one that is not offered,
    that it is withdrawn, whatever is done to it."""
    if not program.was_public:
        return []
    return [("programs", program.ledger_key, action if program.is_offered else Change.Action.WITHDRAWN)]


def _held(program, *states):
    """The program as it stands now that nobody else can change it; NotNow where it is in another state."""
    held = Program.objects.select_for_update().get(pk=program.pk)
    if held.status not in states:
        raise NotNow(f"{held} is {held.get_status_display().lower()} by now. Look at it again.")
    return held


def _write(program, *, by, why, **values):
    for name, value in values.items():
        setattr(program, name, value)
    sign(program, by=by, why=why).save(update_fields=[*values, "updated_at"])


def _reason(why, message):
    if not why.strip():
        raise NotNow(message)
    return why.strip()


def _name(user):
    return user.get_username() if user else ""
