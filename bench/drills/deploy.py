"""Drill: a fresh clone is deployed as the runbook says, with every file of deploy/, and its processes are taken away.

What must hold: each configuration is accepted by the program that it is for and serves the portal; what is served is
encrypted, compressed, kept for a second and carries the security headers, whoever made the answer; while workers are
started anew, or killed one by one, no reader meets a failure; while the portal as a whole is away, readers hear 503
with Retry-After, and no more than five seconds after it is back. It needs Debian's packages postgresql, redis-server,
nginx-light, openssl and git, and to be root; it takes about three minutes and ends with 1 where a promise was broken.

    python -m bench.drills.deploy
"""

import os
import re
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from string import Template

from bench.drills import told
from bench.drills.cluster import cluster
from bench.drills.database import until
from bench.drills.visitors import Visitors, ask
from bench.places import FIRST_PORT, ROOT

HTTP, HTTPS, APP, DATABASE, REDIS = (FIRST_PORT + 70 + number for number in range(5))
PAGES = ["/", "/programs/?q=nursing", "/programs/?state=TX&sort=-earnings", "/salaries/11-9111/", "/api/v1/programs/"]
HEADERS = (
    *("Content-Security-Policy", "Strict-Transport-Security", "X-Content-Type-Options", "X-Frame-Options"),
    *("Referrer-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Permissions-Policy"),
)
BACK_WITHIN = 5.0
USUAL_SECONDS = 3
PER_MINUTE = "1000000"
"""Requests that the API answers to one address without a key: the drill's readers all come from one."""


def main():
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="portal-drill-")))
        folder.chmod(0o755)
        site = install(folder / "portal")
        failures = [*units(site)]
        database = stack.enter_context(cluster(DATABASE, ROOT / "deploy" / "postgresql.conf"))
        stack.enter_context(redis(folder))
        environment = environment_of(database.url)
        run(site, environment, ".venv/bin/python", "manage.py", "prepare")
        stack.enter_context(nginx(folder))
        failures += away("before it was started")
        with gunicorn(site, environment) as server:
            failures += answers()
            failures += under_load("reload", lambda: server.send_signal(signal.SIGHUP))
            failures += under_load("a worker killed", lambda: os.kill(workers(server)[0], signal.SIGKILL), lost=4)
            failures += under_load(
                "every worker ended", lambda: [os.kill(pid, signal.SIGTERM) for pid in workers(server)]
            )
        failures += away("while it was stopped")
        with gunicorn(site, environment) as server:
            server.kill()
            server.wait()
            end_orphans()
            failures += away("when it was killed")
        began = time.monotonic()
        with gunicorn(site, environment):
            failures += back(began)
        failures += logged(folder)
    return told.end("deploy", failures)


def install(site):
    """Clone the portal and run the steps of the Containerfile in the clone."""
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(site)], check=True)
    made = (ROOT / "deploy" / "Containerfile").read_text(encoding="utf-8").rpartition("\nFROM ")[0]
    steps = re.findall(r"^RUN ((?:.*\\\n)*.*)$", made, flags=re.MULTILINE)
    for step in steps:
        began = time.monotonic()
        run(site, bare(), "sh", "-ec", step.replace("\\\n", " "))
        told.say(f"installed: {step.split()[0]} … {time.monotonic() - began:.0f} s")
    (site / "var").mkdir(exist_ok=True)
    return site


