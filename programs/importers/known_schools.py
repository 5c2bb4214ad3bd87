"""What the files about schools share: they tell more of the schools that the portal has, and bring none."""

from careerportal.datasets import diff
from programs.models import School


def compare_with_database(wanted):
    """Return the TableDiff of {UNITID: {field: value}}: no school is created and none is withdrawn."""
    existing = {school.unitid: school for school in School.objects.filter(unitid__in=wanted)}
    return [diff.compare("schools", School, existing, wanted)]
