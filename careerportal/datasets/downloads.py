"""Fetching an agency's file from its public address: whole or not at all, and never more than a file may be.

A connection that is cut goes on where it ended, in this run or in the next one, if the server says that the file is
still the same. What turns out to be no file, such as a web page that says sorry, is thrown away.
"""

import errno
import http.client
import json
import re
import time
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings

from careerportal.datasets.opening import UnusableFile
from careerportal.partners import public_connection

LARGEST_FILE = 1024**3
"""Bytes of a file as it comes; the largest that we know, College Scorecard's whole archive, has 0.4 of it."""

SECONDS_IN_ALL = 3_600
TRIES = 4
PAUSE = 2
"""Seconds before the second try; each further pause is twice as long."""

MOST_REDIRECTS = 5
REDIRECTS = (301, 302, 303, 307, 308)
BLOCK = 1 << 16
ENDINGS = (".csv", ".csv.gz", ".xlsx", ".zip")
PAGE = re.compile(rb"\s*<(?:!doctype|html|\?xml)", re.IGNORECASE)
HEADERS = {"User-Agent": "CareerPortal (federal data refresh)", "Accept": "*/*", "Accept-Encoding": "identity"}
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
BY_HAND = "Download it in a browser and load it with --file."


@dataclass(frozen=True)
class Address:
    """Where a publisher puts the file of a year, and what the edition in it is called.

    In both, {year} stands for 2024, {yy} for 24, {next} for 25, {before} for 2023 and {in_ten} for 2034. Without an
    edition, the file's name tells it.
    """

    pattern: str
    edition: str = ""

    def of(self, year):
        """(address, edition) of a year's file."""
        words = {
            "year": year,
            "yy": f"{year % 100:02}",
            "next": f"{(year + 1) % 100:02}",
            "before": year - 1,
            "in_ten": year + 10,
        }
        return self.pattern.format(**words), self.edition.format(**words)

    def edition_of(self, file_name):
        """The edition of a file that is named as the publisher names it, or begins so; "" of any other."""
        stem = re.escape(self.pattern.rpartition("/")[2].partition(".")[0]).replace(re.escape("{year}"), "(20[0-9]{2})")
        found = re.match(rf"{stem}(?![0-9])", file_name, re.IGNORECASE) if self.edition and "(" in stem else None
        return self.of(int(found[1]))[1] if found else ""


def fetch(url, folder, *, on_bytes=None):
    """Fetch a file into a folder and return its path; UnusableFile says why it could not be had and what to do.

    `on_bytes(so far, in all or None)` is called for each block that has come.
    """
    name = _name_of(url)
    folder.mkdir(parents=True, exist_ok=True)
    part = _Part(folder / f"{name}.part", url)
    deadline = time.monotonic() + SECONDS_IN_ALL
    for number in range(TRIES):
        try:
            _go_on(url, part, deadline, on_bytes)
            return part.finish(folder / name)
        except public_connection.NotPublic as error:
            raise UnusableFile(f"{url} is not fetched: {error}.") from None
        except (OSError, http.client.HTTPException) as error:
            if getattr(error, "errno", None) in NO_ROOM:
                raise UnusableFile(f"{url} does not fit on the disk of {folder}. Make room, then try again.") from None
            failure = error
        if number < TRIES - 1:
            time.sleep(min(PAUSE * 2**number, max(0, deadline - time.monotonic())))
    raise UnusableFile(
        f"{url} could not be fetched: {failure or type(failure).__name__}. Try again later; what has come is kept and "
        f"gone on with. Or: {BY_HAND}"
    )


def _name_of(url):
    name = unquote(urlsplit(url).path).rpartition("/")[2]
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,120}", name) or not name.lower().endswith(ENDINGS):
        raise UnusableFile(f"{url} names no file that can be read: it should end with {', '.join(ENDINGS)}.")
    return name


