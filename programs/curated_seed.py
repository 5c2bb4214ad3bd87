"""The portal's own first texts: level guides, career profiles, certifications, former names, words that mean alike.

They are JSON files under each app's data/, written with the models' field names. Loading them only ever adds: where a
curator, or an earlier load, has put something, that stays.
"""

import json
from collections import Counter

from django.conf import settings
from django.db import transaction

from careerportal.sync import ledger
from careerportal.sync.models import Change
from careerportal.texts import glossary
from careerportal.texts.models import GlossaryTerm
from careerportal.texts.seed import CHECKED_ON, add_translations
from certification.models import Certification, CertifyingBody, RuleSet
from programs.models import LevelGuide, School, Synonym
from salaries.models import Occupation, ProfileSection

PROFILE_FIELDS = ("popular_title", "other_titles", "summary")


@transaction.atomic
def load_curated_seed():
    """Add what is missing and return how much that was: {"level guides": 9, …}; all zeros when nothing was."""
    added, changes = Counter(), []
    _add_level_guides(added, changes)
    _add_certifications(added, changes)
    _add_profiles(added, changes)
    _add_former_names(added, changes)
    _add_synonyms(added, changes)
    _add_glossary(added, changes)
    _add_translations(added, changes)
    if changes:
        ledger.record(changes)
    return {name: added[name] for name in COUNTED}


COUNTED = (
    *("level guides", "certifications", "rule sets", "occupations", "career profiles", "former names", "synonyms"),
    *("glossary terms", "translations"),
)


TRANSLATED = ("programs/data/level_guides", "certification/data/certifications", "salaries/data/occupations")
"""Files of texts that have translations beside them."""


def read(app, name):
    """Return the entries of one of the JSON files."""
    return json.loads((settings.BASE_DIR / app / "data" / name).read_text(encoding="utf-8"))


def _add_level_guides(added, changes):
    for entry in read("programs", "level_guides.json"):
        guide, is_new = LevelGuide.everything.get_or_create(level=entry["level"], defaults=entry)
        if is_new:
            added["level guides"] += 1
            changes.append(("levels", guide.level, Change.Action.CREATED))


def _add_certifications(added, changes):
    """A body is looked up only for a certification that we lack: a curator may have renamed it."""
    for body in read("certification", "certifications.json"):
        for entry in body.pop("certifications"):
            rule_sets = entry.pop("rule_sets")
            certification = Certification.everything.filter(slug=entry["slug"]).first()
            action = Change.Action.UPDATED
            if certification is None:
                owner, _ = CertifyingBody.objects.get_or_create(name=body["name"], defaults=body)
                certification = Certification.objects.create(body=owner, **entry)
                action = Change.Action.CREATED
                added["certifications"] += 1
            elif RuleSet.everything.filter(certification=certification).exists():
                continue
            for rules in rule_sets:
                RuleSet.objects.create(certification=certification, **rules)
                added["rule sets"] += 1
            changes.append(("certifications", certification.slug, action))


def _add_profiles(added, changes):
    for entry in read("salaries", "occupations.json"):
        sections = entry.pop("sections")
        occupation, is_new = Occupation.objects.get_or_create(soc=entry["soc"], defaults=entry)
        added["occupations"] += is_new
        was_filled = not is_new and _fill_profile(occupation, entry)
        if not ProfileSection.everything.filter(occupation=occupation).exists():
            for section in sections:
                ProfileSection.objects.create(occupation=occupation, **section)
            was_filled = was_filled or bool(sections)
        if is_new or was_filled:
            added["career profiles"] += 1
            action = Change.Action.CREATED if is_new else Change.Action.UPDATED
            changes.append(("occupations", occupation.ledger_key, action))


def _fill_profile(occupation, entry):
    """Fill the fields that are still empty; True if any was.

    An occupation that a federal file brought has a slug made of its federal title. The career page moves to the address
    that we chose for it while nobody has written a word about the occupation, so before anybody can have linked to it.
    """
    wanted = {name: entry[name] for name in PROFILE_FIELDS if entry[name] and not getattr(occupation, name)}
    untouched = not any(getattr(occupation, name) for name in PROFILE_FIELDS) and not occupation.sections.exists()
    if untouched and not Occupation.objects.filter(slug=entry["slug"]).exists():
        wanted["slug"] = entry["slug"]
    for name, value in wanted.items():
        setattr(occupation, name, value)
    if wanted:
        occupation.save(update_fields=list(wanted))
    return bool(wanted)


def _add_former_names(added, changes):
    for entry in read("programs", "former_names.json"):
        school = School.objects.filter(unitid=entry["unitid"], former_names="").first()
        if school:
            school.former_names = entry["former_names"]
            school.save(update_fields=["former_names"])
            added["former names"] += 1
            changes.append(("schools", school.ledger_key, Change.Action.UPDATED))


def _add_synonyms(added, changes):
    """Only where there are none: a curator may have taken some away."""
    if Synonym.everything.exists():
        return
    for entry in read("programs", "synonyms.json"):
        Synonym.objects.create(**entry)
        added["synonyms"] += 1
        changes.append(("synonyms", entry["word"], Change.Action.CREATED))


def _add_glossary(added, changes):
    """So that each word of the first glossary has a row to be mended on the desk."""
    known = set(GlossaryTerm.everything.values_list("key", flat=True))
    for key, term in glossary.first().items():
        if key not in known:
            said = {name: getattr(term, name) for name in ("key", "term", "meaning", "source", "source_url")}
            GlossaryTerm.objects.create(**said, checked_on=CHECKED_ON)
            added["glossary terms"] += 1
            changes.append(("glossary", key, Change.Action.CREATED))


def _add_translations(added, changes):
    files = [settings.BASE_DIR / f"{name}.json" for name in TRANSLATED]
    if number := add_translations(files):
        added["translations"] = number
        changes.append(("translations", "seed", Change.Action.CREATED))
