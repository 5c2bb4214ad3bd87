"""The portal as a server runs it, on the loopback: PostgreSQL, Redis, gunicorn and nginx with the files of deploy/.

Each process may be kept alive as systemd keeps it: when its main process dies, the rest of it is killed, and it is
started anew after a pause. Only what was started here is ended.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from bench.drills.cluster import cluster
from bench.drills.database import environment_of, until
from bench.drills.deploy import APP, DATABASE, HTTPS, REDIS, nginx_command
from bench.drills.visitors import ask
from bench.places import ROOT, tool


class Service:
    """A program that is started anew `pause` seconds after its main process has died; use it with `with`."""

    def __init__(self, command, *, pause, **options):
        self.command, self.pause, self.options = command, pause, options
        self._ended = threading.Event()

    def __enter__(self):
        self._start()
        self._keeper = threading.Thread(target=self._keep)
        self._keeper.start()
        return self

    def __exit__(self, *failure):
        self._ended.set()
        self.process.terminate()
        self._keeper.join()

    @property
    def pid(self):
        return self.process.pid

    @property
    def workers(self):
        """Process ids of its children."""
        return [int(pid) for pid in Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()]

    def _start(self):
        self.process = subprocess.Popen(self.command, start_new_session=True, **self.options)

    def _keep(self):
        while True:
            self.process.wait()
            if self._ended.is_set():
                return
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)  # KillMode=mixed
            time.sleep(self.pause)
            self._start()


class Stack:
    """The services by name, and where the database is."""

    def __init__(self, folder, database, environment):
        self.folder, self.database, self.environment = folder, database, environment
        self.gunicorn = self.nginx = self.redis = None

    def manage(self, *arguments, check=True):
        """Run a command of manage.py; return its exit code."""
        command = [sys.executable, "-m", "django", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, check=check, stdout=subprocess.DEVNULL, stderr=self.log()
        ).returncode

    def last_mistake(self):
        """The last traceback that gunicorn's workers have logged, or nothing."""
        logged = (self.folder / "gunicorn.log").read_text(encoding="utf-8", errors="replace")
        before, traceback, after = logged.rpartition("Traceback")
        return before[-400:] + traceback + after[:4_000] if traceback else ""

    def log(self):
        return (self.folder / "portal.log").open("ab")


@contextmanager
def stack(folder, fills=(("prepare",),), *, full=None, **settings):
    """Start everything on a database that `fills`, commands of manage.py, have filled, and wait until it is ready.

    Logs are written into `full`, a folder, where one is given.
    """
    folder.chmod(0o755)
    with ExitStack() as services:
        database = services.enter_context(cluster(DATABASE, ROOT / "deploy" / "postgresql.conf"))
        made = Stack(folder, database, environment_of(database.url) | environment_on_a_server() | settings)
        for command in fills:
            made.manage(*command)
        quiet = {"stdout": subprocess.DEVNULL}
        redis = ["redis-server", str(ROOT / "deploy" / "redis.conf"), "--port", str(REDIS), "--dir", str(folder)]
        made.redis = services.enter_context(Service(redis, pause=0.1, **quiet))
        command = [tool("gunicorn"), "-c", "deploy/gunicorn.conf.py", "--no-control-socket", "careerportal.wsgi"]
        log = ((full or folder) / "gunicorn.log").open("ab")
        made.gunicorn = services.enter_context(
            Service(command, pause=2, cwd=ROOT, env=made.environment, stdout=log, stderr=log)
        )
        until(lambda: ask(APP, "/healthz/ready").status == 200)
        made.nginx = services.enter_context(Service(nginx_command(folder, logs=full), pause=0.1, **quiet))
        until(lambda: ask(HTTPS, "/healthz/live", is_tls=True).status == 200)
        yield made


def environment_on_a_server():
    """What /etc/portal.env says beside the database."""
    return {
        "REDIS_URL": f"redis://127.0.0.1:{REDIS}/0",
        "BEHIND_TLS_PROXY": "true",
        "TRUSTED_PROXIES": "1",
        "BIND": f"127.0.0.1:{APP}",
        "WEB_CONCURRENCY": "2",
        "GUNICORN_LOG_LEVEL": "warning",
        "PYTHONDONTWRITEBYTECODE": "1",  # deploy/ is left as it is.
    }
