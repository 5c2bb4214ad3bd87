"""What people wrote of a program, and tied to it, goes to the program in its place."""

from careerportal.datasets import journal
from careerportal.datasets.curated import sign

GIVEN = "What people wrote went to the program in its place, by a release"


def hand_over(giver, heir):
    """Give all that people wrote of a program to another, where nobody has written of that yet.

    What the heir has already stays, and so does what the giver had there: nothing is ever lost.
    """
    changed = []
    for field in written_fields(type(giver)):
        name, blank = field.attname, field.get_default()
        if getattr(giver, name) != blank and getattr(heir, name) == blank:
            setattr(heir, name, getattr(giver, name))
            setattr(giver, name, blank)
            changed.append(field.name)
    if changed:
        for program in (giver, heir):
            sign(program, by=None, why=GIVEN).save(update_fields=[*changed, "updated_at"])
    for related in tied_tables(type(giver)):
        rows = related.related_model._base_manager
        if not rows.filter(**{related.field.name: heir.pk}).exists():
            rows.filter(**{related.field.name: giver.pk}).update(**{related.field.attname: heir.pk})


def written_of(programs):
    """Return the ids of those programs that people have written of or tied something to."""
    if not programs:
        return set()
    ours = written_fields(type(programs[0]))
    found = {one.pk for one in programs if any(getattr(one, field.attname) != field.get_default() for field in ours)}
    pks = [one.pk for one in programs]
    for related in tied_tables(type(programs[0])):
        tied = related.related_model._base_manager.filter(**{f"{related.field.name}__in": pks})
        found |= set(tied.values_list(related.field.attname, flat=True))
    return found


def written_fields(model):
    """The columns that people fill; where its own page leads is a program's own, and stays."""
    return [field for field in journal.our_fields(model) if field.related_model is not model]


def tied_tables(model):
    """What stands in tables of its own: topics, accreditations, deadlines. What a program succeeded stays its own."""
    return [related for related in model._meta.related_objects if related.related_model is not model]
