"""Does a mirror end up with what the database has? An export and the feed after it are replayed and compared."""

import gzip
import json
from dataclasses import dataclass, field

import orjson

from careerportal.api import moment
from careerportal.sync import feed
from careerportal.sync.models import Change
from programs import mirror
from programs.api import exports, rows

PAGE = 500
SITE = "https://mirror.check"


@dataclass
class Outcome:
    """What was replayed, and every program about which the mirror and the database differ: {slug: how}."""

    began_at: int = 0
    ended_at: int = 0
    changes: int = 0
    exports: int = 1
    programs: int = 0
    differences: dict = field(default_factory=dict)


def check(file=None, serial=None):
    """Replay an export and the changes since, and compare with the database. Without a file the export is taken now."""
    outcome = Outcome()
    copy, outcome.began_at = (_read(file), serial) if file else _take()
    after = outcome.began_at
    while lines := feed.lines_after(after, PAGE):
        after = lines[-1][0]
        outcome.changes += len(lines)
        if any(resource == "releases" for _, resource, *_ in lines):
            copy, after = _take()
            outcome.exports += 1
            continue
        slugs = {key for _, resource, key, *_ in lines if resource == "programs"}
        told = mirror.rows(slugs, SITE)
        for slug in slugs:
            copy.pop(slug, None)
        copy |= {slug: _as_text(row) for slug, row in told.items()}
    outcome.ended_at = after
    _compare(copy, outcome)
    _hold_against_the_ledger(outcome)
    return outcome


def _take():
    serial, blocks = exports.begin("ndjson", SITE)
    return dict(map(_entry, b"".join(blocks).splitlines())), serial


def _read(path):
    with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as lines:
        return dict(map(_entry, lines))


def _entry(line):
    row = json.loads(line)
    return row["slug"], _as_text(row)


def _as_text(row):
    """A row as text that can be compared: links say where a copy was taken, and nothing about the program."""
    row = orjson.loads(orjson.dumps(row))
    row.pop("links", None)
    row["school"].pop("links", None)
    return json.dumps(row, sort_keys=True)


def _compare(copy, outcome):
    """Hold the copy against all programs of one moment."""
    with moment.one_moment():
        ours = {row["slug"]: _as_text(row) for row in rows.rows(rows.catalogue(), SITE)}
        missed = {key for _, resource, key, *_ in feed.lines_after(outcome.ended_at, 10_000) if resource == "programs"}
    outcome.programs = len(ours)
    for slug in ours.keys() | copy.keys():
        if slug in missed:
            continue  # It changed while we compared; the next run of a mirror hears of it.
        if slug not in copy:
            outcome.differences[slug] = "the database has it, the mirror has not"
        elif slug not in ours:
            outcome.differences[slug] = "the mirror has it, the database has not"
        elif copy[slug] != ours[slug]:
            outcome.differences[slug] = "they say different things of it"


def _hold_against_the_ledger(outcome):
    """What the ledger has told of a program must agree with whether there is one."""
    with moment.one_moment():
        published = set(rows.catalogue().values_list("slug", flat=True))
        lines = Change.objects.filter(resource="programs").order_by("serial")
        last = dict(lines.values_list("key", "action"))
        withdrawn = set(lines.filter(action=Change.Action.WITHDRAWN).values_list("key", flat=True))
    for slug, action in last.items():
        if slug in published and action == Change.Action.WITHDRAWN:
            outcome.differences.setdefault(slug, "it is published, and the ledger's last word is that it was withdrawn")
        if slug not in published and slug not in withdrawn:
            outcome.differences.setdefault(slug, "it is gone, and the ledger never said so")
    if not feed.pruned_through():
        for slug in published - last.keys():
            outcome.differences.setdefault(slug, "it is published, and the ledger never told of it")
