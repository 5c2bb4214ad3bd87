"""Completions tell programs apart: the four-digit ones give way, and come back when they must. Nothing is lost."""

from itertools import permutations

import pytest
from django.urls import reverse

from careerportal.datasets import publishing
from careerportal.datasets.models import Finding, Release
from careerportal.datasets.pipeline import Refused, refresh
from careerportal.datasets.registry import get
from careerportal.reports import facts
from careerportal.sync import ledger
from careerportal.sync.models import Change
from careerportal.taxonomy.topics import Topic
from programs import mirror_check, typical
from programs.cards import Card
from programs.fields import FieldOfStudy
from programs.models import Program, School
from programs.views import graduates_in_all
from tests import federal_files
from tests.factories import AccreditationFactory, ProgramFactory, ProgramTopicFactory, SchoolFactory

pytestmark = pytest.mark.django_db

SCORECARD, COMPLETIONS = "scorecard-field-of-study", "ipeds-completions"
CERTIFICATE = {"CREDLEV": "8", "CREDDESC": "Graduate/Professional Certificate"}
TITLES = [
    {"CIPCode": "51.07", "CIPTitle": "Health and Medical Administrative Services."},
    {},
    {"CIPCode": "51.0705", "CIPTitle": "Medical Office Management/Administration."},
]


@pytest.fixture
def titles(tmp_path):
    load("cip", federal_files.fields(tmp_path, *TITLES), "2020")


def load(source, path, edition, **options):
    return refresh(get(source), path, edition=edition, **options)


def listed(folder, *rows, edition="June 2026", **options):
    """Load what College Scorecard lists."""
    return load(SCORECARD, federal_files.scorecard(folder, *rows), edition, **options)


def offered(folder, *rows, edition="2023-24", **options):
    """Load what completions say is offered."""
    return load(COMPLETIONS, federal_files.completions(folder, *rows), edition, **options)


def programs():
    """(CIP, level, title) of every program that readers see."""
    return list(Program.objects.published().order_by("cip", "level").values_list("cip", "level", "title"))


def state():
    """What the federal files have made of all programs, whatever their numbers in the database."""
    names = ("federal_key", "title", "is_current", "status", "outcome__cip4", "outcome__level", "outcome__earnings")
    return sorted(Program.objects.values_list(*names), key=str)


