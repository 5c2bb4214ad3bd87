"""Making programs what the stand-in rule says they are, whichever of its files was loaded last.

Every source that the rule reads ends with this: completions say what is offered, College Scorecard what is listed, the
classification what it is called. Of a program that is to change only federal columns are written. What people wrote of
it goes along where one program alone is in its place; where several are, it waits as a finding.
"""

from collections import defaultdict

from django.db.models import Max

from careerportal.datasets import diff, slugs
from careerportal.taxonomy import academic_years, cip
from programs import handing_over
from programs.completions import Completions
from programs.fields import FieldOfStudy
from programs.models import Program, ProgramOutcome, School
from programs.standing_in import figures_of, heirs_of, settle

SCHOOLS = 50
"""Schools that are settled at a time: however many there are, it takes the same memory."""


def conclusions(problems, *, reports=True):
    """Yield what must change in the table of programs, some schools at a time; say what a person should know of it.

    While a file has rows that cannot be read, what they are about may be unknowable: no program is withdrawn then.
    """
    year = newest_year()
    if year is None and not Program.objects.federal().of_six_digits().exists():
        return
    titles, said = Titles(), Said(problems, year) if reports else None
    schools = list(School.objects.filter(unitid__isnull=False).order_by("pk").values_list("pk", "unitid", "slug"))
    for start in range(0, len(schools), SCHOOLS):
        some = schools[start : start + SCHOOLS]
        yield Settling(some, year, titles, said, is_whole=not problems.error_count).table()
    if said:
        said.untitled(titles.missing)


def newest_year():
    """The newest year of which completions are loaded, or None."""
    return Completions.objects.aggregate(newest=Max("year"))["newest"]


def offered_at(schools, year):
    """Return {school: {(six-digit CIP, level), …}}: what completions of a year say these schools offer."""
    found = defaultdict(set)
    rows = Completions.objects.filter(school__in=schools, year=year).order_by()
    for school, code, level in rows.values_list("school_id", "cip", "level"):
        found[school].add((code, level))
    return found


class Titles:
    """What six-digit programs are called: by the classification, else by the four-digit field and the code."""

    def __init__(self):
        self._known = dict(FieldOfStudy.objects.values_list("code", "title"))
        stand_ins = Program.objects.federal().of_four_digits().order_by("cip", "-title")
        self._fields = dict(stand_ins.values_list("cip", "title").distinct()) | self._known
        self.missing = set()

    def __getitem__(self, code):
        if code not in self._known:
            self.missing.add(code)
            return f"{self._fields.get(cip.field_of(code), 'Field of study')[:180]} ({code})"
        return self._known[code]


class Said:
    """What a person should know of the settling: findings of the release."""

    def __init__(self, problems, year):
        self.problems = problems
        self.year = academic_years.name_of(year - 1) if year else ""

    def stands_in(self, unitid, program):
        """Figures of a field at a level in which the school reports no awards."""
        message = (
            f"College Scorecard lists {program[0]} at this level, and completions of {self.year} have no award in it"
        )
        self._say("program without completions", message, f"{unitid}:{program[0]}:{program[1]}")

    def waits(self, program, why):
        """What people wrote of a program that is no longer offered."""
        message = f"what people wrote of {program.slug} stays with it, because {why}: take it over by hand"
        self._say("written of a program that gave way", message, program.slug)

    def untitled(self, codes):
        for code in sorted(codes):
            message = "the classification of fields of study (source cip) is not loaded, or has no such code"
            self._say("field of study without a title", message, code)

    def _say(self, kind, message, subject):
        self.problems.notice(None, kind, message, subject)


