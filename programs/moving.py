"""Merging schools and moving programs: carried out as the plan said that was looked at, and taken back."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from careerportal.datasets.curated import keeps_versions, sign
from careerportal.sync import ledger
from careerportal.sync.models import Change
from programs.curation import told_of
from programs.merging import plan_merge, plan_move
from programs.models import Program, School, SchoolMove


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
    source, target = _held(source.pk, target.pk)
    planned = plan(source, target)
    if planned.obstacles:
        raise ValidationError(planned.obstacles)
    if planned.fingerprint != seen:
        raise ValidationError("Something has changed since you looked. Look again at what would change now.")
    done = SchoolMove.objects.create(
        kind=planned.kind, source=source, target=target, why=why.strip()[:500], steps=planned.steps, done_by=by
    )
    _write(done, planned.steps, by=by, why=f"{source} → {target}: {done.why}")
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
    _held(held.source_id, held.target_id)
    steps, stays = way_back(held)
    if stays and not leaving:
        raise ValidationError(stays)
    _write(held, steps, by=by, why=f"Undone, {held.source} → {held.target}: {why.strip()}")
    held.undone_by, held.undone_at, held.undone_because = by, timezone.now(), why.strip()[:500]
    held.save(update_fields=["undone_by", "undone_at", "undone_because"])
    return held


def way_back(done):
    """Return the steps that take a merge back, as things stand now, and what stays as it is, in words."""
    steps, stays = [], []
    for step in done.steps:
        model = apps.get_model(step["table"])
        row = model._base_manager.filter(pk=step["pk"]).first()
        if row is None:
            stays.append(f"{step['name']} is gone.")
            continue
        back = {}
        for name, (before, after) in step["values"].items():
            if getattr(row, name) == _value(model, name, after):
                back[name] = [after, before]
            else:
                words = model._meta.get_field(name).verbose_name
                stays.append(f"“{words}” of {step['name']} has been changed since.")
        if back and _is_taken(row, back):
            stays.append(f"There is another {model._meta.verbose_name} now where {step['name']} was.")
        elif back:
            steps.append(step | {"values": back})
    return steps, stays


def _is_taken(row, back):
    """Whether another row has the natural key that a row would get back."""
    for one in row._meta.constraints:
        if isinstance(one, models.UniqueConstraint) and one.condition is None:
            columns = [row._meta.get_field(name).attname for name in one.fields]
            key = {name: back[name][1] if name in back else getattr(row, name) for name in columns}
            if not back.keys().isdisjoint(columns) and _others(row).filter(**key).exists():
                return True
    return False


def _others(row):
    return type(row)._base_manager.exclude(pk=row.pk)


def _held(*pks):
    """Schools, in the order of their keys, on which, and on whose programs, nobody else writes until this is done.

    They are locked in one order for everybody, so that two merges wait for one another and neither dies of it.
    """
    held = {school.pk: school for school in School.objects.select_for_update().filter(pk__in=pks).order_by("pk")}
    list(Program.objects.select_for_update().filter(school__in=pks).order_by("pk").values_list("pk"))
    return [held[pk] for pk in pks if pk in held]


def _value(model, name, kept):
    """A value as JSON keeps it, as the column has it."""
    return model._meta.get_field(name).to_python(kept)


def _write(done, steps, *, by, why):
    """Give each row its new values, and tell partners what that means to them."""
    was_offered = {}
    for step in steps:
        model = apps.get_model(step["table"])
        row = model._base_manager.get(pk=step["pk"])
        values = {name: _value(model, name, then) for name, (_, then) in step["values"].items()}
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