class TestGivingWay:
    def test_one_gives_way_to_one_with_the_title_of_the_classification(self, titles, tmp_path):
        listed(tmp_path, {})
        offered(tmp_path, {})
        assert programs() == [("51.0701", "masters", "Health/Health Care Administration/Management")]
        program = Program.objects.published().get()
        assert program.slug == "texas-womans-university-health-health-care-administration-management-masters"
        assert program.outcome.earnings == 90503

    def test_without_the_classification_a_title_says_the_code(self, tmp_path):
        listed(tmp_path, {})
        offered(tmp_path, {})
        assert programs() == [("51.0701", "masters", "Health and Medical Administrative Services (51.0701)")]
        assert Finding.objects.get(kind="field of study without a title").subject == "51.0701"

    def test_titles_follow_when_the_classification_is_loaded_later(self, tmp_path):
        listed(tmp_path, {})
        offered(tmp_path, {})
        slug, serial = Program.objects.published().get().slug, ledger.serial()
        load("cip", federal_files.fields(tmp_path, *TITLES), "2020")
        assert programs() == [("51.0701", "masters", "Health/Health Care Administration/Management")]
        told = Change.objects.filter(serial__gt=serial).exclude(resource="releases")
        assert list(told.values_list("resource", "key", "action")) == [("programs", slug, "updated")]

    def test_the_search_finds_a_program_by_its_title_as_it_is_now(self, tmp_path):
        listed(tmp_path, {})
        offered(tmp_path, {"CIPCODE": "51.0705"})
        assert not Program.objects.published().matching("medical office management").exists()
        load("cip", federal_files.fields(tmp_path, *TITLES), "2020")
        assert Program.objects.published().matching("medical office management").get().cip == "51.0705"

    def test_length_bands_are_one_program_that_keeps_them(self, client, titles, tmp_path):
        listed(tmp_path, {"CREDLEV": "1"})
        offered(tmp_path, {"AWLEVEL": "20"}, {"AWLEVEL": "2"}, {"AWLEVEL": "4", "CTOTALT": "0"})
        program = Program.objects.published().get()
        page = client.get(program.get_absolute_url()).content.decode()
        assert "under 12 weeks; 1 to under 2 years; 2 to under 4 years" in page
        answer = client.get(reverse("api-v1:program-detail", args=[program.slug])).json()
        assert answer["completions"][0]["lengths"] == ["under 12 weeks", "1 to under 2 years", "2 to under 4 years"]

    def test_a_program_that_nobody_finished_is_offered(self, titles, tmp_path):
        listed(tmp_path, {})
        offered(tmp_path, {"CTOTALT": "0"})
        assert [cip for cip, *_ in programs()] == ["51.0701"]

    def test_undecided_certificate_becomes_what_completions_say(self, titles, tmp_path):
        listed(tmp_path, CERTIFICATE)
        offered(tmp_path, {"AWLEVEL": "6"}, {"AWLEVEL": "8"})
        assert [(cip, level) for cip, level, _ in programs()] == [
            ("51.0701", "postbaccalaureate"),
            ("51.0701", "postmasters"),
        ]
        assert {program.outcome.level for program in Program.objects.published()} == {"graduate-certificate"}

    def test_where_completions_say_nothing_the_stand_in_stays_and_is_a_finding(self, titles, tmp_path):
        listed(tmp_path, {}, {"CREDLEV": "3"})
        offered(tmp_path, {})
        assert [(cip, level) for cip, level, _ in programs()] == [("51.07", "bachelors"), ("51.0701", "masters")]
        finding = Finding.objects.get(kind="program without completions")
        assert (finding.subject, finding.release.source) == ("229179:51.07:bachelors", COMPLETIONS)

    def test_programs_of_an_older_year_change_nothing(self, titles, tmp_path):
        listed(tmp_path, {})
        offered(tmp_path, {})
        offered(tmp_path, {"CIPCODE": "51.0705"}, edition="2022-23")
        assert [cip for cip, *_ in programs()] == ["51.0701"]

    def test_each_file_twice_changes_nothing(self, titles, tmp_path):
        listed(tmp_path, {}, {"CREDLEV": "3"})
        offered(tmp_path, {}, {"CIPCODE": "51.0705"})
        assert offered(tmp_path, {}, {"CIPCODE": "51.0705"}).is_empty
        assert listed(tmp_path, {}, {"CREDLEV": "3"}).is_empty
        assert load("cip", federal_files.fields(tmp_path, *TITLES), "2020").is_empty

    def test_rows_that_cannot_be_read_take_no_program_away(self, titles, tmp_path):
        listed(tmp_path, {})
        offered(tmp_path, {}, {"CIPCODE": "51.0705"})
        offered(tmp_path, {}, {"CIPCODE": "x"}, edition="2024-25", skip_bad_rows=True)
        assert [cip for cip, *_ in programs()] == ["51.0701", "51.0705"]


class TestAnyOrder:
    def test_every_order_of_loading_comes_to_the_same_programs(self, tmp_path, django_db_blocker):
        school = {"UNITID": "2", "INSTNM": "Other"}
        steps = {
            "listed": lambda: listed(tmp_path, {}, CERTIFICATE, {"CREDLEV": "3"}, school, accept=True),
            "2023": lambda: offered(tmp_path, {"CIPCODE": "51.0705"}, edition="2022-23", accept=True),
            "2024": lambda: offered(tmp_path, {}, {"AWLEVEL": "8"}, {"CIPCODE": "51.0705"}, accept=True),
            "titles": lambda: load("cip", federal_files.fields(tmp_path, *TITLES), "2020"),
        }
        found = set()
        for order in permutations(steps):
            for model in (Change, Program, School, Finding):
                model.objects.all().delete()
            FieldOfStudy.objects.all().delete()
            Release.objects.all().delete()
            for unitid in (229179, 2):
                SchoolFactory(unitid=unitid)
            for step in order:
                steps[step]()
            found.add(str(state()))
        assert len(found) == 1
        assert "229179:51.0701:postmasters" in found.pop()

    def test_scorecard_does_not_bring_the_stand_in_back(self, titles, tmp_path):
        listed(tmp_path, {})
        offered(tmp_path, {})
        listed(tmp_path, {"EARN_MDN_4YR": "91000"}, edition="June 2027")
        assert [cip for cip, *_ in programs()] == ["51.0701"]
        assert Program.objects.published().get().outcome.earnings == 91000

    def test_new_figures_are_told_of_the_programs_that_show_them(self, titles, tmp_path):
        listed(tmp_path, {})
        offered(tmp_path, {}, {"CIPCODE": "51.0705"})
        serial = ledger.serial()
        listed(tmp_path, {"EARN_MDN_4YR": "91000"}, edition="June 2027")
        told = Change.objects.filter(serial__gt=serial, resource="programs").values_list("key", "action")
        assert set(told) == {(program.slug, "updated") for program in Program.objects.published()}


