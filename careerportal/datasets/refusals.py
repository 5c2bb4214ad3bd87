"""Why the desk could not do what a person asked of a release, in plain words, and what to do instead."""

from dataclasses import dataclass, field

from careerportal.datasets import in_a_request
from careerportal.datasets.files import UnusableFile
from careerportal.datasets.locks import AlreadyRunning, ReadOnlyMode
from careerportal.datasets.pipeline import Refused
from careerportal.datasets.publishing import CannotPublish

EXPECTED = (UnusableFile, Refused, CannotPublish, AlreadyRunning, ReadOnlyMode, in_a_request.TooLong)
"""What a verb raises when a person must do something else first. In every case nothing was changed."""

MOST_ROWS_NAMED = 20


@dataclass(frozen=True)
class Refusal:
    """What stood in the way, what to do now, the rows it was about, and the status of the answer."""

    why: str
    then: str = ""
    rows: list = field(default_factory=list)
    status: int = 409


def explained(error, *, command):
    """Return the Refusal of an EXPECTED exception; `command` does the same on the server, without a limit of time."""
    if isinstance(error, in_a_request.TooLong):
        why = f"This load takes longer than {in_a_request.SECONDS} seconds, so it was stopped. Nothing was changed."
        return Refusal(why, f"Run it on the server: {command}")
    if isinstance(error, ReadOnlyMode):
        return Refusal("The portal is in read-only mode, so nothing was changed.", "Try again later.", status=503)
    if isinstance(error, Refused):
        return _refused(error)
    if isinstance(error, UnusableFile):
        return Refusal(str(error), "Nothing was changed.", status=400)
    return Refusal(str(error))


def _refused(error):
    problems = error.report.problems
    if not problems.error_count:
        return Refusal(str(error), "Tick every doubt that is right, or give the preview up.")
    return Refusal(
        f"{problems.error_count:,} of {error.report.rows:,} rows cannot be read, so nothing was changed.",
        "Mend the file, or choose “Leave unreadable rows out”.",
        [str(problem) for problem in problems.errors[:MOST_ROWS_NAMED]],
        400,
    )
