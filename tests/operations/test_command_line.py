"""While the portal is read-only, a command that wants to write says so in one sentence and ends with 75."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import InternalError, OperationalError

from careerportal.operations import command_line

LINE = "was stopped at what it wanted to write: the portal is in read-only mode. Unset READ_ONLY and run it again.\n"


@pytest.fixture
def failing(monkeypatch):
    def fail(error):
        def run(argv):
            raise error

        monkeypatch.setattr(command_line, "execute_from_command_line", run)

    return fail


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("attempt to write a readonly database"),
        InternalError("cannot execute DELETE in a read-only transaction"),
    ],
)
def test_refused_write_is_a_sentence(settings, failing, capsys, error):
    settings.READ_ONLY = True
    failing(error)
    with pytest.raises(SystemExit) as ended:
        command_line.run(["manage.py", "clearsessions"])
    assert ended.value.code == 75
    assert capsys.readouterr().err == f"clearsessions {LINE}"


@pytest.mark.parametrize(("read_only", "said"), [(True, "server closed the connection"), (False, "readonly database")])
def test_every_other_failure_stays_one(settings, failing, read_only, said):
    settings.READ_ONLY = read_only
    failing(OperationalError(said))
    with pytest.raises(OperationalError):
        command_line.run(["manage.py", "clearsessions"])


def manage(folder, *words, **environment):
    told = {"PATH": os.environ["PATH"], "DEBUG": "true", "DATABASE_URL": f"sqlite:///{folder}/portal.sqlite3"}
    told["SECRET_KEY"] = settings.SECRET_KEY
    command = [sys.executable, "manage.py", *words]
    return subprocess.run(
        command, cwd=settings.BASE_DIR, env=told | environment, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    """The folder of a portal with its tables."""
    folder = tmp_path_factory.mktemp("portal")
    assert manage(folder, "migrate", "--verbosity=0").returncode == 0
    return folder


@pytest.mark.xdist_group("command line")
@pytest.mark.parametrize(
    "words",
    [
        ["clearsessions"],
        ["axes_reset"],
        ["axes_reset_username", "ada"],
        ["createsuperuser", "--noinput", "--username=ada", "--email=ada@example.org"],
    ],
    ids=lambda words: words[0],
)
def test_real_commands_end_so(portal, words):
    ended = manage(portal, *words, READ_ONLY="true")
    assert (ended.returncode, ended.stderr) == (75, f"{words[0]} {LINE}")


@pytest.mark.xdist_group("command line")
@pytest.mark.parametrize("words", [["check_links"], ["restore", "copy.sqlite3"]], ids=lambda words: words[0])
def test_commands_that_look_first_end_so_too(portal, words):
    ended = manage(portal, *words, READ_ONLY="true")
    assert ended.returncode == 75
    assert "The portal is in read-only mode, so nothing was changed. Unset READ_ONLY first." in ended.stderr


@pytest.mark.xdist_group("command line")
def test_migration_ends_so_too(portal, tmp_path):
    assert manage(portal, "migrate", "--verbosity=0", READ_ONLY="true").returncode == 0, "nothing is to be done"
    assert manage(tmp_path, "migrate", "contenttypes", "--verbosity=0").returncode == 0
    ended = manage(tmp_path, "migrate", "--verbosity=0", READ_ONLY="true")
    assert (ended.returncode, ended.stderr) == (75, f"migrate {LINE}")
