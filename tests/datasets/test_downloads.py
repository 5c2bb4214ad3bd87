"""Fetching the agencies' files: connections that end early, pages instead of files, files without end, addresses."""

import errno
import hashlib
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO

import pytest

from careerportal.datasets import downloads, opening
from careerportal.datasets.downloads import Address
from careerportal.datasets.files import UnusableFile, read_rows
from careerportal.datasets.problems import Problems

FILE = b"UNITID,INSTNM\n" + b"229179,University of North Texas\n" * 4_000


class Agency:
    """A server on this machine that answers what a test tells it: a list of functions, one for each request."""

    def __init__(self):
        agency = self
        self.answers, self.asked = [], []

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                agency.asked.append((self.path, dict(self.headers)))
                agency.answers.pop(0)(self)

            def log_message(self, *words):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=[0.01], daemon=True).start()

    def address(self, name="hd2024.csv"):
        return f"http://127.0.0.1:{self.server.server_port}/data/{name}"


@pytest.fixture
def agency(settings, monkeypatch):
    settings.DOWNLOADS_FROM_PRIVATE_NETWORKS = True
    monkeypatch.setattr(downloads, "PAUSE", 0)
    agency = Agency()
    yield agency
    agency.server.shutdown()
    agency.server.server_close()


def send(body, *, status=200, cut_after=None, **headers):
    """An answer with this body; `cut_after` hangs up after so many bytes of it."""

    def answer(handler):
        handler.send_response(status)
        for name, value in ({"Content-Length": len(body)} | headers).items():
            if value is not None:
                handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body[:cut_after])
        handler.wfile.flush()
        if cut_after is not None:
            handler.close_connection = True

    return answer


def rest_of(body, etag):
    """The rest of a file from where the reader has it."""

    def answer(handler):
        start = int(handler.headers["Range"].removeprefix("bytes=").removesuffix("-"))
        part = {"status": 206, "ETag": etag, "Content_Range": f"bytes {start}-{len(body) - 1}/{len(body)}"}
        send(body[start:], **part)(handler)

    return answer


def packed(content):
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("hd2024.csv", content)
    return buffer.getvalue()


