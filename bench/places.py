"""Where the bench keeps what it builds, and the environment in which it runs the portal."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCRATCH = ROOT / "var" / "bench"
RESULTS = Path(__file__).parent / "results.json"
REPORT = ROOT / "docs" / "performance.md"

SERVER = os.environ.get("BENCH_POSTGRESQL", "postgres://postgres@127.0.0.1:5432")
"""Where PostgreSQL scratch databases are made; they are dropped at the end."""

PREFIX = os.environ.get("BENCH_PREFIX", "portal_bench")
"""How the names of scratch databases begin: two benches on one server take two."""

FIRST_PORT = int(os.environ.get("BENCH_PORT", "8021"))

FAMILIES = ",".join(f"{number:02}." for number in range(1, 100))
"""Every two-digit family of fields, as PORTAL_CIP_SCOPE."""

STARTER = ("small", "imports")
"""Sizes that hold the starter programs alone, and so are of their field."""


@dataclass(frozen=True)
class Scratch:
    """One scratch database of the portal: its size by name, and the kind of database."""

    size: str
    vendor: str

    @property
    def name(self):
        return f"{PREFIX}_{self.size}"

    @property
    def url(self):
        return f"sqlite:///{SCRATCH / self.name}.sqlite3" if self.vendor == "sqlite" else f"{SERVER}/{self.name}"

    @property
    def environment(self):
        """The environment of a process that serves or fills this database."""
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "TMPDIR")}
        return kept | {
            "DATABASE_URL": self.url,
            "DEBUG": "false",
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "PORTAL_CIP_SCOPE": "51.07" if self.size in STARTER else FAMILIES,
            "PYTHONPATH": str(ROOT),
            "PYTHONHASHSEED": "0",
        }


def datasette_file(size):
    """The file that Datasette serves the same rows from."""
    return SCRATCH / f"datasette_{size}.db"


def tool(name):
    """A program of the environment that runs the bench."""
    return str(Path(sys.executable).parent / name)
