"""Whatever sequence of releases is loaded and taken back, what curators wrote stays as they wrote it."""

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from careerportal.datasets import publishing
from careerportal.datasets.models import Finding, Release
from careerportal.datasets.pipeline import refresh
from careerportal.datasets.registry import get
from programs.models import Program, School
from tests import federal_files

SOURCE, COMPLETIONS, OFFERINGS = "scorecard-field-of-study", "ipeds-completions", "ipeds-offerings"
WRITTEN = {
    "description": "Known for its online cohort.",
    "entry_requirements": "A bachelor's degree.",
    "delivery": "online",
    "credits": 36,
    "capstone": True,
    "url": "https://example.edu/mha",
}
NAMED = {"display_name": "TWU", "former_names": "College of Industrial Arts", "note": "A note.", "description": "Ours."}

rows = st.lists(
    st.fixed_dictionaries(
        {
            "UNITID": st.sampled_from(["229179", "1", "2"]),
            "CREDLEV": st.sampled_from(["1", "3", "5"]),
            "EARN_MDN_4YR": st.sampled_from(["", "90503", "91000"]),
        }
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda row: (row["UNITID"], row["CREDLEV"]),
)
awards = st.lists(
    st.fixed_dictionaries(
        {"CIPCODE": st.sampled_from(["51.0701", "51.0705"]), "AWLEVEL": st.sampled_from(["3", "5", "7"])}
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda row: (row["CIPCODE"], row["AWLEVEL"]),
)
MEMBER = {"CIPCODE": "51.0701", "AWLEVEL": "7"}
offerings = st.fixed_dictionaries(
    {
        "DSTNUGP": st.sampled_from(["1", "0", "-1", "-2"]),
        "DSTNGP": st.sampled_from(["1", "0", "."]),
        "DISTNCED": st.sampled_from(["1", "2"]),
    }
)
steps = st.lists(st.one_of(st.just("rollback"), rows), min_size=1, max_size=6)


class TestAnySequence(TestCase):
    @pytest.fixture(autouse=True)
    def folder(self, tmp_path_factory):
        self.tmp_path = tmp_path_factory.mktemp("files")

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(sequence=steps)
    def test_leaves_every_curated_field_as_it_was(self, sequence):
        refresh(get(SOURCE), federal_files.scorecard(self.tmp_path, {}), edition="0")
        ours = Program.objects.get()
        Program.objects.update(**WRITTEN)
        School.objects.update(**NAMED)
        for number, step in enumerate(sequence, start=1):
            self._take(step, number)
            kept = Program.objects.values(*WRITTEN).get(pk=ours.pk)
            assert kept == WRITTEN
            assert School.objects.values(*NAMED).get(pk=ours.school_id) == NAMED

    @example(sequence=["back", [MEMBER | {"CIPCODE": "51.0705"}, MEMBER], [MEMBER]])
    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(sequence=st.lists(st.one_of(st.sampled_from(["back", "off"]), rows, awards), min_size=1, max_size=6))
    def test_loses_nothing_that_is_written_of_programs_that_completions_tell_apart(self, sequence):
        """It stands somewhere, once: with what alone is offered in its place, else a person is told."""
        refresh(get(SOURCE), federal_files.scorecard(self.tmp_path, {}), edition="0")
        Program.objects.update(**WRITTEN)
        for number, step in enumerate(sequence, start=1):
            self._take_of_two(step, number)
            kept = Program.objects.filter(**WRITTEN)
            assert kept.count() == 1
            written = kept.get()
            offered = Program.objects.published().filter(school=written.school, level=written.level)
            asked = Finding.objects.filter(kind="written of a program that gave way")
            assert written in offered or offered.count() != 1 or asked.exists()

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(sequence=st.lists(st.one_of(st.just("rollback"), offerings), min_size=1, max_size=6))
    def test_of_offerings_leaves_what_curators_say_of_schools_and_of_how_programs_are_taught(self, sequence):
        refresh(get(SOURCE), federal_files.scorecard(self.tmp_path, {}), edition="0")
        Program.objects.update(**WRITTEN)
        School.objects.update(**NAMED)
        for number, step in enumerate(sequence, start=1):
            if step == "rollback":
                with suppress(publishing.CannotPublish):
                    publishing.roll_back(publishing.newest_live(OFFERINGS))
            else:
                path = federal_files.offerings(self.tmp_path, step)
                refresh(get(OFFERINGS), path, edition=f"20{10 + number}-{11 + number}", accept=True)
            assert Program.objects.values(*WRITTEN).get() == WRITTEN
            assert School.objects.values(*NAMED).get() == NAMED

    def _take_of_two(self, step, number):
        if step in ("back", "off"):
            source = SOURCE if step == "back" else COMPLETIONS
            if release := Release.objects.filter(source=source, state=Release.State.READY).first():
                with suppress(publishing.CannotPublish):
                    publishing.roll_back(release)
        elif "CIPCODE" in step[0]:
            path = federal_files.completions(self.tmp_path, *step)
            refresh(get(COMPLETIONS), path, edition=str(2020 + number), accept=True)
        else:
            self._take(step, number)

    def _take(self, step, number):
        if step == "rollback":
            if Release.objects.filter(state=Release.State.READY).exists():
                publishing.roll_back(publishing.newest_live(SOURCE))
        else:
            named = [row | {"INSTNM": f"School {row['UNITID']}"} for row in step]
            refresh(get(SOURCE), federal_files.scorecard(self.tmp_path, *named), edition=str(number), accept=True)