class TestComingBack:
    def test_rollback_brings_the_stand_in_back_exactly(self, titles, tmp_path):
        listed(tmp_path, {}, CERTIFICATE)
        before = list(Program.objects.order_by("pk").values())
        offered(tmp_path, {}, {"AWLEVEL": "8"}, {"CIPCODE": "51.0705"})
        publishing.roll_back(publishing.newest_live(COMPLETIONS))
        after = list(Program.objects.order_by("pk").values())
        assert [row | {"updated_at": None} for row in after] == [row | {"updated_at": None} for row in before]

    def test_a_year_that_no_longer_has_the_program_brings_it_back(self, titles, tmp_path):
        listed(tmp_path, {}, {"UNITID": "2", "INSTNM": "Other"})
        offered(tmp_path, {}, {"UNITID": "2"}, edition="2022-23")
        gone = Program.objects.get(school__unitid=2, cip="51.0701")
        offered(tmp_path, {}, accept=True)
        assert Program.objects.published().get(school__unitid=2).cip == "51.07"
        gone.refresh_from_db()
        assert not gone.is_offered

    def test_a_stand_in_that_scorecard_has_dropped_does_not_come_back(self, titles, tmp_path):
        listed(tmp_path, {}, {"CREDLEV": "3"})
        offered(tmp_path, {}, {"AWLEVEL": "5"}, edition="2022-23")
        listed(tmp_path, {"CREDLEV": "3"}, edition="June 2027", accept=True)
        offered(tmp_path, {"AWLEVEL": "5"}, accept=True)
        assert [(cip, level) for cip, level, _ in programs()] == [("51.0701", "bachelors")]

    def test_a_file_that_lacks_many_six_digit_programs_stops_and_asks(self, titles, tmp_path):
        listed(tmp_path, {})
        offered(tmp_path, {}, {"CIPCODE": "51.0705"}, edition="2022-23")
        with pytest.raises(Refused, match="would withdraw 1 of 2 programs"):
            offered(tmp_path, {})

    def test_giving_way_is_no_loss_that_stops_a_file(self, titles, tmp_path):
        listed(tmp_path, {})
        report = offered(tmp_path, {})
        assert report.tables()["programs"] == {
            "created": 1, "updated": 0, "withdrawn": 0, "unchanged": 0, "replaced": 1,
        }  # fmt: skip
        (sample,) = report.details()["tables"]["programs"]["samples"]
        assert sample["changes"]["in its place"][1] == "51.0701 masters"


class TestWhatPeopleWrote:
    def write(self, program):
        Program.objects.filter(pk=program.pk).update(description="Ours.", delivery="online", credits=36)
        ProgramTopicFactory(program=program, topic=Topic.FINANCE)
        AccreditationFactory(program=program)

    def read(self, program):
        program.refresh_from_db()
        return (
            program.description,
            program.delivery,
            program.credits,
            program.topics.count(),
            program.accreditations.count(),
        )

    def test_it_goes_along_to_the_one_program_in_its_place_and_back(self, titles, tmp_path):
        listed(tmp_path, {})
        stand_in = Program.objects.get()
        self.write(stand_in)
        offered(tmp_path, {})
        heir = Program.objects.published().get()
        assert self.read(heir) == ("Ours.", "online", 36, 1, 1)
        Program.objects.filter(pk=heir.pk).update(description="Ours, edited since.")
        publishing.roll_back(publishing.newest_live(COMPLETIONS))
        assert self.read(stand_in) == ("Ours, edited since.", "online", 36, 1, 1)
        assert not Program.objects.filter(pk=heir.pk).exists()

    def test_it_stays_and_is_a_finding_where_several_are_in_its_place(self, titles, tmp_path):
        listed(tmp_path, {})
        stand_in = Program.objects.get()
        self.write(stand_in)
        offered(tmp_path, {}, {"CIPCODE": "51.0705"})
        assert self.read(stand_in) == ("Ours.", "online", 36, 1, 1)
        assert Finding.objects.get(kind="written of a program that gave way").subject == stand_in.slug

    def test_what_a_curator_withdrew_is_not_published_again(self, titles, tmp_path):
        listed(tmp_path, {})
        Program.objects.update(status="withdrawn")
        offered(tmp_path, {})
        assert programs() == []

    def test_it_comes_back_with_the_stand_in_when_the_field_is_gone(self, titles, tmp_path):
        listed(tmp_path, {}, {"CREDLEV": "3"})
        stand_in = Program.objects.get(level="masters")
        self.write(stand_in)
        offered(tmp_path, {}, {"AWLEVEL": "5"}, edition="2022-23")
        offered(tmp_path, {"AWLEVEL": "5"}, accept=True)
        assert self.read(stand_in) == ("Ours.", "online", 36, 1, 1)


