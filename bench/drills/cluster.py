"""A PostgreSQL server of the drill's own, which may be stopped, restarted and killed without harm to any other."""

import shutil
import subprocess
import tempfile
from contextlib import contextmanager
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


@contextmanager
def cluster(port, settings=None):
    """Make a server, with the settings of a file beside PostgreSQL's own; let it be used, and remove it again."""
    if not PROGRAMS:
        raise SystemExit("This drill needs PostgreSQL's server programs. On Debian: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="portal-drill-"))
    shutil.chown(folder, "postgres")
    made = Cluster(folder, port)
    try:
        made.run("initdb", "-D", f"{folder}/data", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")
        if settings:
            with (folder / "data" / "postgresql.conf").open("a", encoding="utf-8") as own:
                own.write(settings.read_text(encoding="utf-8"))
        made.start()
        made.run("createdb", "-h", "127.0.0.1", "-p", str(port), "portal")
        yield made
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            made.stop("immediate")
        shutil.rmtree(folder)