def left_in(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_fetched_whole(agency, tmp_path):
    agency.answers = [send(FILE)]
    come = []
    path = downloads.fetch(agency.address(), tmp_path, on_bytes=lambda *progress: come.append(progress))
    assert path == tmp_path / "hd2024.csv"
    assert hashlib.sha256(path.read_bytes()).digest() == hashlib.sha256(FILE).digest()
    assert come[-1] == (len(FILE), len(FILE))
    assert left_in(tmp_path) == ["hd2024.csv"]


def test_a_cut_connection_goes_on_where_it_ended(agency, tmp_path):
    agency.answers = [send(FILE, cut_after=70_000, ETag='"one"'), rest_of(FILE, '"one"')]
    assert downloads.fetch(agency.address(), tmp_path).read_bytes() == FILE
    _, headers = agency.asked[1]
    assert headers["If-Range"] == '"one"'
    assert 0 < int(headers["Range"].removeprefix("bytes=").removesuffix("-")) <= 70_000


def test_a_file_that_changed_meanwhile_is_fetched_anew(agency, tmp_path):
    changed = FILE.replace(b"North", b"South")
    agency.answers = [send(FILE, cut_after=70_000, ETag='"one"'), send(changed, ETag='"two"')]
    assert downloads.fetch(agency.address(), tmp_path).read_bytes() == changed


def test_without_a_promise_that_it_is_the_same_file_nothing_is_gone_on_with(agency, tmp_path):
    agency.answers = [send(FILE, cut_after=70_000, ETag='W/"weak"'), send(FILE)]
    assert downloads.fetch(agency.address(), tmp_path).read_bytes() == FILE
    assert "Range" not in agency.asked[1][1]


def test_the_next_run_goes_on_with_what_has_come(agency, tmp_path, monkeypatch):
    monkeypatch.setattr(downloads, "TRIES", 1)
    agency.answers = [send(FILE, cut_after=70_000, ETag='"one"')]
    with pytest.raises(UnusableFile, match="is kept and gone on with"):
        downloads.fetch(agency.address(), tmp_path)
    agency.answers = [rest_of(FILE, '"one"')]
    assert downloads.fetch(agency.address(), tmp_path).read_bytes() == FILE
    assert left_in(tmp_path) == ["hd2024.csv"]


def test_a_part_of_another_place_than_asked_for_is_not_put_together(agency, tmp_path):
    wrong = send(FILE[10:], status=206, ETag='"one"', Content_Range=f"bytes 10-{len(FILE) - 1}/{len(FILE)}")
    agency.answers = [send(FILE, cut_after=70_000, ETag='"one"'), wrong, send(FILE)]
    assert downloads.fetch(agency.address(), tmp_path).read_bytes() == FILE


def test_a_server_that_has_no_such_rest_is_asked_for_the_whole_file(agency, tmp_path):
    agency.answers = [
        send(FILE, cut_after=70_000, ETag='"one"'),
        send(b"", status=416, Content_Range=f"bytes */{len(FILE)}"),
        send(FILE, ETag='"one"'),
    ]
    assert downloads.fetch(agency.address(), tmp_path).read_bytes() == FILE
    assert "Range" in agency.asked[1][1]
    assert "Range" not in agency.asked[2][1]


def test_after_a_part_of_another_place_the_whole_file_is_asked_for(agency, tmp_path):
    """The server would go on rightly where it was asked to, but what had come is gone."""
    wrong = {"status": 206, "ETag": '"one"', "Content_Range": f"bytes 5-{len(FILE) - 1}/{len(FILE)}"}
    agency.answers = [
        send(FILE, cut_after=70_000, ETag='"one"'),
        send(FILE[5:], **wrong),
        lambda handler: (rest_of(FILE, '"one"') if "Range" in handler.headers else send(FILE))(handler),
    ]
    assert downloads.fetch(agency.address(), tmp_path).read_bytes() == FILE


def test_a_full_disk_is_said_at_once_and_not_tried_again(agency, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(downloads, "_go_on", full)
    with pytest.raises(UnusableFile, match="does not fit on the disk"):
        downloads.fetch(agency.address(), tmp_path)


@pytest.mark.parametrize(
    "answer",
    [
        send(b"<!DOCTYPE html><title>Sorry</title>", Content_Type="text/html; charset=utf-8"),
        send(b"\n  <html><body>Please verify that you are human</body></html>", Content_Type="application/zip"),
    ],
    ids=["says so", "does not say so"],
)
def test_a_web_page_instead_of_a_file_is_refused(agency, tmp_path, answer):
    agency.answers = [answer]
    with pytest.raises(UnusableFile, match=r"web page instead of a file\. Download it in a browser"):
        downloads.fetch(agency.address("hd2024.zip"), tmp_path)
    assert left_in(tmp_path) == []


@pytest.mark.parametrize("says_its_length", [True, False])
def test_a_file_that_is_too_large_is_refused_and_not_kept(agency, tmp_path, monkeypatch, says_its_length):
    monkeypatch.setattr(downloads, "LARGEST_FILE", 100_000)
    length = {} if says_its_length else {"Content_Length": None, "Connection": "close"}
    agency.answers = [send(FILE, cut_after=None if says_its_length else len(FILE), **length)]
    with pytest.raises(UnusableFile, match="none of the agencies' files"):
        downloads.fetch(agency.address(), tmp_path)
    assert left_in(tmp_path) == []


def test_a_zip_bomb_is_fetched_and_then_refused_by_whoever_reads_it(agency, tmp_path, monkeypatch):
    monkeypatch.setattr(opening, "SURELY_SMALL", 10_000)
    agency.answers = [send(packed(b"UNITID,INSTNM\n" + b"229179,Pace\n" * 20_000))]
    path = downloads.fetch(agency.address("hd2024.zip"), tmp_path)
    with pytest.raises(UnusableFile, match="times its size: it is no table"):
        list(read_rows(path, ("UNITID", "INSTNM"), Problems()))


@pytest.mark.parametrize("status", [403, 404, 410])
def test_a_refusal_says_what_to_do(agency, tmp_path, status):
    agency.answers = [send(b"no", status=status)]
    with pytest.raises(UnusableFile, match=f"answered {status}.*name another one after --download"):
        downloads.fetch(agency.address(), tmp_path)


def test_a_server_that_is_busy_is_asked_again(agency, tmp_path):
    agency.answers = [send(b"later", status=503), send(FILE)]
    assert downloads.fetch(agency.address(), tmp_path).read_bytes() == FILE


def test_a_server_that_stays_busy_is_given_up(agency, tmp_path):
    agency.answers = [send(b"later", status=503)] * downloads.TRIES
    with pytest.raises(UnusableFile, match=r"503.*Try again later"):
        downloads.fetch(agency.address(), tmp_path)


def test_a_file_that_has_moved_is_followed(agency, tmp_path):
    agency.answers = [send(b"", status=302, Location="/elsewhere/hd2024.csv"), send(FILE)]
    assert downloads.fetch(agency.address(), tmp_path).read_bytes() == FILE
    assert agency.asked[1][0] == "/elsewhere/hd2024.csv"


def test_a_file_that_moves_for_ever_is_not(agency, tmp_path):
    agency.answers = [send(b"", status=302, Location="/data/hd2024.csv")] * 20
    with pytest.raises(UnusableFile, match="on and on"):
        downloads.fetch(agency.address(), tmp_path)


@pytest.mark.parametrize(
    "url",
    [
        "http://nces.ed.gov/data/hd2024.zip",
        "https://127.0.0.1/data/hd2024.zip",
        "https://user:word@nces.ed.gov/data/hd2024.zip",
        "ftp://nces.ed.gov/data/hd2024.zip",
    ],
)
def test_addresses_that_are_not_public_or_not_safe_are_not_asked(tmp_path, url):
    with pytest.raises(UnusableFile, match="is not fetched"):
        downloads.fetch(url, tmp_path)


@pytest.mark.parametrize("name", ["", "data.exe", "..%2f..%2fmanage.py", "%00.zip", "a" * 300 + ".zip"])
def test_a_name_that_is_no_file_of_ours_is_refused(tmp_path, name):
    with pytest.raises(UnusableFile, match="names no file that can be read"):
        downloads.fetch(f"https://nces.ed.gov/data/{name}", tmp_path)


def test_an_address_is_made_of_the_year():
    assert Address("https://a.example/HD{year}.zip", "{year}-{next}").of(2024) == (
        "https://a.example/HD2024.zip",
        "2024-25",
    )
    assert Address("https://a.example/oesm{yy}all.zip").of(2009) == ("https://a.example/oesm09all.zip", "")
    assert Address("https://a.example/C{year}_A.zip", "{before}-{yy}").of(2024)[1] == "2023-24"
