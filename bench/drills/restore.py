"""Drill: the database is copied, spoiled and brought back, on SQLite and on PostgreSQL; and brought up from nothing.

What must hold: a damaged copy is refused and nothing is changed; after a restore every table has the hash that it had
when the copy was made, but for the ledger, which goes on with one line beyond every serial; what a newer version had
made is gone; and the copy comes up in an empty database as well. It makes databases of its own, takes half a minute and
ends with 1 if a promise was broken. It needs Debian's package postgresql, and to be root.

    python -m bench.drills.restore
"""

import hashlib
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from bench.drills import told
from bench.drills.cluster import cluster
from bench.drills.database import environment_of
from bench.places import FIRST_PORT, ROOT

DATABASE = FIRST_PORT + 110
GOES_ON = {"sync_change": 1, "sync_pruning": 1, "partners_catalogue": 0}
"""Table that a restore writes on → the rows that it then has more."""

SPOIL = (
    "UPDATE programs_school SET name = 'Nobody knows'",
    "DELETE FROM programs_synonym",
    "CREATE TABLE programs_newer (school_id bigint REFERENCES programs_school (id))",
)
"""What went wrong, and what a newer version's migration made before its trouble was noticed."""


OURS = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"


class Sqlite:
    """A database in a file."""

    name = "SQLite"

    def __init__(self, path):
        self.path, self.url = path, f"sqlite:///{path}"

    def run(self, *statements):
        with closing(sqlite3.connect(self.path)) as connection, connection:
            for statement in statements:
                connection.execute(statement)

    def tables(self):
        """{table: (rows, hash of them all)}."""
        with closing(sqlite3.connect(self.path)) as connection:
            names = connection.execute(OURS).fetchall()
            return {name: self._told(connection.execute(f'SELECT * FROM "{name}"')) for (name,) in names}

    def _told(self, rows):
        lines = sorted(map(repr, rows))
        return len(lines), hashlib.sha256("\n".join(lines).encode()).hexdigest()


class PostgreSQL:
    """A database of the drill's own server."""

    name = "PostgreSQL"

    def __init__(self, server, database):
        self.server, self.url = server, server.url.replace("/portal", f"/{database}")

    def run(self, *statements):
        for statement in statements:
            self._ask(statement)

    def tables(self):
        """{table: (rows, hash of them all)}."""
        names = self._ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").split()
        told_of = "SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, E'\\n' ORDER BY t::text)), '') FROM {} t"
        found = {name: self._ask(told_of.format(name)).split() for name in names}
        return {name: (int(count), "".join(digest)) for name, (count, *digest) in found.items()}

    def _ask(self, statement):
        command = ["psql", "--no-psqlrc", "-qAtX", self.url, "-v", "ON_ERROR_STOP=1", "--command", statement]
        return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


def main():
    failures = []
    with tempfile.TemporaryDirectory(prefix="portal-drill-") as folder, cluster(DATABASE) as server:
        folder = Path(folder)
        server.run("createdb", "-h", "127.0.0.1", "-p", str(DATABASE), "empty")
        failures += drill(Sqlite(folder / "portal.sqlite3"), Sqlite(folder / "empty.sqlite3"), folder / "sqlite")
        failures += drill(PostgreSQL(server, "portal"), PostgreSQL(server, "empty"), folder / "postgresql")
    return told.end("restore", failures)


def drill(database, empty, folder):
    manage(database, "prepare")
    before = database.tables()
    began = time.monotonic()
    manage(database, "backup", folder)
    copied = time.monotonic() - began
    (copy,) = (path for path in folder.iterdir() if path.suffix != ".sha256")
    database.run(*SPOIL)
    spoiled = database.tables()
    if manage(database, "restore", damaged(copy), "--yes", check=False) == 0 or database.tables() != spoiled:
        yield f"{database.name}: a damaged copy was not refused, or something was changed"
    began = time.monotonic()
    manage(database, "restore", copy, "--yes")
    restored = time.monotonic() - began
    manage(empty, "restore", copy, "--yes")
    rows = sum(count for count, _ in before.values())
    size = copy.stat().st_size / 1e6
    told.say(
        f"{database.name}: {len(before)} tables, {rows:,} rows; copied in {copied:.1f} s ({size:.1f} MB), "
        f"spoiled, a damaged copy refused, restored in {restored:.1f} s; brought up from nothing as well"
    )
    for where, found in (("in place", database.tables()), ("in an empty database", empty.tables())):
        yield from differences(f"{database.name}, restored {where}", before, found)


def differences(name, before, found):
    for table in sorted(before.keys() ^ found.keys()):
        yield f"{name}: the table {table} is {'missing' if table in before else 'left over'}"
    for table in sorted(before.keys() & found.keys()):
        (count, _), (count_now, _) = before[table], found[table]
        if table in GOES_ON and count_now == count + GOES_ON[table]:
            continue
        if before[table] != found[table]:
            yield f"{name}: {table} has {count_now} rows and another hash; {count} were copied"


def damaged(copy):
    """The same copy with a byte turned over in its midst, under a checksum that is right."""
    content = bytearray(copy.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path = copy.with_name(f"damaged-{copy.name}")
    path.write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    path.with_name(f"{path.name}.sha256").write_text(f"{digest}  {path.name}\n", encoding="ascii")
    return path


def manage(database, *arguments, check=True):
    """Run a command of manage.py on a database; return its exit code."""
    command = [sys.executable, "-m", "django", *map(str, arguments)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL if not check else None}
    return subprocess.run(command, cwd=ROOT, env=environment_of(database.url), check=check, **quiet).returncode


if __name__ == "__main__":
    sys.exit(main())
