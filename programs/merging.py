"""What merging one school into another would change, and what moving programs between schools would: plans, no writes.

Merging is for a school that stands in the portal twice, and for one that is now part of another. Its own programs go
over; of a program that both schools have, and of one that a federal file lists at the school, the page leads to the
other school's program. A federal program never changes its school: the next release would bring it back.

`programs.moving` carries a plan out, and takes it back.
"""

import hashlib
import json
from dataclasses import dataclass, field

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from careerportal.datasets.curated import ReviewedByAnother
from programs.handing_over import tied_tables, written_fields
from programs.models import Program, School, SchoolMove


@dataclass
class RowChange:
    """One row that would change: what happens to it in words, and {column: (now, then)}."""

    row: models.Model
    says: str
    values: dict = field(default_factory=dict)

    @property
    def table(self):
        return self.row._meta.label_lower


@dataclass
class Plan:
    """All that a merge or a move would change, what stays as it is and why, and what stands in its way."""

    kind: str
    source: School
    target: School
    changes: list[RowChange] = field(default_factory=list)
    stays: list[str] = field(default_factory=list)
    obstacles: list[str] = field(default_factory=list)

    @property
    def steps(self):
        """The plan as it is kept: by it, and by nothing else, a merge is carried out and taken back."""
        return [
            {"table": one.table, "pk": one.row.pk, "name": str(one.row), "says": one.says, "values": one.values}
            for one in self.changes
        ]

    @property
    def fingerprint(self):
        """Two plans that would do the same have the same."""
        return hashlib.sha256(json.dumps(self.steps, sort_keys=True, cls=DjangoJSONEncoder).encode()).hexdigest()


def plan_merge(source, target):
    """What making one school a part of another would change."""
    plan = Plan(SchoolMove.Kind.MERGE, source, target, obstacles=_in_the_way_of_merging(source, target))
    if plan.obstacles:
        return plan
    changes, twins = _Changes(), _offered(target)
    _rename(source, target, changes, plan)
    for program in source.programs.select_related("school").order_by("id"):
        _give_program(program, target, twins, changes, plan, because=f"{source} is now part of {target}.")
    _give_editors(source, target, changes)
    changes.set(source, f"Its page leads to {target} while it offers nothing itself", merged_into_id=target.pk)
    plan.changes = changes.found
    return plan


def plan_move(programs, source, target):
    """What listing some of a school's own programs at another school would change."""
    plan = Plan(SchoolMove.Kind.MOVE, source, target)
    if source.pk == target.pk:
        plan.obstacles = ["The programs are there already. Choose another school."]
        return plan
    plan.obstacles = [
        f"“{program}” is listed at {source} by a federal file, and follows it. Withdraw it, and name the successor."
        for program in programs
        if program.federal_key
    ]
    plan.obstacles += _cannot_take(target)
    if plan.obstacles:
        return plan
    changes, twins = _Changes(), _offered(target)
    for program in programs:
        _give_program(program, target, twins, changes, plan, because=f"It is offered by {target}.")
    plan.changes = changes.found
    return plan


def _in_the_way_of_merging(source, target):
    if source.pk == target.pk:
        return ["A school cannot become part of itself. Choose another one."]
    if source.merged_into_id:
        return [f"{source} is part of {source.merged_into} already. Undo that first."]
    return _cannot_take(target)


def _cannot_take(target):
    if target.merged_into_id:
        return [f"{target} is itself part of {target.merged_into} now. Choose that one."]
    if target.can_be_chosen:
        return []
    return [f"{target} has closed or left the Department's list. Choose a school that students can choose."]


def _rename(source, target, changes, plan):
    """Whoever searches for the old name finds the new school; what was written of the old one fills blanks."""
    known = {name.strip().casefold() for name in (target.name, target.display_name, *_parts(target.former_names))}
    gained = [name for name in (source.name, source.display_name, *_parts(source.former_names)) if name.strip()]
    gained = [name for name in dict.fromkeys(gained) if name.strip().casefold() not in known]
    names = "; ".join([*_parts(target.former_names), *gained])
    if len(names) > School._meta.get_field("former_names").max_length:
        plan.stays.append(f"There is no room for the names of {source} among the former names of {target}.")
    elif gained:
        changes.set(target, "Is found by the names of the other school too", former_names=names)
    for name in ("description", "note"):
        if getattr(source, name) and not getattr(target, name):
            changes.set(target, "Takes over what was written of the other school", **{name: getattr(source, name)})
        elif getattr(source, name):
            plan.stays.append(f"The {name} of {source} stays with it, because {target} has one.")


