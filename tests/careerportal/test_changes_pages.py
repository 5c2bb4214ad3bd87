"""The public log of what each release changed: in words, newest first, with what was taken back, and as a feed."""

import pytest
from django.urls import reverse

from careerportal import changed_rows
from careerportal.datasets import changelog, publishing
from careerportal.datasets.models import Release
from careerportal.datasets.pipeline import refresh
from careerportal.datasets.registry import get
from tests import federal_files
from tests.factories import ReleaseFactory, SchoolFactory

pytestmark = pytest.mark.django_db

SOURCE = "scorecard-field-of-study"
OTHERS = [{"UNITID": str(number), "INSTNM": f"School {number}"} for number in range(1, 20)]


def load(folder, *rows, edition="June 2026"):
    return refresh(get(SOURCE), federal_files.scorecard(folder, *rows), edition=edition).release


@pytest.fixture
def two_editions(tmp_path):
    first = load(tmp_path, {}, *OTHERS)
    return first, load(tmp_path, {"EARN_MDN_4YR": "91000"}, {"UNITID": "7777"}, *OTHERS[1:], edition="June 2027")


def words_of(response):
    return " ".join(response.text.split())


class TestLog:
    def test_it_says_in_words_what_each_release_changed_newest_first(self, client, two_editions):
        text = words_of(client.get(reverse("data-changes")))
        for words in (
            "20 programs are new.",
            "1 program is new.",
            "1 program left the federal list.",
            "What graduates earn and owe changed for 1 program.",
            "Median earnings: 1",
        ):
            assert words in text, words
        assert text.index("June 2027") < text.index("June 2026")

    def test_what_was_taken_back_is_said_to_be(self, client, two_editions):
        publishing.roll_back(publishing.newest_live(SOURCE))
        text = words_of(client.get(reverse("data-changes")))
        assert text.count("Taken back on") == 1
        assert "the figures are as they were before it" in text

    def test_what_is_only_previewed_is_nobodys_business(self, client, tmp_path, settings):
        settings.RELEASE_FOLDER = tmp_path / "releases"
        path = federal_files.scorecard(tmp_path, {})
        release = publishing.preview(get(SOURCE), path, edition="June 2028").release
        assert "June 2028" not in client.get(reverse("data-changes")).text
        assert client.get(reverse("data-release", args=[release.pk])).status_code == 404

    def test_it_has_pages(self, client):
        ReleaseFactory.create_batch(21)
        first, second = (client.get(reverse("data-changes"), {"page": page}) for page in (1, 2))
        assert first.text.count("<article") == 20
        assert second.text.count("<article") == 1
        assert "evil" not in client.get(reverse("data-changes"), {"page": 2, "next": "evil"}).text
        assert "This list has no page “99”" in client.get(reverse("data-changes"), {"page": 99}).text

    def test_a_page_asks_two_queries(self, client, two_editions, django_assert_num_queries):
        # How many releases there are; those of the page. (The serial is known.)
        client.get(reverse("corrections"))
        with django_assert_num_queries(3):
            client.get(reverse("data-changes"))

    def test_it_is_kept_until_a_release_moves_the_serial(self, client, two_editions):
        first = client.get(reverse("data-changes"))
        again = client.get(reverse("data-changes"), headers={"If-None-Match": first["ETag"]})
        assert again.status_code == 304
        publishing.roll_back(publishing.newest_live(SOURCE))
        moved = client.get(reverse("data-changes"), headers={"If-None-Match": first["ETag"]})
        assert moved.status_code == 200
        assert "Taken back on" in moved.text

    def test_data_page_and_footer_lead_there(self, client):
        assert client.get(reverse("data")).text.count(f'href="{reverse("data-changes")}"') == 2
        assert f'href="{reverse("data-changes")}"' in client.get("/").text


class TestRelease:
    def test_its_page_names_rows_columns_and_values(self, client, two_editions):
        text = words_of(client.get(reverse("data-release", args=[two_editions[1].pk])))
        for words in (
            "Texas Woman&#x27;s University, 51.07, Master&#x27;s degree",
            "Median earnings",
            "$90,503",
            "$91,000",
        ):
            assert words in text, words

    def test_page_of_a_release_asks_one_query_for_each_kind_of_row(
        self, client, two_editions, django_assert_max_num_queries
    ):
        # The serial in this transaction, the release, schools by number and by address.
        with django_assert_max_num_queries(5):
            client.get(reverse("data-release", args=[two_editions[1].pk]))

    def test_release_from_before_details_were_kept_still_has_its_counts(self, client):
        counts = {"created": 3, "updated": 0, "withdrawn": 0, "unchanged": 0}
        release = ReleaseFactory(report={"schools": counts}, details={})
        assert "3 schools are new." in client.get(reverse("data-release", args=[release.pk])).text


class TestFeed:
    def test_each_release_is_an_entry_and_one_that_is_taken_back_a_new_one(self, client, two_editions):
        address = reverse("data-changes-feed")
        before = client.get(address)
        assert before["Content-Type"].startswith("application/atom+xml")
        assert before.text.count("<entry>") == 2
        assert "1 program left the federal list." in before.text
        publishing.roll_back(publishing.newest_live(SOURCE))
        after = client.get(address)
        pk = two_editions[1].pk
        assert f"releases/{pk}/rolled-back</id>" in after.text
        assert "June 2027: taken back</title>" in after.text


class TestWords:
    @pytest.mark.parametrize(
        ("counts", "sentences"),
        [
            ({}, ["Every figure is as it was before; only the edition is new."]),
            ({"wages": (2_031, 0, 0)}, ["Pay is new for 2,031 occupations in a place and year."]),
            ({"widgets": (0, 1, 2)}, ["Widgets: 1 row changed.", "Widgets: 2 rows are no longer published."]),
            ({"schools": (0, 0, 1)}, ["1 school left the federal list."]),
        ],
    )
    def test_counts_become_sentences(self, counts, sentences):
        names = ("created", "updated", "withdrawn")
        report = {table: dict(zip(names, numbers, strict=True)) for table, numbers in counts.items()}
        assert [str(one) for one in changelog.sentences(Release(report=report))] == sentences

    @pytest.mark.parametrize(
        ("column", "held", "words"),
        [
            ("earnings", 90_503, "$90,503"),
            ("hourly_p50", 56.7, "$56.70"),
            ("earnings_horizon", 4, "4"),
            ("employment", 616_200, "616,200"),
            ("successor_unitid", 229179, "229179"),
            ("control", "nonprofit", "Private, nonprofit"),
            ("is_listed", False, "No"),
            ("website", "", "Blank"),
            ("debt", None, "Blank"),
            ("in its place", "a-college-health-masters", "One program for the whole field"),
            ("in its place", "51.0701 masters; 51.0799 masters", "51.0701, Master's degree; 51.0799, Master's degree"),
        ],
    )
    def test_values_are_said_as_pages_say_them(self, column, held, words):
        assert changed_rows.value(column, held) == words

    def test_row_that_is_gone_is_called_by_its_key(self):
        school = SchoolFactory(name="Kept College", unitid=229179)
        keys = ["229179:51.07:masters", "1:51.07:masters"]
        rows = changed_rows.called("outcomes", keys)
        assert rows[keys[0]] == ("Kept College, 51.07, Master's degree", school.get_absolute_url())
        assert rows[keys[1]].name == keys[1]
