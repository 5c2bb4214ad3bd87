"""Whoever makes an answer, the portal, gunicorn or nginx: it carries the security headers, once."""

import json

import pytest

from careerportal.operations.headers import HEADERS
from tests.operations.servers import NGINX, OPENSSL, answer, free_port, gunicorn, nginx

pytestmark = pytest.mark.xdist_group("servers")

ALWAYS = {"content-security-policy", *(name.lower() for name in HEADERS)}
HOST = "Host: 127.0.0.1\r\n"
LONG = "a" * 20_000


def request(path="/", *headers, method="GET", body=""):
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", "Connection: close", *headers]
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


REFUSED = {
    "an address that is too long": (request("/" + LONG), 414),
    "a header that is too long": (request("/", f"X-Long: {LONG}"), 431),
    "no method": (f"!! / HTTP/1.1\r\n{HOST}\r\n".encode(), 400),
    "no header": (f"GET / HTTP/1.1\r\n{HOST}no colon\r\n\r\n".encode(), 400),
}


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    with gunicorn(tmp_path_factory.mktemp("gunicorn")) as port:
        yield port


@pytest.fixture(scope="module")
def site(portal, tmp_path_factory):
    if not (NGINX and OPENSSL):
        pytest.skip("no nginx on this machine (Debian: apt-get install nginx-light openssl)")
    with nginx(tmp_path_factory.mktemp("nginx"), portal) as ports:
        yield ports


@pytest.fixture(scope="module")
def site_without_portal(tmp_path_factory):
    if not (NGINX and OPENSSL):
        pytest.skip("no nginx on this machine (Debian: apt-get install nginx-light openssl)")
    with nginx(tmp_path_factory.mktemp("alone"), free_port()) as ports:
        yield ports


def headers_of(said):
    """The status and the headers of an answer; each may stand there once."""
    head = said.partition("\r\n\r\n")[0].split("\r\n")
    found = {}
    for line in head[1:]:
        name, _, value = line.partition(": ")
        assert name.lower() not in found, f"{name} twice"
        found[name.lower()] = value
    return int(head[0].split()[1]), found


def holds(said, status, *, is_tls=False):
    """An answer has its status and every header."""
    told, headers = headers_of(said)
    assert told == status
    assert {*ALWAYS, *(["strict-transport-security"] if is_tls else [])} - headers.keys() == set()
    assert headers["permissions-policy"] == HEADERS["Permissions-Policy"]
    return headers


class TestGunicorn:
    @pytest.mark.parametrize("what", REFUSED)
    def test_refuses_with_them_and_says_nothing_back(self, portal, what):
        sent, status = REFUSED[what]
        said = answer(portal, sent)
        headers = holds(said, status)
        assert headers["cache-control"] == "no-store"
        assert "no colon" not in said
        assert "!!" not in said

    def test_address_of_eight_kilobytes_is_taken(self, portal):
        path = "/healthz/live?q=" + "a" * 8_000
        assert headers_of(answer(portal, request(path)))[0] == 200

    def test_way_to_https_has_them(self, portal):
        headers = holds(answer(portal, request("/programs/")), 301)
        assert headers["location"] == "https://127.0.0.1/programs/"

    def test_static_files_have_them(self, portal):
        https = "X-Forwarded-Proto: https"
        assert holds(answer(portal, request("/static/style.css", https)), 200, is_tls=True)["content-type"].startswith(
            "text/css"
        )
        holds(answer(portal, request("/static/no-such.css", https)), 404, is_tls=True)

    def test_host_of_somebody_else_has_them(self, portal):
        holds(answer(portal, b"GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"), 400)


class TestNginx:
    def test_way_to_https_has_them(self, site):
        headers = holds(answer(site[0], request("/programs/?state=TX")), 301)
        assert headers["location"] == "https://127.0.0.1/programs/?state=TX"

    @pytest.mark.parametrize("what", REFUSED)
    def test_refuses_with_them(self, site, what):
        sent, status = REFUSED[what]
        holds(answer(site[1], sent, is_tls=True), 400 if status == 431 else status, is_tls=True)

    def test_plain_http_for_https_has_them(self, site):
        holds(answer(site[1], request()), 400)

    def test_body_that_is_too_large_is_refused_with_them(self, site):
        sent = request("/report/", "Content-Length: 99999999", method="POST")
        holds(answer(site[1], sent, is_tls=True), 413, is_tls=True)

    @pytest.mark.parametrize("path", ["/healthz/live", "/static/style.css", "/static/no-such.css", "/no-such-page/"])
    def test_adds_none_to_what_the_portal_says(self, site, path):
        for _ in range(2):  # The second may come from nginx's cache.
            status, headers = headers_of(answer(site[1], request(path), is_tls=True))
            assert status in (200, 404, 503)
            assert ALWAYS - headers.keys() == set()
            if "style" in path:
                assert "no-store" not in headers.get("cache-control", "")
                assert "style-src 'self'" in headers["content-security-policy"]

    @pytest.mark.parametrize(("path", "kind"), [("/", "text/html"), ("/api/v1/programs/", "application/problem+json")])
    def test_says_that_the_portal_is_away_with_them(self, site_without_portal, path, kind):
        headers = holds(answer(site_without_portal[1], request(path), is_tls=True), 503, is_tls=True)
        assert (headers["content-type"], headers["retry-after"], headers["cache-control"]) == (kind, "5", "no-store")


@pytest.mark.parametrize("log_format", ["json", "text"])
def test_gunicorns_own_lines_are_written_as_the_portals(tmp_path, log_format):
    with gunicorn(tmp_path, LOG_FORMAT=log_format) as port:
        answer(port, request("/", "X-Secret: of a reader", "no colon but a secret"))
    lines = (tmp_path / "gunicorn.log").read_text(encoding="utf-8").splitlines()
    said = [json.loads(line)["message"] if log_format == "json" else line for line in lines]
    assert [line for line in said if "Listening at" in line]
    assert [line for line in said if "Refused what is no request" in line]
    assert not [line for line in said if "secret" in line or "ip=" in line]
    if log_format == "json":
        assert {"gunicorn.error"} <= {json.loads(line)["logger"] for line in lines}
    assert len([line for line in said if "Listening at" in line]) == 1


@pytest.mark.parametrize("level", ["info", "debug"])
def test_gunicorn_writes_nothing_of_who_read_what(tmp_path, level):
    reader = ("Referer: https://elsewhere.example/", "User-Agent: their-browser", "X-Forwarded-Proto: https")
    with gunicorn(tmp_path, GUNICORN_LOG_LEVEL=level) as port:
        assert headers_of(answer(port, request("/healthz/live?q=their-words", *reader)))[0] == 200
        assert headers_of(answer(port, request("/static/no-such.css?q=their-words", *reader)))[0] == 404
    said = (tmp_path / "gunicorn.log").read_text(encoding="utf-8")
    assert "Listening at" in said
    assert not [word for word in ("their-words", "elsewhere.example", "their-browser") if word in said]
