"""A release that only repeats the figures is news to pages that name its edition."""

import shutil

import pytest

from careerportal.datasets import pipeline, registry
from careerportal.sync import ledger
from careerportal.sync.models import Change

pytestmark = pytest.mark.django_db


def test_the_same_figures_in_a_new_edition_move_the_serial(tmp_path):
    source = registry.get("scorecard-field-of-study")
    copy = tmp_path / "fields.csv.gz"
    shutil.copyfile(source.starter_file, copy)
    pipeline.refresh(source, copy, edition="June 2026")
    before = ledger.serial()
    pipeline.refresh(source, copy, edition="June 2026")
    assert ledger.serial() == before
    pipeline.refresh(source, copy, edition="December 2026")
    (line,) = Change.objects.filter(serial__gt=before)
    assert (line.resource, line.action) == ("releases", "created")
    assert ledger.serial() == line.serial
