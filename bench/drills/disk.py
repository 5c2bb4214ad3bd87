"""Drill: the disk that holds the logs and the files of releases is full.

What must hold: readers are answered as ever, those who ask for what is not there too; a release that is previewed on
the server ends with an error and changes nothing; when there is room again, the same preview works. The full disk is
one of two megabytes in memory. nginx keeps its pages in memory, as the runbook has it: on a full disk it would break
answers off. It needs what the drill of the deployment needs, takes a minute and ends with 1 where a
promise was broken.

    python -m bench.drills.disk
"""

import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from bench.drills import told
from bench.drills.deploy import HTTPS
from bench.drills.refresh import SOURCE, moved_file
from bench.drills.stack import stack
from bench.drills.visitors import Visitors

PAGES = ["/", "/programs/?q=nursing", "/programs/?state=TX", "/salaries/11-9111/", "/api/v1/programs/", "/nowhere/"]
SECONDS = 8


def main():
    failures = []
    with tempfile.TemporaryDirectory(prefix="portal-drill-") as folder, small_disk() as disk:
        more = {"FULL_FOLDER": str(disk), "DJANGO_SETTINGS_MODULE": "bench.drills.full_disk"}
        release = moved_file(Path(folder))
        with stack(Path(folder), full=disk, **more) as site:
            failures += readers("with room")
            fill(disk)
            preview = ("refresh", SOURCE, "--file", str(release), "--edition", "June 2027", "--preview")
            failures += readers("full", lambda: site.manage(*preview, check=False))
            (disk / "filler").unlink()
            if code := site.manage(*preview, check=False):
                failures.append(f"with room again the preview ends with exit code {code}")
            failures += readers("with room again")
    return told.end("disk", failures)


@contextmanager
def small_disk():
    """A disk of two megabytes."""
    folder = Path(tempfile.mkdtemp(prefix="portal-drill-disk-"))
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m,mode=0777", "tmpfs", str(folder)], check=True)
    (folder / "releases").mkdir()
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
        folder.rmdir()


def fill(disk):
    """Write until nothing more can be written."""
    with (disk / "filler").open("wb", buffering=0) as filler:
        try:
            while True:
                filler.write(b"\0" * 4096)
        except OSError:
            pass


def readers(name, meanwhile=None):
    """Let readers come; return the promises that were broken."""
    code = None
    with Visitors(HTTPS, PAGES, is_tls=True) as visitors:
        if meanwhile:
            code = meanwhile()
        time.sleep(SECONDS)
    said = ", ".join(f"{count} × {status or 'no answer'}" for status, count in sorted(visitors.statuses().items()))
    told.say(f"{name}: {said}" + (f"; a preview ended with exit code {code}" if meanwhile else ""))
    for answer in visitors.answers:
        if answer.status != (404 if answer.path == "/nowhere/" else 200):
            yield f"{name}: {answer.path} was answered {answer.status or 'not at all'}"
    if meanwhile and not code:
        yield f"{name}: a preview found room for its file"


if __name__ == "__main__":
    sys.exit(main())
