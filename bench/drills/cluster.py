"""A PostgreSQL server of the drill's own, which may be stopped, restarted and killed without harm to any other."""

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


class Cluster:
    """One server on the loopback, in a folder of its own."""

    def __init__(self, folder, port):
        self.folder, self.port = folder, port
        self.url = f"postgres://postgres@127.0.0.1:{port}/portal"

    def run(self, program, *arguments):
        """Run one of PostgreSQL's programs as its own user, which root must do for the server ones."""
        command = [str(PROGRAMS[-1] / program), *arguments]
        subprocess.run(["runuser", "-u", "postgres", "--", *command], check=True, stdout=subprocess.DEVNULL, cwd="/")

    def start(self):
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -k {self.folder}"
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-l", f"{self.folder}/log", "-o", options, "-w", "start")

    def stop(self, mode):
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-m", mode, "-w", "stop")

    def kill(self):
        """Kill every process of the server at once, as a machine that loses its power does."""
        self._signal(signal.SIGKILL)
        self._marker.unlink()

    def hang(self):
        """Stop every process of the server where it stands: the machine takes connections, and nobody answers."""
        self._signal(signal.SIGSTOP)

    def go_on(self):
        """Let a server that hangs go on as if nothing had been."""
        self._signal(signal.SIGCONT)

    @property
    def _marker(self):
        return self.folder / "data" / "postmaster.pid"

    def _signal(self, number):
        pid = int(self._marker.read_text(encoding="utf-8").split()[0])
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        for one in (pid, *map(int, children)):
            with suppress(ProcessLookupError):
                os.kill(one, number)

    def ask(self, statement):
        """Run a statement; return what psql prints, bare."""
        command = ["psql", "--no-psqlrc", "-qAtX", self.url, "--command", statement]
        return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()

    @contextmanager
    def standby(self, port):
        """A streaming replica of this server, as the runbook makes one."""
        with folder_of_ours() as folder:
            made = Cluster(folder, port)
            source = ("-h", "127.0.0.1", "-p", str(self.port), "--checkpoint=fast", "--wal-method=stream")
            made.run("pg_basebackup", *source, "--write-recovery-conf", "-D", f"{folder}/data")
            made.start()
            yield made


@contextmanager
def cluster(port, settings=None):
    """Make a server, with the settings of a file beside PostgreSQL's own; let it be used, and remove it again."""
    if not PROGRAMS:
        raise SystemExit("This drill needs PostgreSQL's server programs. On Debian: apt-get install postgresql")
    with folder_of_ours() as folder:
        made = Cluster(folder, port)
        made.run("initdb", "-D", f"{folder}/data", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")
        if settings:
            with (folder / "data" / "postgresql.conf").open("a", encoding="utf-8") as own:
                own.write(settings.read_text(encoding="utf-8"))
        made.start()
        made.run("createdb", "-h", "127.0.0.1", "-p", str(port), "portal")
        yield made


@contextmanager
def folder_of_ours():
    """A folder that is PostgreSQL's, and is removed when the server in it is stopped."""
    folder = Path(tempfile.mkdtemp(prefix="portal-drill-"))
    shutil.chown(folder, "postgres")
    try:
        yield folder
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            Cluster(folder, 0).stop("immediate")
        shutil.rmtree(folder)
