"""What an importer met in a file and could not, or should not, load."""

from collections import Counter
from dataclasses import dataclass, field

KEPT_PER_KIND = 2_000
"""How many findings of one kind are kept in full; the rest are counted."""

SHOWN_OF_EACH = 5
"""How many of one kind a preview shows."""


@dataclass(frozen=True)
class Problem:
    """One row's trouble: `kind` is the same text each time, `message` says what stands there and what was expected."""

    kind: str
    row: int | None
    subject: str
    message: str
    is_error: bool

    def __str__(self):
        return f"row {self.row}: {self.message}" if self.row else self.message


@dataclass
class Problems:
    """Collects problems while a file is read, so that one run reports every bad row."""

    kept: list[Problem] = field(default_factory=list)
    counts: Counter = field(default_factory=Counter)
    error_count: int = 0
    remembered: dict = field(default_factory=dict)
    """(kind, subject) → what a person answered to it at an earlier release (findings.Remembered)."""

    def error(self, row, kind, message, subject=""):
        """A row that cannot be read: the file is refused unless the operator has bad rows left out."""
        self.error_count += 1
        self._keep(Problem(kind, row, subject, message, is_error=True))

    def notice(self, row, kind, message, subject=""):
        """A row that is rightly left out, and that a person may want to look at."""
        self._keep(Problem(kind, row, subject, message, is_error=False))

    def answer_to(self, kind, subject):
        """Return what a person answered to this at an earlier release, or None."""
        return self.remembered.get((kind, subject))

    @property
    def errors(self):
        return [problem for problem in self.kept if problem.is_error]

    def first_of_each(self):
        """Return {kind: its first few in words}."""
        first = {kind: [] for kind in self.counts}
        for problem in self.kept:
            if len(first[problem.kind]) < SHOWN_OF_EACH:
                first[problem.kind].append(f"{problem.subject}: {problem}" if problem.subject else str(problem))
        return first

    def _keep(self, problem):
        self.counts[problem.kind] += 1
        if self.counts[problem.kind] <= KEPT_PER_KIND:
            self.kept.append(problem)
