"""What a run counts of one table while the batches go by: enough to say what it does, never the rows themselves."""

from collections import Counter
from dataclasses import dataclass, field
from heapq import heappush, heappushpop
from itertools import count

KEPT_SAMPLES = 5
"""Rows of each table that a report shows with old and new values."""

KEPT_LARGEST = 10
"""The changes of numbers that a report shows: those that change most, measured by the old number."""

ENOUGH_TO_JUDGE = 50
"""A column with fewer values before the run is not judged by the share of them that changed."""

REASONS = frozenset({"blanks"})
"""Columns that say why others are blank: they move with them, and are no figures of their own."""

_tie = count()


@dataclass
class Tally:
    """One table's counts, and of its changes a few samples and the largest.

    `fields` counts the rows in which a column changed in any way; `changed_values` those where a value was before.
    """

    resource: str
    created: int = 0
    updated: int = 0
    withdrawn: int = 0
    replaced: int = 0
    unchanged: int = 0
    claimed: int = 0
    held_values: Counter = field(default_factory=Counter)
    changed_values: Counter = field(default_factory=Counter)
    fields: Counter = field(default_factory=Counter)
    samples: list = field(default_factory=list)
    _largest: list = field(default_factory=list)

    def add(self, diff):
        """Count one batch, after it was written."""
        self.created += len(diff.created)
        self.updated += len(diff.updated)
        self.unchanged += len(diff.unchanged)
        self.withdrawn += len(diff.withdrawn)
        self.replaced += len(diff.replaced)
        self.claimed += diff.at_stake
        for name in sorted(diff.columns - REASONS):
            changed = sum(_is_value(update.changes[name][0]) for update in diff.updated if name in update.changes)
            same = sum(_is_value(getattr(row, name)) for row in diff.unchanged)
            same += sum(_is_value(getattr(update.row, name)) for update in diff.updated if name not in update.changes)
            self.changed_values[name] += changed
            self.held_values[name] += same + changed
        for update in diff.rewritten:
            self.fields.update(update.changes.keys() - REASONS)
            self._keep(update)

    @property
    def largest(self):
        """The largest changes of numbers, the largest first: {"key", "field", "old", "new"}."""
        return [entry for _, _, entry in sorted(self._largest, reverse=True)]

    def counts(self):
        """What is replaced is counted only where there is any: most tables know nothing of it."""
        counts = {
            "created": self.created,
            "updated": self.updated,
            "withdrawn": self.withdrawn,
            "unchanged": self.unchanged,
        }
        return counts | {"replaced": self.replaced} if self.replaced else counts

    @property
    def is_empty(self):
        return not (self.created or self.updated or self.withdrawn or self.replaced)

    def shares_changed(self):
        """Yield (field, values that changed, values that were there before) of every column that may be judged."""
        for name, changed in self.changed_values.items():
            if self.held_values[name] >= ENOUGH_TO_JUDGE:
                yield name, changed, self.held_values[name]

    def _keep(self, update):
        shown = {name: pair for name, pair in update.changes.items() if name not in REASONS}
        if shown and len(self.samples) < KEPT_SAMPLES:
            said = {name: [_plain(old), _plain(new)] for name, (old, new) in shown.items()}
            if update.in_its_place:
                said["in its place"] = [update.row.ledger_key, update.in_its_place]
            self.samples.append({"key": update.row.ledger_key, "changes": said})
        for name, (old, new) in shown.items():
            if _is_number(old) and _is_number(new) and old:
                self._weigh(abs(new - old) / abs(old), update.row, name, old, new)

    def _weigh(self, weight, row, name, old, new):
        if len(self._largest) == KEPT_LARGEST and weight <= self._largest[0][0]:
            return
        entry = {"key": row.ledger_key, "field": name, "old": old, "new": new}
        push = heappush if len(self._largest) < KEPT_LARGEST else heappushpop
        push(self._largest, (weight, next(_tie), entry))


def _is_value(value):
    return value not in (None, "", {})


def _is_number(value):
    return isinstance(value, int | float) and not isinstance(value, bool)


def _plain(value):
    """A value as JSON has it."""
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)
