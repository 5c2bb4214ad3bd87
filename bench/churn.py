"""A portal at work, sped up: curators edit, withdraw and restore programs, schools are renamed and move, files come in.

Each deed writes what the desk or a refresh writes, in a transaction of its own, the ledger last. The same seed does the
same deeds.
"""

import csv
import gzip
from io import StringIO
from random import Random

from django.core.management import call_command
from django.db import transaction

from careerportal.sync import ledger
from careerportal.taxonomy.degree_levels import DegreeLevel
from programs.models import Program, ProgramTopic, School
from programs.starter import EXTRACT

SOURCE = "scorecard-field-of-study"
STATES = ("TX", "OH", "CA", "NY", "FL", "WA")


class Churn:
    """Deeds at random. `rows` of the starter file are what an import's file is made of; `folder` is where it is put."""

    def __init__(self, folder, seed=1, rows=None):
        self.random, self.folder, self.number = Random(seed), folder, 0
        with gzip.open(EXTRACT.path, "rt", encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            self.columns = reader.fieldnames
            self.rows = [row for row, _ in zip(reader, range(rows), strict=False)] if rows else list(reader)

    def deed(self):
        """Do one thing that is not an import."""
        self.number += 1
        others = (self.rename, self.move, self.teach, self.withdraw, self.restore, self.list)
        self.random.choice([self.edit, self.edit, self.edit, *others])()

    def load(self, change=0.02, drop=0.01):
        """Load a new edition: some figures differ, some rows are gone, some titles are new."""
        self.number += 1
        path = self.folder / f"edition-{self.number}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, self.columns)
            writer.writeheader()
            for row in self.rows:
                dice = self.random.random()
                if dice < drop:
                    continue
                changed = {"EARN_MDN_4YR": str(self.random.randint(20_000, 150_000))} if dice < drop + change else {}
                writer.writerow(row | changed)
        edition = f"Edition {self.number}"
        call_command("refresh", SOURCE, file=str(path), edition=edition, accept=True, stdout=StringIO())
        path.unlink()

    def edit(self):
        self._change(self._published(), description=f"Written anew, {self.number}", credits=self.random.randint(30, 60))

    def withdraw(self):
        gone, successor = self._published(), self._published()
        self._change(gone, action="withdrawn", status="withdrawn", successor=successor if gone != successor else None)

    def restore(self):
        found = Program.objects.filter(status="withdrawn").order_by("id").first()
        if found:
            self._change(found, action="created" if found.is_current else "withdrawn", status="published")

    @transaction.atomic
    def list(self):
        school = self._school()
        program = Program.objects.create(
            school=school, cip="51.07", level=DegreeLevel.MASTERS, title=f"Our own listing {self.number}",
            slug=f"our-own-listing-{self.number}",
        )  # fmt: skip
        ledger.record([("programs", program.slug, "created")])

    @transaction.atomic
    def teach(self):
        program = self._published()
        ProgramTopic.objects.get_or_create(program=program, topic=self.random.choice(["finance", "policy", "quality"]))
        ledger.record([("programs", program.slug, "updated")])

    @transaction.atomic
    def rename(self):
        self._change_school(display_name=f"Renamed College {self.number}")

    @transaction.atomic
    def move(self):
        self._change_school(state=self.random.choice(STATES))

    @transaction.atomic
    def _change(self, program, *, action="updated", **values):
        for name, value in values.items():
            setattr(program, name, value)
        program.save()
        ledger.record([("programs", program.slug, action)])

    def _change_school(self, **values):
        school = self._school()
        School.objects.filter(pk=school.pk).update(**values)
        ledger.record([("schools", school.ledger_key, "updated")])

    def _published(self):
        return self._any(Program.objects.published())

    def _school(self):
        return self._any(School.objects.all())

    def _any(self, rows):
        rows = rows.order_by("id")
        return rows[self.random.randrange(rows.count())]
