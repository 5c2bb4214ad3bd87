"""What the tests of the releases' desk share: people with permissions, and files that make releases."""

from django.contrib.auth.models import Permission, User
from django.urls import reverse

from careerportal.datasets import publishing
from careerportal.datasets.pipeline import refresh
from careerportal.datasets.registry import get
from tests import federal_files

SOURCE = "scorecard-field-of-study"
OTHERS = [{"UNITID": str(number), "INSTNM": f"School {number}"} for number in range(1, 20)]


def person(*permissions, name="operator"):
    """Somebody of the staff who has these permissions and no other: person("view_release", "publish_release")."""
    made = User.objects.create_user(name, password="a long password", is_staff=True)
    made.user_permissions.set(Permission.objects.filter(content_type__app_label="datasets", codename__in=permissions))
    return made


def url(page, *args):
    return reverse(f"admin:datasets_release_{page}", args=args)


def loaded(folder, *rows, edition="June 2026"):
    """A release that the public sees."""
    return refresh(get(SOURCE), federal_files.scorecard(folder, *rows), edition=edition).release


def previewed(folder, *rows, edition="June 2027"):
    """A release that waits to be published."""
    return publishing.preview(get(SOURCE), federal_files.scorecard(folder, *rows), edition=edition).release