class _Part:
    """What has come of a file so far, and of which file: its address, and the server's word for its state."""

    def __init__(self, path, url):
        self.path, self.note, self.url = path, path.with_name(f"{path.name}.json"), url
        self.validator, self.size = "", 0
        if path.exists() and self.note.exists():
            known = json.loads(self.note.read_text(encoding="utf-8"))
            if known["url"] == url:
                self.validator, self.size = known["validator"], path.stat().st_size

    def headers(self):
        """What asks for the rest of it, if it is still the same file."""
        if not (self.size and self.validator):
            return {}
        return {"Range": f"bytes={self.size}-", "If-Range": self.validator}

    def begin(self, validator):
        """Start over with the file as it is now."""
        self.path.write_bytes(b"")
        self.validator, self.size = validator, 0
        self.note.write_text(json.dumps({"url": self.url, "validator": validator}), encoding="utf-8")

    def finish(self, path):
        self.path.replace(path)
        self.note.unlink(missing_ok=True)
        return path

    def throw_away(self):
        """Keep nothing of it: the next request asks for all of the file."""
        self.path.unlink(missing_ok=True)
        self.note.unlink(missing_ok=True)
        self.validator, self.size = "", 0


def _go_on(url, part, deadline, on_bytes):
    """Fetch what is still missing; OSError where the connection ends before the file does."""
    with _answer(url, HEADERS | part.headers(), deadline) as answer:
        if answer.status == http.client.REQUESTED_RANGE_NOT_SATISFIABLE and part.size:
            # What has come is longer than the file is now, or the server has never heard of going on.
            part.throw_away()
            raise ConnectionError("the server has no such rest of the file, so it is fetched from its beginning")
        goes_on = answer.status == http.client.PARTIAL_CONTENT
        if goes_on and not answer.getheader("Content-Range", "").startswith(f"bytes {part.size}-"):
            part.throw_away()
            raise ConnectionError("the server sent another part than was asked for")
        if not goes_on:
            _refuse_failures(url, answer, part)
            # A weak validator does not promise the same bytes, so nothing is gone on with by it.
            etag = answer.getheader("ETag", "")
            part.begin(answer.getheader("Last-Modified", "") if etag.startswith("W/") or not etag else etag)
        length = answer.getheader("Content-Length", "")
        whole = part.size + int(length) if length.isdecimal() else None
        _refuse_size(url, part, whole or 0)
        with part.path.open("ab") as file:
            while block := answer.read(BLOCK):
                if part.size == 0 and PAGE.match(block):
                    part.throw_away()
                    raise UnusableFile(f"{url} answered with a web page instead of a file. {BY_HAND}")
                file.write(block)
                part.size += len(block)
                _refuse_size(url, part, part.size)
                if on_bytes:
                    on_bytes(part.size, whole)
        if whole is not None and part.size < whole:
            raise ConnectionError(f"the connection ended after {part.size:,} of {whole:,} bytes")


def _refuse_failures(url, answer, part):
    if answer.status in (429, 500, 502, 503, 504):
        raise ConnectionError(f"the server answered {answer.status} {answer.reason}")
    if answer.status != http.client.OK:
        part.throw_away()
        raise UnusableFile(
            f"{url} answered {answer.status} {answer.reason}. Some agencies turn programs away, and addresses move: "
            f"name another one after --download, or do it by hand. {BY_HAND}"
        )
    if answer.getheader("Content-Type", "").lower().startswith("text/html"):
        part.throw_away()
        raise UnusableFile(f"{url} answered with a web page instead of a file. {BY_HAND}")


def _refuse_size(url, part, size):
    if size > LARGEST_FILE:
        part.throw_away()
        raise UnusableFile(f"{url} has more than {LARGEST_FILE // 1024**2:,} MB: it is none of the agencies' files.")


@contextmanager
def _answer(url, headers, deadline):
    """Ask an address, and where it sends us on, that one: each of them public, and reached by https."""
    anywhere = settings.DOWNLOADS_FROM_PRIVATE_NETWORKS
    for _ in range(MOST_REDIRECTS + 1):
        left = deadline - time.monotonic()
        if left <= 0:
            raise UnusableFile(f"{url} takes more than {SECONDS_IN_ALL // 60} minutes. {BY_HAND}")
        with public_connection.asked("GET", url, headers, anywhere=anywhere, seconds_in_all=left) as answer:
            if answer.status not in REDIRECTS:
                yield answer
                return
            url = urljoin(url, answer.getheader("Location", ""))
    raise UnusableFile(f"{url} sends on and on. {BY_HAND}")
