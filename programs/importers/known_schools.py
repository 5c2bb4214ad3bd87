"""What the files about schools share: they tell more of the schools that the portal has, and bring none."""

from careerportal.datasets import diff
from programs.models import School


class KnownSchools(diff.Comparison):
    """Schools alone; none is created and none is withdrawn. `stamp` is where a school keeps which release told it."""

    stamp = ""

    def tables(self, records):
        wanted = {record.unitid: record.fields for record in records}
        existing = {school.unitid: school for school in School.objects.filter(unitid__in=wanted)}
        yield diff.compare("schools", School, existing, wanted, stamp=self.stamp)