def bare(**more):
    """The environment of a process that is told nothing by the one that runs the drill, but where to find things."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "TMPDIR")}
    return kept | {name: value for name, value in os.environ.items() if name.startswith("PIP_")} | more


def environment_of(database):
    """What /etc/portal.env holds on a server."""
    return bare(
        SECRET_KEY=secrets.token_urlsafe(50),
        ALLOWED_HOSTS="127.0.0.1",
        DATABASE_URL=database,
        REDIS_URL=f"redis://127.0.0.1:{REDIS}/0",
        BEHIND_TLS_PROXY="true",
        TRUSTED_PROXIES="1",
        ANONYMOUS_PER_MINUTE=PER_MINUTE,
        BIND=f"127.0.0.1:{APP}",
        WEB_CONCURRENCY="2",
    )


def run(site, environment, *command):
    """Run a command in the clone."""
    subprocess.run(command, cwd=site, env=environment, check=True, stdout=subprocess.DEVNULL)


def units(site):
    """What systemd does not like of the units; on the server they lie where the runbook puts the portal."""
    with tempfile.TemporaryDirectory() as folder:
        for unit in (ROOT / "deploy" / "systemd").iterdir():
            text = unit.read_text(encoding="utf-8").replace("/srv/portal", str(site))
            Path(folder, unit.name).write_text(text, encoding="utf-8")
        names = sorted(str(path) for path in Path(folder).iterdir())
        found = subprocess.run(["systemd-analyze", "verify", *names], capture_output=True, text=True, check=False)
    ours = [line for line in found.stderr.splitlines() if "portal" in line]
    told.say(f"systemd: {len(names)} units verified")
    return [f"systemd: {line}" for line in ours] if found.returncode or ours else []


@contextmanager
def process(command, **options):
    """Start a program, and end it again."""
    started = subprocess.Popen(command, **options)
    try:
        yield started
    finally:
        if started.poll() is None:
            started.terminate()
        started.wait(45)


@contextmanager
def redis(folder):
    command = ["redis-server", str(ROOT / "deploy" / "redis.conf"), "--port", str(REDIS), "--dir", str(folder)]
    with process(command, stdout=subprocess.DEVNULL):
        yield


@contextmanager
def gunicorn(site, environment):
    """The portal by the command of the Containerfile, until every worker is ready."""
    said = (ROOT / "deploy" / "Containerfile").read_text(encoding="utf-8")
    command = re.findall(r'"([^"]*)"', re.search(r"^CMD \[(.*)\]$", said, flags=re.MULTILINE).group(1))
    with (
        open(site.parent / "gunicorn.log", "ab") as log,
        process(command, cwd=site, env=environment, stderr=log) as server,
    ):
        until(lambda: ask(APP, "/healthz/ready").status == 200)
        yield server


def logged(folder):
    """What gunicorn wrote of readers: what they searched, or with which browser."""
    lines = (folder / "gunicorn.log").read_text(encoding="utf-8").splitlines()
    told.say(f"gunicorn: {len(lines)} lines")
    yield from (f"gunicorn names a reader: {line}" for line in lines if re.search(r"[?&](q|state)=|HTTP/1", line))


@contextmanager
def nginx(folder):
    """nginx, until it answers."""
    with process(nginx_command(folder)):
        until(lambda: ask(HTTPS, "/healthz/live", is_tls=True).status)
        yield


def nginx_command(folder, logs=None):
    """Fill the template, make a certificate of the drill's own, and return the command that serves by them."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=127.0.0.1",
         "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    (folder / "cache").mkdir(exist_ok=True)
    filled = Template((ROOT / "deploy" / "nginx.conf.template").read_text(encoding="utf-8")).safe_substitute(
        SITE="127.0.0.1", CERTIFICATE=certificate, CERTIFICATE_KEY=key, HTTP_PORT=HTTP, HTTPS_PORT=HTTPS,
        APP=f"127.0.0.1:{APP}", CACHE=folder / "cache", LOGS=logs or folder,
    )  # fmt: skip
    (folder / "portal.conf").write_text(filled, encoding="utf-8")
    around = ("pid {0}/nginx.pid;", "error_log {0}/error.log;", "events {{}}", "http {{ include {0}/portal.conf; }}")
    (folder / "nginx.conf").write_text("\n".join(around).format(folder) + "\n", encoding="utf-8")
    command = ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")]
    subprocess.run([*command, "-t", "-q"], check=True)
    return [*command, "-g", "daemon off;"]


def workers(server):
    """The process ids of gunicorn's workers."""
    return [int(pid) for pid in Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()]


def end(pids):
    """Ask processes to end when they have finished what they do."""
    for pid in pids:
        os.kill(pid, signal.SIGTERM)


def end_orphans():
    """End the workers of a gunicorn that was killed: systemd does so by KillMode=mixed."""
    until(lambda: ask(APP, "/healthz/live").status == 0)


