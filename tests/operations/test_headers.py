"""Every answer, whoever made it, carries the headers that keep a browser from being misled."""

import pytest
from django.test import override_settings
from django.urls import reverse

from tests.factories import ProgramFactory

pytestmark = pytest.mark.django_db

CSP = {
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
    "connect-src 'self'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'",
}  # fmt: skip


ADDRESSES = [
    *("/", "/programs/", "/no-such-page/", "/robots.txt", "/sitemap.xml", "/healthz/live", "/admin/"),
    *("/api/v1/programs/", "/api/v1/no-such-thing/"),
]


@pytest.mark.parametrize("address", ADDRESSES)
@override_settings(SECURE_HSTS_SECONDS=63_072_000)
def test_every_answer_carries_the_security_headers(client, address):
    headers = client.get(address, secure=True).headers
    assert {part.strip() for part in headers["Content-Security-Policy"].split(";")} == CSP
    assert headers["Strict-Transport-Security"].startswith("max-age=63072000")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_a_page_that_was_kept_carries_them_too(client):
    ProgramFactory()
    first, again = client.get(reverse("programs:list")), client.get(reverse("programs:list"))
    not_modified = client.get(reverse("programs:list"), headers={"if-none-match": first["ETag"]})
    assert not_modified.status_code == 304
    for answer in (again, not_modified):
        assert answer["Permissions-Policy"] == first["Permissions-Policy"]
        assert answer["Content-Security-Policy"]


def test_refused_host_is_answered_with_them(client):
    answer = client.get("/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert answer["Content-Security-Policy"]