def _parts(names):
    return [part.strip() for part in names.split(";") if part.strip()]


def _offered(school):
    """{(CIP code, level): program} of what a school offers."""
    offered = school.programs.published().select_related("school").order_by("-id")
    return {(program.cip, program.level): program for program in offered}


def _give_program(program, target, twins, changes, plan, *, because):
    """Lead a program to the one that the other school has like it; move what only we list; end what is left."""
    twin = twins.get((program.cip, program.level))
    was_offered = program.is_offered
    if not program.federal_key and not (twin and was_offered):
        changes.set(program, f"Is listed at {target}; its address stays", school_id=target.pk)
    elif was_offered:
        ended = {"status": Program.Status.WITHDRAWN.value, "withdrawal_reason": because[:300], "withdraw_on": None}
        says = (
            f"Is withdrawn; its page leads to “{twin}” of {target}"
            if twin
            else "Is withdrawn: nothing is like it there"
        )
        changes.set(program, says, **ended, successor_id=twin.pk if twin else None)
        if twin:
            _hand_over(program, twin, changes, plan)
    elif twin and not program.successor_id and program.was_public:
        changes.set(program, f"Its page leads to “{twin}” of {target}", successor_id=twin.pk)


def _hand_over(giver, heir, changes, plan):
    """Fill with what people wrote of one program what is blank of the other; tie to that what it has none of."""
    for one in written_fields(Program):
        if one.name in Program.WORKFLOW:
            continue
        name, blank = one.attname, one.get_default()
        written = getattr(giver, name)
        if written == blank:
            continue
        if changes.will_be(heir, name) == blank:
            changes.set(heir, "Takes over what was written of the other program", **{name: written})
            changes.set(giver, "Gives away what was written of it", **{name: blank})
        elif changes.will_be(heir, name) != written:
            plan.stays.append(
                f"“{one.verbose_name}” of {giver} at {giver.school} stays with it: the other has its own."
            )
    for table in tied_tables(Program):
        known = changes.keys_at(table, heir)
        for row in _rows(table, giver):
            if _key(row) in known:
                plan.stays.append(f"“{row}” stays with {giver} of {giver.school}: the other program has its own.")
            else:
                known.add(_key(row))
                changes.set(row, f"Belongs to the program of {heir.school}", **{table.field.attname: heir.pk})
                if isinstance(row, ReviewedByAnother):
                    changes.set(row, "Waits for a second reader: it was written of another program", is_reviewed=False)


def _rows(table, program):
    return table.related_model._base_manager.filter(**{table.field.name: program.pk}).order_by("pk")


def _key(row):
    """What tells rows of one program apart: the rest of their natural key."""
    (natural,) = (one for one in row._meta.constraints if isinstance(one, models.UniqueConstraint))
    return tuple(getattr(row, name) for name in natural.fields if name != "program")


def _give_editors(source, target, changes):
    """Who keeps the listings of the one school right keeps those of the other."""
    there = set(target.assignments.values_list("user_id", flat=True))
    for assignment in source.assignments.select_related("user", "school").exclude(user__in=there).order_by("pk"):
        changes.set(assignment, f"Edits {target}", school_id=target.pk)


class _Changes:
    """Gathers what would change, so that several changes of one row become one."""

    def __init__(self):
        self._of, self._keys_at = {}, {}

    @property
    def found(self):
        return [change for change in self._of.values() if change.values]

    def keys_at(self, table, program):
        """What tells apart the rows of a table that belong to a program, or will by then; whoever adds one, adds it."""
        where = table.related_model, program.pk
        if where not in self._keys_at:
            self._keys_at[where] = {_key(row) for row in _rows(table, program)}
        return self._keys_at[where]

    def will_be(self, row, name):
        """What a column would say by then."""
        change = self._of.get((row._meta.label_lower, row.pk))
        return change.values[name][1] if change and name in change.values else getattr(row, name)

    def set(self, row, says, **values):
        key = (row._meta.label_lower, row.pk)
        change = self._of.setdefault(key, RowChange(row, says))
        if says not in change.says:
            change.says = f"{change.says}. {says}"
        for name, then in values.items():
            if (now := getattr(row, name)) != then:
                change.values[name] = [now, then]
