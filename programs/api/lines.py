"""Every published program as a JSON line, made fast: a quarter of a million lines in about a second.

Most lines say the same as other lines do but for a slug and five figures. What they share (the title and level, the
school, why figures are blank and who vouches for them) is put into words once, by the maker of rows that the rest of
the API uses, and kept until the data change; of a program only the numbers of its texts are kept. A program of which
more is known, such as what a curator wrote or its completions, is put into words anew each time.

About 20 bytes a program and 1 KB a school in each process that streams an export.
"""

from array import array
from functools import partial
from itertools import islice

import orjson

from careerportal.sync import kept
from careerportal.taxonomy.cip import field_of
from programs.api import rows
from programs.models import Program

BLOCK = 200
"""Programs whose lines are sent at a time."""

READ = 2_000
"""Programs whose slugs are read at a time."""

ANEW = 0
"""The number of the texts of a program whose line is made anew."""

MOST = 0xFFFF
"""What fits into two bytes: a program with more awards, or the number of a text beyond, is made anew."""

OF_ITS_KIND = ("field", "level")
"""What an outcome says first: as a rule the field and the level of the program itself."""

OWN_FIGURES = ("completers", "earnings", "debt")
"""What differs from program to program; the benchmarks are the same for all of a state."""

ABOUT = ("title", "cip", "field", "level", "level_title")
CURATED = (*rows.PROGRAM[5:20], "url")
UNWRITTEN = tuple(Program._meta.get_field(name).get_default() for name in CURATED)
OWN = (*ABOUT, "slug", "school", "outcome", "updated_at", "links", "blanks")
"""What is not the same on every usual line."""


def at(serial, site):
    """Return the Lines of all published programs at a data serial, with links to a site; one site's are kept."""
    return kept.once(kept.at(serial, "lines for partners", dict), site, lambda: Lines(site, serial), most=1)


class Lines:
    """The texts that lines are made of, and for each program the numbers of its texts and its figures, by its id."""

    def __init__(self, site, serial):
        self.site, self.serial = site, serial
        self.ids, self.completers, self.earnings, self.debt = array("I"), array("H"), array("I"), array("I")
        self.about, self.school = _Texts(_about), _Texts(lambda row: _json(row["school"]))
        self.outcome = _Texts(lambda row: _outcome(row["outcome"]))
        self.updated_at = _Texts(lambda row: _json(row["updated_at"]))
        self.rest = self.blanks = ""
        for block in rows.in_blocks(rows.catalogue()):
            self._learn(block)
        for texts in self._all_texts():
            texts.settle()

    def _all_texts(self):
        return self.about, self.school, self.outcome, self.updated_at

    def _learn(self, block):
        beside = rows.lists_of([row[0] for row in block], self.serial)
        say_one = rows.row_maker(self.site)
        for row in block:
            completers, earnings, debt, *benchmarks = row[30:35]
            is_usual = row[29] is not None and (*row[5:20], row[21]) == UNWRITTEN and (completers or 0) <= MOST
            is_usual = is_usual and row[39:41] == (field_of(row[3]), row[4])  # Its graduates are those of its own kind.
            if not is_usual or any(found[row[0]] for found in beside.values()):
                self._add(row[0], 0, 0, 0, [ANEW] * 4)
                continue
            say = partial(say_one, row, beside)
            self.rest = self.rest or _rest(say())
            self.blanks = self.blanks or _json(say()["blanks"])
            blanks = (completers is None, earnings is None, debt is None)
            numbers = [
                self.about.number(row[2:5], say),
                self.school.number(row[22:29], say),
                self.outcome.number((*benchmarks, *row[35:39], row[41], *blanks), say),
                self.updated_at.number(row[20], say),
            ]
            self._add(
                row[0], completers or 0, earnings or 0, debt or 0, numbers if max(numbers) <= MOST else [ANEW] * 4
            )

    def _add(self, pk, completers, earnings, debt, numbers):
        self.ids.append(pk)
        self.completers.append(completers)
        self.earnings.append(earnings)
        self.debt.append(debt)
        for texts, number in zip(self._all_texts(), numbers, strict=True):
            texts.number_of.append(number)

    def blocks(self):
        """Yield the lines of all programs as bytes, a block at a time."""
        programs = rows.catalogue().values_list("pk", "slug").iterator(chunk_size=READ)
        start = 0
        while block := list(islice(programs, BLOCK)):
            yield self._write(block, slice(start, start + len(block)))
            start += len(block)

    def _write(self, block, here):
        pks = [pk for pk, _ in block]
        if pks != self.ids[here].tolist():  # Something was written past the ledger: what is kept is not of these.
            return b"".join(self._anew(pks))
        about, school, outcome, updated_at = (texts.texts for texts in self._all_texts())
        numbers = (texts.number_of[here] for texts in self._all_texts())
        figures = zip(self.completers[here], self.earnings[here], self.debt[here], strict=True)
        rest = self.rest
        page, page_end = rows.around(self.site, "programs:detail")
        api, api_end = rows.around(self.site, "api-v1:program-detail")
        lines = [
            f'{{"slug":"{slug}",{about[a][0]},"school":{school[s]},'
            f'"outcome":{outcome[o] % (*about[a][2], *told)},{rest},'
            f'"updated_at":{updated_at[u]},"links":{{"page":"{page}{slug}{page_end}","api":"{api}{slug}{api_end}",'
            f'{about[a][1]}}},"blanks":{self.blanks}}}\n'
            if a != ANEW
            else ""
            for (_, slug), a, s, o, u, told in zip(block, *numbers, figures, strict=True)
        ]
        if "" not in lines:
            return "".join(lines).encode()
        anew = self._anew([pk for pk, line in zip(pks, lines, strict=True) if not line])
        return b"".join(line.encode() if line else next(anew) for line in lines)

    def _anew(self, pks):
        """The lines of some programs from the database, as bytes."""
        said = rows.of(pks, self.site, self.serial)
        return (orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in said)


class _Texts:
    """The different texts of a part of the line, and for each program the number of its text."""

    def __init__(self, write):
        self.texts, self.number_of = [""], array("H")
        self._write, self._numbers = write, {}

    def number(self, key, say):
        """The number of the text of a key; one that is new is written from what `say()` returns."""
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self.texts)
            self.texts.append(self._write(say()))
        return number

    def settle(self):
        """Let go of the keys: every program has come."""
        self._numbers = None


def _json(value):
    return orjson.dumps(value).decode()


def _members(row, names):
    """Some members of an object, without the braces around it."""
    return _json({name: row[name] for name in names})[1:-1]


def _about(row):
    """What is said of a field and level at the start of a line and in its links at the end; and both alone."""
    return _members(row, ABOUT), _members(row["links"], ("level", "website")), (row["field"], row["level"])


def _rest(row):
    return _members(row, [name for name in row if name not in OWN])


def _outcome(outcome):
    """The outcome as a %-template of a program's own figures; one that is blank takes its place without a word."""

    def say(name, value):
        if name in OF_ITS_KIND:
            return '"%s"'
        return _figure(**value) if name in OWN_FIGURES else _json(value).replace("%", "%%")

    members = [f'"{name}":{say(name, value)}' for name, value in outcome.items()]
    return f"{{{','.join(members)}}}"


def _figure(value, status):
    return f'{{"value":{"null%.0s" if value is None else "%s"},"status":"{status}"}}'
