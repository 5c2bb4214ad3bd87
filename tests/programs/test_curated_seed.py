"""The portal's own first texts: added once, complete, and never over what a curator has written."""

import pytest
from django.conf import settings

from careerportal.sync.models import Change
from careerportal.taxonomy import soc
from careerportal.taxonomy.degree_levels import DegreeLevel
from careerportal.texts import glossary
from careerportal.texts.seed import pairs_beside
from certification.models import Certification, CertifyingBody, RuleSet
from programs.curated_seed import TRANSLATED, load_curated_seed, read
from programs.models import LevelGuide, School, Synonym
from salaries.models import Occupation, ProfileSection
from tests.factories import (
    CertificationFactory,
    LevelGuideFactory,
    OccupationFactory,
    ProfileSectionFactory,
    RuleSetFactory,
    SchoolFactory,
)

pytestmark = pytest.mark.django_db

KAPLAN = 489779
PURDUE_GLOBAL = {"unitid": KAPLAN, "name": "Purdue University Global"}


def test_every_level_gets_a_guide_and_every_occupation_a_profile():
    load_curated_seed()
    assert set(LevelGuide.objects.values_list("level", flat=True)) == set(DegreeLevel.values)
    assert set(Occupation.objects.exclude(summary="").values_list("soc", flat=True)) == set(soc.OCCUPATIONS)


def test_everything_that_is_loaded_is_valid():
    SchoolFactory(**PURDUE_GLOBAL)
    load_curated_seed()
    for model in (LevelGuide, Occupation, ProfileSection, CertifyingBody, Certification, RuleSet, School):
        assert model.objects.exists()
        for row in model.objects.all():
            row.full_clean()


def spanish_texts():
    """The English of every text that comes with a translation."""
    for name in TRANSLATED:
        yield from (english for english, _ in pairs_beside(settings.BASE_DIR / f"{name}.json", "es"))


def test_loading_says_what_it_added_and_the_second_time_adds_nothing():
    SchoolFactory(**PURDUE_GLOBAL)
    assert load_curated_seed() == {
        "level guides": 9,
        "certifications": 1,
        "rule sets": 1,
        "occupations": 7,
        "career profiles": 7,
        "former names": 1,
        "synonyms": 13,
        "glossary terms": len(glossary.first()),
        "translations": len(set(spanish_texts())),
    }
    before = Change.objects.count()
    assert set(load_curated_seed().values()) == {0}
    assert Change.objects.count() == before


def test_partners_are_told_of_each_addition_once():
    SchoolFactory(**PURDUE_GLOBAL)
    load_curated_seed()
    lines = set(Change.objects.values_list("resource", "key", "action"))
    assert len(lines) == Change.objects.count() == 69
    assert ("schools", str(KAPLAN), "updated") in lines
    assert ("certifications", "certified-medical-manager", "created") in lines
    assert ("levels", "masters", "created") in lines
    assert ("occupations", "11-9111", "created") in lines


def test_main_occupation_has_a_profile_with_four_areas_of_duties_and_five_topics():
    load_curated_seed()
    sections = Occupation.objects.get(soc=soc.MAIN).sections
    assert sections.filter(kind="duties").count() == 4
    assert sections.get(kind="coursework").body.count("- ") == 5
    assert set(sections.values_list("kind", flat=True)) == set(ProfileSection.Kind.values)


def test_rules_of_the_medical_manager_say_that_a_reader_should_confirm_them():
    load_curated_seed()
    rules = RuleSet.objects.get(certification__slug="certified-medical-manager")
    assert (rules.experience_years, rules.credit_hours, rules.credit_reduction_per_extra_year) == (3, 12, 1)
    assert (rules.exam_minutes, rules.exam_domains, rules.renewal_hours, rules.renewal_months) == (180, 18, 24, 24)
    assert "confirm the rules with PAHCOM" in rules.source


def test_occupation_of_a_wage_file_gets_the_profile_and_its_address():
    OccupationFactory(soc=soc.MAIN, slug="medical-and-health-services-managers", summary="")
    assert load_curated_seed()["occupations"] == 6
    occupation = Occupation.objects.get(soc=soc.MAIN)
    assert (occupation.slug, occupation.popular_title) == ("medical-office-manager", "Medical office manager")
    assert Change.objects.get(resource="occupations", key=soc.MAIN).action == "updated"


def test_profile_that_a_curator_began_keeps_its_words_and_its_address():
    OccupationFactory(soc=soc.MAIN, slug="our-own-address", popular_title="Practice manager", summary="")
    load_curated_seed()
    occupation = Occupation.objects.get(soc=soc.MAIN)
    assert (occupation.slug, occupation.popular_title) == ("our-own-address", "Practice manager")
    assert occupation.summary


def test_profile_with_sections_of_a_curator_gets_no_others():
    section = ProfileSectionFactory(occupation__soc=soc.MAIN, title="Renamed by a curator")
    load_curated_seed()
    assert [one.title for one in section.occupation.sections.all()] == ["Renamed by a curator"]


def test_guide_that_a_curator_changed_stays():
    LevelGuideFactory(level=DegreeLevel.MASTERS, summary="In a curator's words.")
    load_curated_seed()
    assert LevelGuide.objects.get(level=DegreeLevel.MASTERS).summary == "In a curator's words."


def test_rules_that_a_curator_changed_stay():
    RuleSetFactory(certification__slug="certified-medical-manager", credit_hours=15)
    load_curated_seed()
    assert [rules.credit_hours for rules in RuleSet.objects.all()] == [15]


def test_renamed_certifying_body_is_not_added_again():
    CertificationFactory(slug="certified-medical-manager", body__name="PAHCOM under a new name")
    load_curated_seed()
    assert [body.name for body in CertifyingBody.objects.all()] == ["PAHCOM under a new name"]


def test_former_names_that_a_curator_wrote_stay():
    SchoolFactory(**PURDUE_GLOBAL, former_names="Kaplan")
    load_curated_seed()
    assert School.objects.get(unitid=KAPLAN).former_names == "Kaplan"


def test_school_that_no_file_has_brought_is_passed_over():
    assert load_curated_seed()["former names"] == 0


def test_curly_quotes_stay_out_so_that_all_texts_are_typed_alike():
    files = [("programs", "level_guides.json"), ("salaries", "occupations.json")]
    files += [("certification", "certifications.json"), ("programs", "former_names.json")]
    assert [name for app, name in files if set("‘’“”") & set(str(read(app, name)))] == []


def test_first_synonyms_are_added_and_those_a_curator_took_away_stay_away():
    load_curated_seed()
    assert Synonym.objects.get(word="healthcare").alike == "health"
    Synonym.objects.get(word="healthcare").delete()
    load_curated_seed()
    assert not Synonym.objects.filter(word="healthcare").exists()
