"""What partners who mirror the catalogue need to know of programs by their slugs, as the change feed names them."""

from programs import successors as in_place
from programs.api import rows as program_rows
from programs.models import Program


def rows(slugs, site):
    """Return {slug: row of an export} of those programs that an export of everything has; `site` begins its links."""
    return {row["slug"]: row for row in program_rows.rows(program_rows.catalogue().filter(slug__in=slugs), site)}


def successors(slugs):
    """Return {slug: slugs of the offered programs in its place} of those withdrawn programs that have any."""
    gone = [
        one for one in Program.objects.public().filter(slug__in=slugs).select_related("successor") if not one.is_offered
    ]
    found = in_place.of_all(gone)
    return {one.slug: [heir.slug for heir in found[one.pk]] for one in gone if found[one.pk]}


def programs_of_schools(keys):
    """Return the slugs of the published programs of schools, by the keys under which the ledger tells of schools."""
    unitids = [int(key) for key in keys if key.isdigit()]
    slugs = [key for key in keys if not key.isdigit()]
    found = []
    for column, values in (("school__unitid__in", unitids), ("school__slug__in", slugs)):
        for start in range(0, len(values), KEYS_AT_A_TIME):
            some = program_rows.catalogue().filter(**{column: values[start : start + KEYS_AT_A_TIME]})
            found += some.order_by("id").values_list("slug", flat=True)
    return found


KEYS_AT_A_TIME = 1_000