class TestForReaders:
    @pytest.fixture
    def apart(self, titles, tmp_path):
        listed(tmp_path, {}, CERTIFICATE)
        offered(tmp_path, {}, {"AWLEVEL": "8"}, {"AWLEVEL": "8", "CIPCODE": "51.0705"})
        return {(one.cip, one.level): one for one in Program.objects.all()}

    def test_address_of_the_stand_in_leads_on(self, client, apart):
        response = client.get(apart["51.07", "masters"].get_absolute_url())
        assert (response.status_code, response["Location"]) == (301, apart["51.0701", "masters"].get_absolute_url())

    def test_where_several_are_in_its_place_it_leads_to_the_schools_list(self, client, apart):
        response = client.get(apart["51.07", "graduate-certificate"].get_absolute_url())
        assert (response.status_code, response["Location"]) == (301, "/schools/texas-womans-university/#programs")
        page = client.get("/schools/texas-womans-university/").content.decode()
        assert apart["51.0705", "postmasters"].get_absolute_url() in page

    def test_feed_tells_partners_what_is_in_its_place(self, client, apart):
        lines = client.get(reverse("api-v1:change-list")).json()["results"]
        told = {(one["key"], one["action"]): one["successors"] for one in lines if one["resource"] == "programs"}
        several = told[apart["51.07", "graduate-certificate"].slug, "withdrawn"]
        assert [address.rstrip("/").rpartition("/")[2] for address in several] == [
            apart["51.0701", "postmasters"].slug,
            apart["51.0705", "postmasters"].slug,
        ]
        assert len(told[apart["51.07", "masters"].slug, "withdrawn"]) == 1
        assert (apart["51.0701", "masters"].slug, "created") in told

    def test_api_says_what_is_in_its_place(self, client, apart):
        answer = client.get(reverse("api-v1:program-detail", args=[apart["51.07", "graduate-certificate"].slug]))
        assert (answer.status_code, answer.json()["successor"], len(answer.json()["successors"])) == (410, None, 2)

    def test_a_mirror_stays_in_step(self, apart, tmp_path):
        assert not mirror_check.check().differences
        publishing.roll_back(publishing.newest_live(COMPLETIONS))
        assert not mirror_check.check().differences

    def test_saved_programs_lead_on(self, client, apart):
        slug = apart["51.07", "graduate-certificate"].slug
        page = client.get(reverse("programs:shortlist"), {"p": slug}).content.decode()
        assert apart["51.0701", "postmasters"].get_absolute_url() in page
        assert apart["51.0705", "postmasters"].get_absolute_url() in page

    def test_reported_mistakes_follow(self, apart):
        written = {fact.name: fact for fact in facts.facts_of("program", apart["51.07", "masters"].slug)}
        assert written["description"].row == apart["51.0701", "masters"]

    def test_comparison_asks_which_of_several(self, client, apart):
        response = client.get(reverse("programs:compare"), {"p": apart["51.07", "graduate-certificate"].slug})
        assert "told apart into 2 programs" in response.content.decode()

    def test_figures_say_what_they_are_of(self, client, apart):
        page = client.get(apart["51.0701", "masters"].get_absolute_url()).content.decode()
        assert "These figures are of all of 51.07 at this level" in page
        page = client.get(apart["51.0705", "postmasters"].get_absolute_url()).content.decode()
        assert "all of 51.07 at this level, both kinds of certificate together" in page
        answer = client.get(reverse("api-v1:program-detail", args=[apart["51.0705", "postmasters"].slug])).json()
        assert (answer["outcome"]["field"], answer["outcome"]["level"]) == ("51.07", "graduate-certificate")

    def test_a_program_of_four_digits_says_nothing_of_it(self):
        assert Card(ProgramFactory()).covers == ""

    def test_shared_figures_count_once(self, apart):
        cards = [Card(program) for program in Program.objects.published().for_listing()]
        assert (len(cards), graduates_in_all(cards)) == (3, 94 + 94)
        certificates = typical.typical_earnings("51.07")["graduate-certificate"]
        assert certificates[typical.NATION].programs == 1
