"""What a field of study is, in the words of the federal classification, wherever a reader meets the field."""

import re

import pytest
from django.urls import reverse

from careerportal.datasets.pipeline import refresh
from careerportal.datasets.publishing import newest_live, roll_back
from careerportal.datasets.registry import get
from careerportal.sync import kept
from programs import definitions
from tests import federal_files
from tests.factories import FieldOfStudyFactory, ProgramFactory

pytestmark = pytest.mark.django_db

FIRST = (
    "A program that prepares individuals to manage the specialized business functions of a medical or clinical office."
)
REST = "Includes instruction in business office operations, record-keeping in the U.S. Army, and personnel supervision."
OFFICE = "Medical Office Management/Administration"


@pytest.fixture
def office():
    return FieldOfStudyFactory(code="51.0705", title=OFFICE, definition=f"{FIRST} {REST}")


def page(client, program, language=""):
    return " ".join(client.get(f"{language}{program.get_absolute_url()}").text.split())


class TestText:
    def test_of_a_long_one_the_first_sentence_is_shown_and_the_rest_folded(self, office):
        found = definitions.of("51.0705")
        assert (found.first, found.rest) == (FIRST, REST)

    def test_a_short_one_is_whole(self):
        FieldOfStudyFactory(code="51.0799", definition="Any program. Not listed above.")
        found = definitions.of("51.0799")
        assert (found.first, found.rest) == ("Any program. Not listed above.", "")

    def test_one_without_a_second_sentence_is_whole(self):
        FieldOfStudyFactory(code="51.0799", definition="A program of the U.S. Army " + "and others " * 30)
        assert definitions.of("51.0799").rest == ""

    def test_nothing_is_loaded(self):
        found = definitions.of("51.0705")
        assert (found.text, found.why_blank) == ("", "not_collected")

    def test_the_classification_does_not_have_it(self, office):
        assert definitions.of("51.0701").why_blank == "unknown"

    def test_a_field_of_four_digits_takes_others_in(self, office):
        FieldOfStudyFactory(code="51.07", title="Health Administration", definition="Defined in 51.0701 - 51.0799.")
        FieldOfStudyFactory(code="52.0101")
        assert definitions.of("51.07").takes_in == (f"51.0705 {OFFICE}",)

    def test_they_are_read_once_until_the_data_change(self, office, django_assert_num_queries):
        definitions.of("51.0705", serial=7)
        with django_assert_num_queries(0):
            assert definitions.of("51.0701", serial=7).why_blank == "unknown"
        office.delete()
        assert definitions.of("51.0705", serial=8).text == ""


class TestProgramPage:
    def test_it_says_what_the_field_is_and_who_says_so(self, client, office):
        html = page(client, ProgramFactory(cip="51.0705", title=OFFICE))
        assert "What this field of study is" in html
        assert f'<p lang="en">{FIRST}</p>' in html
        assert re.search(rf"<details class=\"more\"> <summary>.*?</summary> <p lang=\"en\">{REST}</p> </details>", html)
        assert "Classification of Instructional Programs</a>, 2020 edition" in html

    def test_in_spanish_the_definition_stays_english_and_is_marked(self, client, office):
        html = page(client, ProgramFactory(cip="51.0705", title=OFFICE), language="/es")
        assert f'<p lang="en">{FIRST}</p>' in html
        assert "en inglés" in html
        assert "El resto de la definición" in html

    def test_where_nothing_is_loaded_it_says_so(self, client):
        assert "The federal definition of this field is not loaded here yet." in page(client, ProgramFactory())

    def test_where_the_classification_has_none_it_says_so(self, client, office):
        html = page(client, ProgramFactory(cip="51.0701"))
        assert "The federal classification that is loaded here has no definition of this field." in html

    def test_hostile_words_are_words(self, client):
        hostile = "<script>alert(1)</script>\" onload='x' {{ 7|add:7 }} " + "and more. " * 30 + "</details>"
        FieldOfStudyFactory(code="51.0705", title="<b>Office</b>", definition=hostile)
        html = page(client, ProgramFactory(cip="51.0705"))
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&#x27;x&#x27; {{ 7|add:7 }}" in html
        assert "<b>Office" not in html


class TestSearch:
    def results(self, client, **chosen):
        return " ".join(client.get(reverse("programs:list"), chosen).text.split())

    def test_a_chosen_field_is_explained(self, client, office):
        ProgramFactory(cip="51.0705", title=OFFICE)
        html = self.results(client, field="51.0705")
        assert f'What <span lang="en">{OFFICE}</span> is' in html
        assert f'<p lang="en">{FIRST} {REST}</p>' in html

    def test_of_many_chosen_fields_the_first_few_are(self, client):
        codes = [f"51.07{number:02}" for number in range(1, 9)]
        for code in codes:
            ProgramFactory(cip=code, title=f"Field {code}")
        assert self.results(client, field=codes).count("is not loaded here yet") == 5

    def test_without_a_field_nothing_is(self, client, office):
        ProgramFactory(cip="51.0705", title=OFFICE)
        assert FIRST not in self.results(client)


class TestPartners:
    def said(self, client, code="51.0705"):
        return client.get(reverse("api-v1:field-detail", args=[code])).json()

    def test_they_read_it_with_its_source(self, client, office):
        ProgramFactory(cip="51.0705", title=OFFICE)
        said = self.said(client)
        assert said["definition"] == f"{FIRST} {REST}"
        assert (said["definition_source"]["key"], said["definition_source"]["edition"]) == ("cip", "2020")
        assert said["blanks"] == {}

    def test_a_blank_says_why(self, client):
        ProgramFactory(cip="51.0705", title=OFFICE)
        assert self.said(client)["blanks"] == dict.fromkeys(["definition", "definition_source"], "not_collected")
        FieldOfStudyFactory(code="51.0701")
        kept.forget()
        assert self.said(client)["blanks"] == dict.fromkeys(["definition", "definition_source"], "unknown")


def test_they_come_with_the_file_and_go_with_a_rollback(client, tmp_path):
    program = ProgramFactory(curated=True, cip="51.0701", title="Health/Health Care Administration/Management")
    assert "is not loaded here yet" in page(client, program)
    refresh(get("cip"), federal_files.fields(tmp_path, {}), edition="2020")
    assert "develop, plan, and manage health care operations" in page(client, program)
    roll_back(newest_live("cip"))
    assert "is not loaded here yet" in page(client, program)


def test_the_agencys_own_file_gives_every_field_one(shared_data):
    refresh(get("cip"), shared_data / "cip" / "CIPCode2020.csv.gz", edition="2020")
    innovation = definitions.of("51.0722")
    assert innovation.first.endswith("lead change within a healthcare organization.")
    assert innovation.rest.startswith("Includes instruction in innovation management")
    assert len(definitions.of("51.07").takes_in) == 24