class Settling:
    """Some schools, given as (id, UNITID, slug), on the way to what the rule says of them.

    Programs are known by (school, CIP code, level).
    """

    def __init__(self, schools, year, titles, said, *, is_whole):
        self.schools, self.titles, self.said, self.is_whole = schools, titles, said, is_whole
        self.slug_of = {pk: slug for pk, _, slug in schools}
        self.offered = offered_at(self.slug_of, year)
        self.outcomes, self.held = defaultdict(dict), defaultdict(dict)
        rows = ProgramOutcome.objects.filter(school__in=self.slug_of)
        for pk, school, field, level in rows.values_list("pk", "school_id", "cip4", "level"):
            self.outcomes[school][field, level] = pk
        for program in Program.objects.federal().filter(school__in=self.slug_of):
            self.held[program.school_id][program.cip, program.level] = program
        self.in_place_of = {}

    def table(self):
        """What must change in the table of programs."""
        existing, wanted, at_stake = {}, {}, 0
        for school, unitid, _ in self.schools:
            held, listed = self.held[school], self.outcomes[school]
            six_digits = {key: program for key, program in held.items() if program.is_six_digits}
            offered = set(self.offered[school])
            if not self.is_whole:
                offered |= {key for key, program in six_digits.items() if program.is_current}
            four_digits = held.keys() - six_digits.keys()
            settled = settle(listed.keys(), offered, four_digits)
            for key in sorted(offered | six_digits.keys()):
                figures = listed.get(figures_of(key, listed))
                wanted[school, *key] = self._six_digits(school, unitid, key, figures) | {"is_current": key in offered}
            for key in four_digits:
                wanted[school, *key] = {"is_current": key in settled.programs}
            existing |= {(school, *key): program for key, program in held.items()}
            at_stake += sum(program.is_current for program in six_digits.values())
            self.in_place_of |= {
                (school, *key): [(school, *heir) for heir in heirs] for key, heirs in settled.in_place_of.items()
            }
            if self.said and self.said.year:
                for key in sorted(listed.keys() & settled.programs.keys()):
                    self.said.stands_in(unitid, key)
        return self._sorted_out(diff.compare("programs", Program, existing, wanted, name_new=self._name), at_stake)

    def _six_digits(self, school, unitid, key, outcome):
        code, level = key
        return {
            "federal_key": f"{unitid}:{code}:{level}",
            "school_id": school,
            "cip": code,
            "level": level,
            "title": self.titles[code],
            "outcome_id": outcome,
        }

    def _name(self, programs):
        def candidates(program):
            stem = self.slug_of[program.school_id]
            title = program.title.replace("/", " ")
            return f"{stem} {title} {program.level}", f"{stem} {program.federal_key}"

        slugs.give(programs, candidates, longest=220)

    def _sorted_out(self, table, at_stake):
        """Part what is withdrawn, and what gives way to others, from what only changes.

        What stays is not counted again: the source's own tables have counted it.
        """
        table.unchanged, table.columns, table.at_stake = [], frozenset(), at_stake
        changes, table.updated = table.updated, []
        for update in changes:
            if update.changes.get("is_current") != (True, False):
                table.updated.append(update)
            elif heirs := self.in_place_of.get(_key(update.row)):
                update.in_its_place = "; ".join(f"{code} {level}" for _, code, level in heirs)
                table.replaced.append(update)
            else:
                table.withdrawn.append(update)
        self._hand_over(table)
        return table

    def _hand_over(self, table):
        """Pair what is no longer offered with what alone is in its place, where people have written of it."""
        row_of = {_key(row): row for row in table.present}
        for held in self.held.values():
            row_of |= {_key(row): row for row in held.values()}
        back = [update.row for update in table.updated if update.changes.get("is_current") == (False, True)]
        going = [update.row for update in (*table.replaced, *table.withdrawn)]
        going += self._gone_before(going, {_key(row) for row in (*table.created, *back)})
        written_of = handing_over.written_of(going)
        for row in going:
            if row.pk not in written_of:
                continue
            heirs = [row_of[key] for key in self.in_place_of.get(_key(row), [])]
            heirs = heirs or [one for one in back if _is_heir(row, one)]
            others = [one for one in going if one.pk in written_of and one is not row and _share(one, row, heirs)]
            if len(heirs) == 1 and not others:
                table.handed.append((row, heirs[0]))
            elif self.said:
                why = "several programs are in its place" if len(heirs) > 1 else "no one program is in its place"
                self.said.waits(row, why)

    def _gone_before(self, going, coming):
        """Stand-ins that were out of sight already and have an heir, or one heir alone, only now."""
        pks, leaving = {row.pk for row in going}, defaultdict(list)
        for row in going:
            leaving[row.school_id].append(row)
        for key, heirs in self.in_place_of.items():
            stand_in = self.held[key[0]].get(key[1:])
            if not stand_in or stand_in.pk in pks or len(heirs) != 1:
                continue
            if heirs[0] in coming or any(_is_heir(row, stand_in) for row in leaving[key[0]]):
                yield stand_in


def _key(program):
    return program.school_id, program.cip, program.level


def _is_heir(row, stand_in):
    """A stand-in that is back is in the place of each six-digit program that it had given way to."""
    return row.school_id == stand_in.school_id and bool(
        heirs_of((stand_in.cip, stand_in.level), [(row.cip, row.level)])
    )


def _share(one, row, heirs):
    """Whether another program that is no longer offered would give the same heir what people wrote of it."""
    return len(heirs) == 1 and one.school_id == row.school_id and _is_heir(one, heirs[0])
