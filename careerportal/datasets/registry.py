"""The sources of the portal's figures: who publishes them, under which licence, and how they are read."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path

from django.conf import settings

from careerportal.datasets.ages import Rhythm, first_year
from careerportal.datasets.diff import Comparison
from careerportal.datasets.downloads import Address
from careerportal.datasets.problems import Problems


@dataclass(frozen=True)
class Source:
    """One published data set, and what brings a file of it into the database.

    `columns` must be in the file's header. `normalise(rows, problems, edition)` turns raw rows into records and reports
    the doubtful ones; `comparison()` begins a run that compares them with the database, batch by batch.
    """

    key: str
    title: str
    publisher: str
    licence: str
    landing_page: str
    schedule: str
    columns: tuple[str, ...]
    normalise: Callable[[Iterable, Problems, str], Iterable]
    comparison: Callable[[], Comparison]
    variants: Mapping[str, Mapping] = field(default_factory=dict)  # What differs here, where a file is of that kind.
    variant_of: Callable[[Iterable[str]], str] | None = None  # Which of them a file is, by its header; "" for none.
    answers: Mapping[str, tuple] = field(default_factory=dict)  # Kind of finding → answers the importer can use.
    rhythm: Rhythm | None = None  # In which new editions come out; None for a history, which does not age.
    credit: str = ""
    credit_url: str = ""
    notes: str = ""
    fallback_encoding: str = ""  # What a file that is no UTF-8 may be instead, where older editions were: cp1252.
    heading: Callable[[str], str] = str  # Brings column names to one spelling, where the agency changed it.
    edition_of: Callable[[str], str] | None = None  # The edition that a file's name tells, or "" where it tells none.
    keeps_editions: bool = False  # True where each year's edition stands beside the others instead of replacing them.
    address: Address | None = None  # Where each edition's file is; None where its address cannot be told beforehand.
    file: str = ""  # What the publisher calls the file of {year}, where readers are to be told: "IC{year}_AY".
    starter_file: Path | None = None

    def file_of(self, edition):
        """What the publisher calls the file of an edition; "" where that is not told."""
        year = first_year(edition)
        return self.file.format(year=year) if year else ""

    def __str__(self):
        return self.title


@cache
def all_sources():
    """Return every source named in settings.DATA_SOURCES as {key: Source}, in that order."""
    sources = [import_module(path).SOURCE for path in settings.DATA_SOURCES]
    return {source.key: source for source in sources}


def get(key):
    """Return the source of a key such as "oews"; KeyError with the known keys if there is none."""
    sources = all_sources()
    if key not in sources:
        raise KeyError(f"there is no source {key!r}; the sources are: {', '.join(sources)}")
    return sources[key]
