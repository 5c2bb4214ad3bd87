"""Whatever stands after the question mark, the search page answers it: never a 5xx, on either database.

`QUERY_STRINGS=10000 python -m pytest tests/programs/test_any_query_string.py` asks ten thousand; usually it is 300.
"""

import os
from urllib.parse import quote_from_bytes, urlencode

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from programs.filters import ProgramFilterSet

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter"), pytest.mark.xdist_group("any_query_string")]

MANY = int(os.environ.get("QUERY_STRINGS", "300"))

NAMES = st.sampled_from([*ProgramFilterSet.known_parameters(), "page", "q", "q"]) | st.text(max_size=12)
RIGHT = st.sampled_from(
    [
        *("masters", "associate", "TX", "or", "public", "online", "earnings", "debt", "south", "all", "1", "2"),
        *("-earnings", "payback", "distance", "name", "relevance", "large", "43215", "Columbus, OH", "50", "30k"),
        *("health admin purdue", "univercity of phenix", "online mha in texas under 30k debt", "best paid near me"),
    ]
)
HOSTILE = st.sampled_from(
    [
        *(
            "\x00",
            "q\x00q",
            '"',
            "'",
            "*",
            "NEAR(a b)",
            "a AND",
            "school:",
            "-",
            "(",
            "\\",
            "%",
            "_",
            "C++ \"unbal' OR -x* (",
        ),
        *("& | !", "a:*", "<->", "$1", "%s", "; DROP TABLE programs_program; --", "<script>", "{{ 7*7 }}", "=cmd()"),
        *(
            "-1",
            "0",
            "9" * 30,
            "1e308",
            "NaN",
            "-inf",
            "\u0663\u0664",
            "1_000",
            " ",
            "\t\r\n",
            "\ufffd",
            "../../etc/passwd",
        ),
        *("\u202e\u0627\u0628", "\U0001f469\U0001f3fd\u200d\u2695\ufe0f" * 40, "e\u0301" * 200, "x" * 10_000),
    ]
)
VALUES = RIGHT | HOSTILE | st.text(max_size=40) | st.integers().map(str) | st.floats().map(str)
PAIRS = st.lists(st.tuples(NAMES, VALUES), max_size=6).map(lambda pairs: urlencode(pairs, errors="surrogatepass"))
BYTES = st.binary(max_size=40).map(quote_from_bytes)
RAW = st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=60)
QUERY_STRINGS = PAIRS | PAIRS | st.tuples(NAMES.map(lambda name: urlencode({name: ""})), BYTES | RAW).map("".join) | RAW


@settings(max_examples=MANY, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(QUERY_STRINGS)
def test_the_search_page_answers_any_query_string(client, query_string):
    response = client.get(reverse("programs:list"), QUERY_STRING=query_string)
    assert response.status_code == 200
    assert response.content.rstrip().endswith(b"</html>")


@settings(max_examples=max(MANY // 10, 50), deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(QUERY_STRINGS, st.sampled_from(["suggest", "feed", "export"]))
def test_suggestions_feeds_and_exports_answer_or_say_what_is_wrong(client, query_string, surface):
    address = reverse(f"programs:{surface}", args=["csv"] if surface == "export" else [])
    response = client.get(address, QUERY_STRING=query_string)
    assert response.status_code in (200, 400)
    assert b"".join(response.streaming_content) if response.streaming else True
