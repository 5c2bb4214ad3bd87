"""Find my level: five answers, and the rungs of the ladder that fit."""

from itertools import product

import pytest
from django.urls import reverse

from careerportal.taxonomy.degree_levels import DegreeLevel
from programs import guide
from programs.guide import Answers, Degree, Field, Goal, Mode, Time, levels_for
from tests.factories import LevelGuideFactory, ProgramFactory

DECISIONS = [
    # degree, in the field, goal, time → what fits | what fits in part
    ("none other enter year", "certificate | associate bachelors"),
    ("none other enter two", "certificate associate | bachelors"),
    ("none other enter any", "certificate associate bachelors |"),
    ("none other manage two", "| bachelors"),
    ("none other manage four", "bachelors |"),
    ("none other sample year", "certificate |"),
    ("none other top any", "bachelors |"),
    ("certificate same manage any", "bachelors |"),
    ("associate same enter four", "certificate bachelors |"),
    ("associate same manage any", "bachelors |"),
    ("associate other license any", "bachelors |"),
    ("bachelors other enter two", "postbaccalaureate masters |"),
    ("bachelors same manage year", "postbaccalaureate | masters"),
    ("bachelors same manage two", "postbaccalaureate masters |"),
    ("bachelors other sample any", "postbaccalaureate |"),
    ("bachelors same top any", "masters |"),
    ("bachelors same top year", "| masters"),
    ("bachelors same license any", "professional |"),
    ("masters same top any", "doctoral |"),
    ("masters same manage any", "| doctoral professional"),
    ("masters other enter year", "postmasters | masters"),
    ("masters other manage two", "masters postmasters |"),
    ("masters other top any", "masters doctoral |"),
    ("doctorate same manage any", "| professional"),
    ("doctorate other manage any", "postmasters |"),
    ("doctorate same license any", "professional |"),
]


def answered(words, mode="any"):
    degree, field, goal, time = words.split()
    return Answers(Degree(degree), Field(field), Goal(goal), Time(time), Mode(mode))


@pytest.mark.parametrize(("answers", "decision"), DECISIONS)
def test_answers_lead_to_levels(answers, decision):
    found = levels_for(answered(answers))
    fits, in_part = (set(part.split()) for part in decision.split("|"))
    assert {advice.level.value for advice in found if advice.fits} == fits
    assert {advice.level.value for advice in found if not advice.fits} == in_part


def test_every_level_but_the_one_that_is_two_has_its_line():
    assert set(guide.LADDER) == set(DegreeLevel) - {DegreeLevel.GRADUATE_CERTIFICATE}


def test_whatever_is_answered_what_fits_comes_first_and_has_its_reasons():
    for said in product(Degree, Field, Goal, Time, Mode):
        found = levels_for(Answers(*said))
        assert [advice.fits for advice in found] == sorted((advice.fits for advice in found), reverse=True)
        for advice in found:
            assert len(advice.reasons) == (1 if advice.missing is guide.Missing.GOAL else 2)
            assert advice.ask


def test_nobody_is_sent_to_a_degree_that_he_holds():
    same = dict.fromkeys(Degree)
    same |= {Degree.ASSOCIATE: "associate", Degree.BACHELORS: "bachelors", Degree.DOCTORATE: "doctoral"}
    for degree, level in same.items():
        for field, goal in product(Field, Goal):
            found = levels_for(Answers(degree, field, goal, Time.ANY, Mode.ANY))
            assert level not in {advice.level.value for advice in found}


def test_the_search_asks_for_both_levels_that_the_source_reports_together():
    (first, *_) = levels_for(answered("bachelors other sample any", mode="online"))
    assert first.query == "level=postbaccalaureate&level=graduate-certificate&delivery=online"


@pytest.mark.django_db
class TestPage:
    def page(self, client, query=""):
        response = client.get(f"{reverse('programs:find-level')}{query}")
        assert response.status_code == 200
        return response

    def test_asks_five_questions_and_answers_none_before_they_are_answered(self, client):
        response = self.page(client)
        assert len(response.context["form"].fields) == 5
        assert response.context["levels"] is None
        assert "noindex" not in response.content.decode()

    def test_answers_with_the_guide_the_reasons_and_the_search(self, client):
        LevelGuideFactory(level=DegreeLevel.MASTERS, summary="For people who want to lead.")
        ProgramFactory.create_batch(2, level=DegreeLevel.MASTERS)
        ProgramFactory(level=DegreeLevel.MASTERS, delivery="campus")
        response = self.page(client, "?degree=bachelors&field=other&goal=enter&time=two&mode=online")
        html = " ".join(response.content.decode().split())
        assert "For people who want to lead." in html
        assert "which need not be in health administration." in html
        assert 'href="/programs/?level=masters&amp;delivery=online">See 2 programs' in html
        assert "Programs of which nobody has said how they are taught are among them." in html
        assert "noindex" in html

    def test_its_count_is_what_the_search_finds(self, client):
        ProgramFactory.create_batch(2, level=DegreeLevel.GRADUATE_CERTIFICATE)
        ProgramFactory(level=DegreeLevel.GRADUATE_CERTIFICATE, school__unlisted=True)
        response = self.page(client, "?degree=bachelors&field=other&goal=sample&time=any&mode=any")
        for one in response.context["levels"]:
            found = client.get(f"{reverse('programs:list')}?{one['advice'].query}")
            assert found.context["count"] == one["count"]

    def test_asks_for_what_is_missing_or_wrong(self, client):
        response = self.page(client, "?degree=bachelors&goal=fame&field=other&time=two")
        html = response.content.decode()
        assert "Choose one of the answers to “What do you want?”." in html
        assert "Choose one answer to “How do you want to study?”." in html
        assert response.context["levels"] is None

    def test_says_so_when_nothing_is_left(self, client):
        html = self.page(client, "?degree=doctorate&field=same&goal=manage&time=year&mode=any").content.decode()
        assert "Nothing fits altogether" in html

    def test_home_and_ladder_lead_here(self, client):
        for address in ("/", "/levels/"):
            assert f'href="{reverse("programs:find-level")}"' in client.get(address).content.decode()
