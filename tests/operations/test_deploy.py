"""The files that put the portal on a server agree with each other, with the settings and with the runbook.

That they work is shown by a drill, bench/drills/deploy.py, because it takes nginx, PostgreSQL, Redis and minutes.
"""

import re
import runpy
from inspect import ismodule
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import get_commands
from gunicorn.config import make_settings

from careerportal.datasets import uploads
from careerportal.operations import headers

DEPLOY = Path(settings.BASE_DIR) / "deploy"
RUNBOOK = (DEPLOY.parent / "docs" / "runbook.md").read_text(encoding="utf-8")
NGINX = (DEPLOY / "nginx.conf.template").read_text(encoding="utf-8")


def test_the_runbook_fills_every_blank_of_the_template():
    blanks = set(re.findall(r"\$([A-Z_]+)\b", NGINX))
    filled = set(re.search(r"envsubst '([^']+)'", RUNBOOK).group(1).replace("$", "").split())
    exported = set(re.findall(r"\b([A-Z_]+)=", "".join(re.findall(r"^export .*$", RUNBOOK, re.MULTILINE))))
    assert blanks == filled == exported


def test_the_runbook_names_every_file():
    files = {path.name for path in DEPLOY.iterdir()} - {"__pycache__"}
    assert {name for name in files if f"deploy/{name}" not in RUNBOOK} == set()


def test_the_runbook_names_every_drill():
    drills = DEPLOY.parent / "bench" / "drills"
    names = {path.stem for path in drills.glob("*.py") if path.read_text(encoding="utf-8").startswith('"""Drill: ')}
    assert names == set(re.findall(r"^make drill DRILL=(\w+)", RUNBOOK, re.MULTILINE))


def test_nginx_says_the_same_headers_as_the_portal_on_its_own_answers(client, db):
    values = dict(re.findall(r"map \$\w+ \$(own_\w+) \{\s+1 \"?([^\";]+)\"?;", NGINX))
    ours = client.get("/", secure=True).headers
    for name in headers.HEADERS:
        named = set(re.findall(rf"add_header {name} \$(\w+) always;", NGINX))
        assert [values[one] for one in named] == [ours[name]], name
        assert NGINX.count(f"add_header {name} ") == 3, "both servers, and the page of a portal that is away"


def test_nginx_takes_the_largest_file_that_the_desk_takes():
    megabytes = int(re.search(r"client_max_body_size (\d+)m", NGINX).group(1))
    assert megabytes * 1024**2 > uploads.LARGEST


def test_gunicorn_leaves_no_socket_and_no_log_of_addresses(monkeypatch):
    monkeypatch.setenv("WEB_CONCURRENCY", "3")
    said = runpy.run_path(str(DEPLOY / "gunicorn.conf.py"))
    assert (said["workers"], said["bind"]) == (3, "127.0.0.1:8000")
    assert said["control_socket_disable"] is True
    assert said["accesslog"] is None
    words = {name for name, value in said.items() if not (name.startswith("_") or callable(value) or ismodule(value))}
    assert words <= make_settings().keys(), "gunicorn passes over what it does not know, without a word"
    for file in (DEPLOY / "Containerfile", DEPLOY / "systemd" / "portal.service"):
        assert "--no-control-socket" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["WEB_CONCURRENCY", "WEB_THREADS", "METRICS", "LOG_FORMAT"])
def test_gunicorn_refuses_a_wrong_setting_by_its_name(monkeypatch, name):
    monkeypatch.setenv(name, "many")
    with pytest.raises(ImproperlyConfigured, match=f"^{name}="):
        runpy.run_path(str(DEPLOY / "gunicorn.conf.py"))


def test_every_command_that_systemd_runs_exists():
    files = [*(DEPLOY / "systemd").iterdir(), DEPLOY / "nightly.sh"]
    told = "".join(path.read_text(encoding="utf-8") for path in files)
    commands = re.findall(r"^(?:ExecStart=.*manage\.py|do_chore) (\w+)", told, re.MULTILINE)
    assert {"deliver_webhooks", "backup", "check_links"} <= set(commands)
    assert set(commands) <= get_commands().keys()


def test_no_step_of_installing_or_upgrading_runs_the_portal_as_root():
    """What root writes in var, the portal's user cannot write again; and root has none of its settings."""
    steps = RUNBOOK.partition("## Putting it on a server")[2].partition("## A new secret key")[0]
    commands = [line for block in re.findall(r"```sh\n(.*?)```", steps, re.DOTALL) for line in block.splitlines()]
    assert [line for line in commands if "deploy/manage.sh migrate" in line]
    assert [line for line in commands if "manage.py" in line] == []
