"""A real gunicorn with deploy/gunicorn.conf.py, and a real nginx with deploy/nginx.conf.template, on this machine."""

import os
import shutil
import socket
import ssl
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from string import Template

from django.conf import settings

BASE_DIR = Path(settings.BASE_DIR)
NGINX, OPENSSL = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin"), shutil.which("openssl")


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


@contextmanager
def gunicorn(folder, **environment):
    """The portal, served from a database without a table; yields its port."""
    port = free_port()
    (folder / "static").mkdir(exist_ok=True)
    (folder / "static" / "style.css").write_text("body { color: black }", encoding="utf-8")
    told = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "tests.operations.served",
        "SERVED_FOLDER": str(folder),
        "DATABASE_URL": f"sqlite:///{folder}/served.sqlite3",
        "SECRET_KEY": "served-in-tests-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGH",
        "ALLOWED_HOSTS": "127.0.0.1",
        "DEBUG": "false",
        "BEHIND_TLS_PROXY": "true",
        "BIND": f"127.0.0.1:{port}",
        "WEB_CONCURRENCY": "1",
    } | environment
    command = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "careerportal.wsgi"]
    with open(folder / "gunicorn.log", "wb") as log:
        server = subprocess.Popen(command, cwd=BASE_DIR, env=told, stdout=log, stderr=log)
    try:
        until(lambda: " 200 " in answer(port, b"GET /healthz/live HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n"))
        yield port
    finally:
        server.terminate()
        server.wait(60)


@contextmanager
def nginx(folder, app):
    """nginx before what listens on port `app`; yields its ports for http and for https."""
    http, https = free_port(), free_port()
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    made = [OPENSSL, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost"]
    made += ["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    subprocess.run([*made, "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True)
    (folder / "cache").mkdir(exist_ok=True)
    template = Template((BASE_DIR / "deploy" / "nginx.conf.template").read_text(encoding="utf-8"))
    filled = template.safe_substitute(
        SITE="127.0.0.1", CERTIFICATE=certificate, CERTIFICATE_KEY=key, HTTP_PORT=http, HTTPS_PORT=https,
        APP=f"127.0.0.1:{app}", CACHE=folder / "cache", LOGS=folder,
    )  # fmt: skip
    (folder / "portal.conf").write_text(filled, encoding="utf-8")
    user = "user root;" if os.geteuid() == 0 else ""
    around = f"{user} pid {folder}/nginx.pid; error_log {folder}/error.log; events {{}}"
    around += f" http {{ include {folder}/portal.conf; }}"
    (folder / "nginx.conf").write_text(around, encoding="utf-8")
    command = [NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-g", "daemon off;"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until(lambda: answer(http, b"GET / HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n").startswith("HTTP/1.1 301"))
        yield http, https
    finally:
        server.terminate()
        server.wait(60)


def answer(port, request, *, is_tls=False):
    """Send bytes as they are, and return all that comes back."""
    received = b""
    with (
        socket.create_connection(("127.0.0.1", port), timeout=30) as plain,
        ssl._create_unverified_context().wrap_socket(plain) if is_tls else plain as connection,
    ):
        try:
            connection.sendall(request)
            while part := connection.recv(65_536):
                received += part
        except (ConnectionResetError, BrokenPipeError):
            pass  # Whoever refuses does not read to the end.
    return received.decode("latin1")


def until(holds, seconds=60):
    """Wait until something holds; not to be reached yet is not to hold."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        try:
            if holds():
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise TimeoutError
