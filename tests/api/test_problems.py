"""Every error under /api/ is a problem that a program can read, whoever noticed it."""

import pytest
from django.urls import reverse

from programs.api.views import ProgramViewSet
from tests.factories import ProgramFactory

pytestmark = pytest.mark.django_db
PROGRAMS = reverse("api-v1:program-list")


def assert_problem(response, status):
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    body = response.json()
    assert body["status"] == status
    assert {"type", "title", "detail", "instance"} <= body.keys()
    return body


@pytest.mark.parametrize(
    "address",
    [
        "/api/",
        "/api/nowhere/",
        "/api/v2/programs/",
        "/api/v1/nowhere/",
        "/api/v1/programs/no-such-program/",
        "/api/v1/releases/abc/",
        "/api/v1/%00/",
        "/api/v1/%0a/",
        "/api/v1/programs/%ff/",
    ],
)
def test_an_address_that_leads_nowhere_is_not_found(client, address):
    assert_problem(client.get(address), 404)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_writing_is_not_allowed(client, method):
    body = assert_problem(getattr(client, method)(PROGRAMS), 405)
    assert "read-only" in body["detail"]


def test_allow_says_what_is(client):
    assert client.post(PROGRAMS)["Allow"] == "GET, HEAD, OPTIONS"


def test_broken_json_is_a_problem_as_well(client):
    assert_problem(client.post(PROGRAMS, "{broken", content_type="application/json"), 405)


def test_posting_to_nowhere_is_not_found_even_where_forms_are_guarded(client):
    client.handler.enforce_csrf_checks = True
    assert_problem(client.post("/api/nowhere/"), 404)


def test_a_crash_is_a_problem_that_gives_nothing_away(client, monkeypatch):
    def crash(self):
        raise RuntimeError("the secret of the house")

    monkeypatch.setattr(ProgramViewSet, "get_queryset", crash)
    client.raise_request_exception = False

    response = client.get(PROGRAMS)

    assert_problem(response, 500)
    assert "secret" not in response.content.decode()


def test_a_wrong_host_is_a_problem(client):
    assert_problem(client.get(PROGRAMS, headers={"host": "elsewhere.example"}), 400)


def test_too_many_parameters_are_a_problem(client):
    assert_problem(client.get(PROGRAMS, [("level", "masters")] * 1_500), 400)


def test_problems_keep_the_security_headers(client):
    response = client.get("/api/nowhere/")
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"


def test_pages_keep_their_own_errors(client):
    response = client.get("/no-such-page/")
    assert response.status_code == 404
    assert response["Content-Type"].startswith("text/html")


def test_every_mistake_is_listed_at_once(client):
    query = "levle=masters&level=x&level=masters&level=y&state=ohio&earnings_min=much&page_size=0&listed=no"

    body = assert_problem(client.get(f"{PROGRAMS}?{query}"), 400)

    assert [(error["parameter"], error["value"]) for error in body["errors"]] == [
        ("levle", "masters"),
        ("page_size", "0"),
        ("level", "x"),
        ("level", "y"),
        ("state", "ohio"),
        ("earnings_min", "much"),
        ("listed", "no"),
    ]
    assert all(error["detail"] and error["expected"] for error in body["errors"])


def test_a_misspelt_parameter_is_told_the_nearest_one(client):
    (error,) = client.get(PROGRAMS, {"earning_min": "50000"}).json()["errors"]
    assert "Did you mean earnings_min?" in error["detail"]
    assert "earnings_min" in error["expected"]


def test_a_misspelt_word_is_told_the_nearest_one(client):
    (error,) = client.get(PROGRAMS, {"level": "Master"}).json()["errors"]
    assert "Did you mean masters?" in error["detail"]


def test_a_lower_case_state_is_told_the_postal_code(client):
    (error,) = client.get(PROGRAMS, {"state": "tx"}).json()["errors"]
    assert "Did you mean TX?" in error["detail"]


@pytest.mark.parametrize(
    "query", ["sort=debt&sort=earnings", "page_size=1&page_size=2", "q=a&q=b", "format=json&format=json"]
)
def test_a_parameter_of_one_value_is_not_given_twice(client, query):
    (error,) = assert_problem(client.get(f"{PROGRAMS}?{query}"), 400)["errors"]
    assert "one value" in error["detail"]


@pytest.mark.parametrize(
    "address",
    [
        f"{PROGRAMS}?q=%00&sort=distance&miles=5&state=tx&earnings=much&cip=x&page_size=0&cursor=x&count=maybe&levle=x",
        f"{PROGRAMS}?q=a&q=b&fields=nothing&include=nobody",
        "/api/v1/certifications/?q=%00&occupation=x",
        "/api/v1/schools/?q=%00",
        "/api/v1/wages/?occupation=x&area=x&year=x&sort=x",
        "/api/v1/changes/?after=x&after=y&resource=x&include=x&page_size=x",
    ],
)
def test_every_mistake_says_what_was_expected(client, address):
    labels = {"Keyword", "Words", "Sort by", "Occupation"}
    for error in assert_problem(client.get(address), 400)["errors"]:
        assert error["expected"], error
        assert str(error["expected"]) not in labels


def test_an_empty_value_is_no_choice(client):
    ProgramFactory()
    response = client.get(
        f"{PROGRAMS}?q=&level=&state=&earnings_min=&sort=&listed=&fields=&include=&cursor=&page_size="
    )
    assert response.status_code == 200
    assert len(response.json()["results"]) == 1


def test_a_single_thing_takes_no_filters(client):
    program = ProgramFactory()
    response = client.get(reverse("api-v1:program-detail", args=[program.slug]), {"level": "masters"})
    assert_problem(response, 400)


def test_a_long_wrong_value_is_not_repeated_in_full(client):
    (error,) = client.get(PROGRAMS, {"level": "x" * 5_000}).json()["errors"]
    assert len(error["value"]) == 200
