"""Drill: the code of before goes on serving while the tables are already those of the new code.

That is what happens at every new version between `manage.py migrate` and the restart. The code of before is, unless a
revision is named, that of the commit before the newest change of a migration. What must hold: on a PostgreSQL server of
its own, brought up by the new code, the old one answers its pages and its API, signs a curator in, and loads and rolls
back a release. It takes about a minute and ends with 1 where a promise was broken.

    python -m bench.drills.previous [REVISION]
"""

import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from bench.drills import told
from bench.drills.cluster import cluster
from bench.drills.database import environment_of, until
from bench.drills.refresh import PAGES, SOURCE, moved_file
from bench.drills.visitors import ask
from bench.places import FIRST_PORT, ROOT, tool

SITE, DATABASE = FIRST_PORT + 80, FIRST_PORT + 81
ACCOUNT = ("drill", "only-for-this-drill-0123456789")
MAKE_ACCOUNT = "from django.contrib.auth.models import User; User.objects.create_superuser({!r}, password={!r})"
SIGN_IN = (
    "from django.test import Client; desk = Client(SERVER_NAME='127.0.0.1'); "
    "desk.post('/admin/login/', {{'username': {!r}, 'password': {!r}}}, secure=True); "
    "assert desk.get('/admin/', secure=True).status_code == 200"
)


def main():
    revision = sys.argv[1] if len(sys.argv) > 1 else before_the_newest_migration()
    with tempfile.TemporaryDirectory(prefix="portal-drill-") as folder, cluster(DATABASE) as database:
        old = Path(folder, "old")
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(old)], check=True)
        subprocess.run(["git", "checkout", "--quiet", revision], cwd=old, check=True)
        told.say(
            f"the code of before is {revision[:9]}; new migrations: {', '.join(new_migrations(revision)) or 'none'}"
        )
        run(ROOT, database.url, "prepare")
        run(ROOT, database.url, "shell", "--command", MAKE_ACCOUNT.format(*ACCOUNT))
        failures = [*broken(old, database.url, Path(folder))]
    return told.end("previous", failures)


def before_the_newest_migration():
    """The commit before the one that last touched a migration."""
    log = ["git", "log", "-1", "--format=%H", "--", "*/migrations/*.py"]
    newest = subprocess.run(log, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
    parent = subprocess.run(["git", "rev-parse", f"{newest}^"], cwd=ROOT, capture_output=True, text=True, check=False)
    if parent.returncode:
        raise SystemExit("The history of this clone does not reach back to a version before. Name a REVISION.")
    return parent.stdout.strip()


def new_migrations(revision):
    """The migrations that the code of before does not know."""
    command = ["git", "diff", "--name-only", "--diff-filter=A", revision, "--", "*/migrations/*.py"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    return [f"{Path(name).parts[-3]} {Path(name).stem}" for name in names]


def environment(code, url):
    return environment_of(url) | {"PYTHONPATH": str(code), "SECURE_SSL_REDIRECT": "false"}


def run(code, url, *arguments):
    """Run a command of manage.py in some version of the code; return its exit code."""
    command = [sys.executable, "-m", "django", *arguments]
    return subprocess.run(
        command, env=environment(code, url), cwd=code, stdout=subprocess.DEVNULL, check=False
    ).returncode


@contextmanager
def serving(code, url):
    command = [
        *(tool("gunicorn"), "bench.wsgi", "--bind", f"127.0.0.1:{SITE}", "--no-control-socket"),
        "--log-level=warning",
    ]
    server = subprocess.Popen(command, cwd=code, env=environment(code, url))
    try:
        until(lambda: ask(SITE, "/healthz/live").status == 200)
        yield
    finally:
        server.terminate()
        server.wait(20)


def broken(old, url, folder):
    """What the code of before cannot do on the tables of the new one."""
    with serving(old, url):
        for path in PAGES:
            if (status := ask(SITE, path).status) != 200:
                yield f"{path} is answered {status}"
    release = ("refresh", SOURCE, "--file", str(moved_file(folder)), "--edition", "June 2027", "--accept")
    for done, arguments in {
        "sign a curator in": ("shell", "--command", SIGN_IN.format(*ACCOUNT)),
        "load a release": release,
        "roll it back": ("rollback", SOURCE),
    }.items():
        if code := run(old, url, *arguments):
            yield f"the code of before cannot {done} (exit code {code})"


if __name__ == "__main__":
    sys.exit(main())
