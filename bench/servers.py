"""The processes that are measured: the portal under gunicorn, Datasette, and the processor time each of them took.

Only loopback, only what was started here is ended, and each by its own process id.
"""

import http.client
import json
import signal
import subprocess
import time
from pathlib import Path

import psycopg2

from bench.places import FIRST_PORT, ROOT, SCRATCH, SERVER, datasette_file, tool

PORTS = 8
PROCESSES = 2
"""Server processes on each side."""

PATIENCE = 60
"""Seconds that a server may take to answer for the first time."""


class Server:
    """Two processes that serve the same thing on two ports; `get` asks them in turn over kept connections."""

    ports_taken = 0

    def __init__(self, name, commands_for, environment=None, database=""):
        self.name, self.database = name, database
        self.turn = 0
        self.ports = [FIRST_PORT + (Server.ports_taken + number) % PORTS for number in range(PROCESSES)]
        Server.ports_taken += PROCESSES
        logs = SCRATCH / "servers"
        logs.mkdir(exist_ok=True)
        self.processes = [
            subprocess.Popen(
                commands_for(port), cwd=ROOT, env=environment, stdin=subprocess.DEVNULL,
                stdout=(logs / f"{name}-{port}.log").open("wb"), stderr=subprocess.STDOUT,
            )
            for port in self.ports
        ]  # fmt: skip
        self.connections = [http.client.HTTPConnection("127.0.0.1", port, timeout=120) for port in self.ports]

    def wait(self, path):
        """Wait until both processes have answered."""
        for number, connection in enumerate(self.connections):
            deadline = time.monotonic() + PATIENCE
            while True:
                try:
                    connection.request("GET", path)
                    connection.getresponse().read()
                    break
                except OSError:
                    connection.close()
                    if time.monotonic() > deadline or self.processes[number].poll() is not None:
                        raise SystemExit(f"{self.name} does not answer; see {SCRATCH / 'servers'}") from None
                    time.sleep(0.1)
        return self

    def get(self, path, headers=None):
        """Ask the next process; return (status, headers, body)."""
        self.turn += 1
        connection = self.connections[self.turn % PROCESSES]
        connection.request("GET", path, headers=headers or {})
        response = connection.getresponse()
        return response.status, response.headers, response.read()

    def reconnect(self):
        """Begin with fresh connections: a server may have closed those that were idle meanwhile."""
        for connection in self.connections:
            connection.close()

    def stream(self, path):
        """Ask the next process and pass over the answer in blocks; return its bytes, kept by nobody."""
        self.turn += 1
        connection = self.connections[self.turn % PROCESSES]
        connection.request("GET", path)
        response, length = connection.getresponse(), 0
        while block := response.read(1 << 16):
            length += len(block)
        return length

    def cpu(self):
        """Seconds of processor time so far: of the processes, their children and their connections' backends."""
        pids = [pid for process in self.processes for pid in _family(process.pid)]
        return sum(_cpu_of(pid) for pid in [*pids, *_backends(self.database)])

    def memory_now(self):
        """Megabytes of memory that each process and its children hold."""
        return [sum(_status(pid, "VmRSS") for pid in _family(process.pid)) / 1024 for process in self.processes]

    def memory_peak(self):
        """Megabytes of memory that each process and its children have held at most."""
        return [sum(_status(pid, "VmHWM") for pid in _family(process.pid)) / 1024 for process in self.processes]

    def memory_reset(self):
        """Begin a new peak."""
        for process in self.processes:
            for pid in _family(process.pid):
                Path(f"/proc/{pid}/clear_refs").write_text("5", encoding="ascii")

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self.stop()

    def stop(self):
        for connection in self.connections:
            connection.close()
        for process in self.processes:
            process.send_signal(signal.SIGTERM)
        for process in self.processes:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def portal(scratch, keeps="pages"):
    """Serve a scratch database as a site is served ("pages"), or keep less from request to request.

    With "words" every page is made anew, as if nobody had asked for it since the data changed; with "pieces" also the
    hits of its words; with "nothing" the columns in memory, cards, counts and pieces too.
    """

    def command(port):
        return [
            *(tool("gunicorn"), "bench.wsgi", "--bind", f"127.0.0.1:{port}", "--no-control-socket"),
            *("--worker-class", "gthread", "--threads", "1", "--keep-alive", "75", "--log-level", "warning"),
        ]

    environment = scratch.environment | {"BENCH_KEEPS": keeps}
    database = scratch.name if scratch.vendor == "postgresql" else ""
    server = Server(f"portal-{scratch.vendor}-{scratch.size}", command, environment, database)
    return server.wait("/bench/empty/")


def datasette(size):
    """Serve the same rows: immutable, counted beforehand, no facet suggestions, no limit that would cut work short."""
    file = datasette_file(size)
    counts = SCRATCH / f"{file.stem}.inspect.json"
    inspected = subprocess.run([tool("datasette"), "inspect", str(file)], capture_output=True, check=True, cwd=SCRATCH)
    counts.write_text(json.dumps(json.loads(inspected.stdout)))
    limits = {
        "suggest_facets": "off", "default_page_size": 25, "default_facet_size": 60, "facet_time_limit_ms": 60_000,
        "sql_time_limit_ms": 60_000, "max_csv_mb": 0, "num_sql_threads": 1, "max_returned_rows": 1_000,
    }  # fmt: skip

    def command(port):
        settings = [part for name, value in limits.items() for part in ("--setting", name, str(value))]
        return [
            *(tool("datasette"), "serve", "--immutable", str(file), "--inspect-file", str(counts)),
            *("--host", "127.0.0.1", "--port", str(port)),
            *settings,
        ]

    return Server(f"datasette-{size}", command).wait("/-/versions.json")


def _family(pid):
    """A process and its children."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    return [pid, *(int(child) for child in children.read_text().split())] if children.exists() else [pid]


def _cpu_of(pid):
    """Seconds of processor time of a process's threads, to the nanosecond: its ticks of 10 ms tell too little."""
    tasks = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9


def _status(pid, name):
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


def _backends(database):
    """Process ids of a PostgreSQL database's backends."""
    if not database:
        return []
    connection = psycopg2.connect(f"{SERVER}/postgres")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = %s AND backend_type = 'client backend'", [database]
        )
        pids = [pid for (pid,) in cursor.fetchall()]
    connection.close()
    return pids