def answers():
    """What a running portal must answer through nginx."""
    moved = ask(HTTP, "/programs/?state=TX")
    if (moved.status, moved.headers.get("Location")) != (301, "https://127.0.0.1/programs/?state=TX"):
        yield f"http is answered {moved.status}, {moved.headers.get('Location')}"
    for path, status in (("/", 200), ("/no-such-page/", 404), ("/api/v1/no-such-thing/", 404), ("/admin/login/", 200)):
        answer = ask(HTTPS, path, is_tls=True)
        yield from lacking(answer, status)
    zipped = ask(HTTPS, "/programs/", is_tls=True, headers={"Accept-Encoding": "gzip"})
    if zipped.headers.get("Content-Encoding") != "gzip":
        yield "a page is not compressed"
    ask(HTTPS, "/programs/?state=CA", is_tls=True)
    again = ask(HTTPS, "/programs/?state=CA", is_tls=True)
    if again.headers.get("X-Cache") != "HIT":
        yield f"a page that was asked for a moment ago is a {again.headers.get('X-Cache')} of nginx's cache"
    known = ask(HTTPS, "/programs/?state=CA", is_tls=True, headers={"Cookie": "__Host-sessionid=mine"})
    if known.headers.get("X-Cache") != "BYPASS":
        yield f"a page for somebody who may be known is a {known.headers.get('X-Cache')} of nginx's cache"
    same = ask(HTTPS, "/programs/?state=CA", is_tls=True, headers={"If-None-Match": again.headers["ETag"]})
    if same.status != 304:
        yield f"a page that the reader has is answered {same.status}"
    style = re.search(r"/static/css/[\w.-]+\.css", page_of("/"))
    file = ask(HTTPS, style.group(), is_tls=True, headers={"Accept-Encoding": "br"})
    yield from lacking(file, 200)
    if file.headers.get("Content-Encoding") != "br" or "immutable" not in file.headers.get("Cache-Control", ""):
        yield f"{style.group()} is not kept for good, or not compressed by brotli: {file.headers}"
    big = "/programs/?q=" + "a" * 20_000
    yield from lacking(ask(HTTPS, big, is_tls=True), 414)
    yield from lacking(ask(HTTPS, "/metrics", is_tls=True), 404)


def page_of(path):
    """The text of a page."""
    command = ["openssl", "s_client", "-quiet", "-connect", f"127.0.0.1:{HTTPS}"]
    request = f"GET {path} HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n"
    return subprocess.run(command, input=request.encode(), capture_output=True, check=False, timeout=20).stdout.decode()


def lacking(answer, status):
    """What an answer lacks."""
    if answer.status != status:
        yield f"{answer.path} is answered {answer.status} in place of {status}"
    if missing := [name for name in HEADERS if name not in answer.headers]:
        yield f"{answer.path} ({status}) lacks {', '.join(missing)}"


def under_load(name, act, lost=0):
    """Do something to the portal while readers ask; return the promises that were broken.

    Of a worker that is killed, the requests it had begun are `lost`: nobody else can answer them.
    """
    with Visitors(HTTPS, PAGES, is_tls=True) as visitors:
        time.sleep(USUAL_SECONDS)
        act()
        time.sleep(3 * USUAL_SECONDS)
    said = ", ".join(f"{count} × {status}" for status, count in sorted(visitors.statuses().items()))
    told.say(f"{name}: {said}")
    failed = [answer for answer in visitors.answers if answer.status != 200]
    if len(failed) > lost:
        return [f"{name}: {answer.path} was answered {answer.status or 'not at all'}" for answer in failed]
    return [f"{name}: {one.path} was answered {one.status}" for one in failed if one.status != 503]


def away(name):
    """What readers hear while no portal answers."""
    for path in ("/programs/?q=something-new", "/api/v1/programs/"):
        answer = ask(HTTPS, path, is_tls=True)
        yield from (f"{name}: {one}" for one in lacking(answer, 503))
        kind = "application/problem+json" if path.startswith("/api/") else "text/html"
        heard = answer.headers.get("Content-Type"), answer.headers.get("Retry-After")
        if heard != (kind, "5"):
            yield f"{name}: {path} is {heard[0]}, Retry-After {heard[1]}"


def back(began):
    """Whether readers are served again soon after the portal was started."""
    until(lambda: ask(HTTPS, "/", is_tls=True).status == 200)
    seconds = time.monotonic() - began
    told.say(f"killed and started again: served after {seconds:.1f} s")
    return [] if seconds <= BACK_WITHIN else [f"served again only {seconds:.1f} s after it was started"]


if __name__ == "__main__":
    sys.exit(main())
