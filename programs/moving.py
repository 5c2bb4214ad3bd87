"""Merging schools and moving programs: carried out as the plan said that was looked at, and taken back."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from careerportal.datasets.curated import keeps_versions, sign
from careerportal.sync import ledger
from careerportal.sync.models import Change
from programs.curation import told_of
from programs.merging import plan_merge, plan_move
from programs.models import Program, School, SchoolMove

BEFORE, AFTER = 0, 1
"""Which of the two values of each step."""


def merge(source, target, *, by, why, seen):
    """Make one school part of another, as the plan with the fingerprint `seen` says; return the SchoolMove."""
    return _carry_out(source, target, plan_merge, by=by, why=why, seen=seen)


def move(programs, source, target, *, by, why, seen):
    """List some of a school's own programs at another, as the plan with the fingerprint `seen` says."""
    own = {program.pk for program in programs}

    def plan(source, target):
        return plan_move(source.programs.filter(pk__in=own).order_by("id"), source, target)

    return _carry_out(source, target, plan, by=by, why=why, seen=seen)


@transaction.atomic
def _carry_out(source, target, plan, *, by, why, seen):
    """Plan again now that nobody else writes on the two schools, and write all of it, or nothing with a
    ValidationError where it would do something else than was looked at."""
    if not why.strip():
        raise ValidationError("Say why: it stands in the history of everything that changes.")
    source, target = _held(source.pk), _held(target.pk)
    planned = plan(source, target)
    if planned.obstacles:
        raise ValidationError(planned.obstacles)
    if planned.fingerprint != seen:
        raise ValidationError("Something has changed since you looked. Look again at what would change now.")
    done = SchoolMove.objects.create(
        kind=planned.kind, source=source, target=target, why=why.strip()[:500], steps=planned.steps, done_by=by
    )
    _write(done, AFTER, by=by, why=f"{source} → {target}: {done.why}")
    return done


@transaction.atomic
def undo(done, *, by, why, leaving=False):
    """Give every row back what it said before. What has been changed since stays as it is, where `leaving` says that
    it shall; else nothing is undone, and the ValidationError names it."""
    if not why.strip():
        raise ValidationError("Say why: it stands in the history of everything that changes back.")
    held = SchoolMove.objects.select_for_update().get(pk=done.pk)
    if held.undone_at:
        raise ValidationError("This was undone already.")
    _held(held.source_id), _held(held.target_id)
    changed = changed_since(held)
    if changed and not leaving:
        raise ValidationError(changed)
    _write(held, BEFORE, by=by, why=f"Undone, {held.source} → {held.target}: {why.strip()}")
    held.undone_by, held.undone_at, held.undone_because = by, timezone.now(), why.strip()[:500]
    held.save(update_fields=["undone_by", "undone_at", "undone_because"])
    return held


def changed_since(done):
    """What has been changed of what a merge wrote, in words."""
    found = []
    for step in done.steps:
        model = apps.get_model(step["table"])
        row = model._base_manager.filter(pk=step["pk"]).first()
        if row is None:
            found.append(f"{step['name']} is gone.")
            continue
        found += [
            f"“{model._meta.get_field(name).verbose_name}” of {step['name']} has been changed since."
            for name, (_, then) in step["values"].items()
            if getattr(row, name) != _value(model, name, then)
        ]
    return found


def _held(pk):
    """A school on which, and on whose programs, nobody else writes until this is done."""
    list(Program.objects.select_for_update().filter(school=pk).order_by("pk").values_list("pk"))
    return School.objects.select_for_update().get(pk=pk)


def _value(model, name, kept):
    """A value as JSON keeps it, as the column has it."""
    return model._meta.get_field(name).to_python(kept)


def _write(done, side, *, by, why):
    """Give each row the values of one side of its step, and tell partners what that means to them. What a row does not
    say any more, somebody has changed meanwhile: that is theirs."""
    was_offered = {}
    for step in done.steps:
        model = apps.get_model(step["table"])
        row = model._base_manager.filter(pk=step["pk"]).first()
        pairs = {name: [_value(model, name, one) for one in pair] for name, pair in step["values"].items()}
        values = {name: pair[side] for name, pair in pairs.items() if row and getattr(row, name) == pair[1 - side]}
        if not values:
            continue
        for program in _programs_of(row, values):
            was_offered.setdefault(program.pk, program.is_offered)
        for name, value in values.items():
            setattr(row, name, value)
        if keeps_versions(model):
            sign(row, by=by, why=why)
        stamp = ["updated_at"] if isinstance(row, Program) else []
        row.save(update_fields=[*values, *stamp])
    _tell(was_offered, (done.source, done.target))


def _programs_of(row, values):
    """The programs whose readers see a change of a row: itself, or those that it goes from and to."""
    if isinstance(row, Program):
        return [row]
    return Program.objects.filter(pk__in=(row.program_id, values["program_id"])) if "program_id" in values else []


def _tell(was_offered, schools):
    lines = [(school.RESOURCE, school.ledger_key, Change.Action.UPDATED) for school in schools]
    for program in Program.objects.filter(pk__in=was_offered).order_by("pk"):
        is_back = program.is_offered and not was_offered[program.pk]
        lines += told_of(program, Change.Action.CREATED if is_back else Change.Action.UPDATED)
    ledger.record(lines)
