"""The facts that a reader can call wrong: what each says now, where that comes from, and whether we may change it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from careerportal.datasets import registry
from careerportal.datasets.models import Release
from careerportal.sync.models import Change
from careerportal.texts.reading import in_the_language_of_the_page
from certification.models import Certification
from programs.models import LevelGuide, Program, School
from programs.successors import successors
from salaries.models import Occupation, ProfileSection, WageEstimate

NOT_RECORDED = _("Not recorded")
OUR_CURATORS = _("Our curators' own record")
YES_NO = {True: _("Yes"), False: _("No")}
SAID_YES_NO = {"yes": True, "required": True, "no": False, "not required": False}


@dataclass(frozen=True)
class Fact:
    """One fact as the portal has it now."""

    kind: str
    key: str
    name: str
    label: str
    about: str
    shown: str
    source: str
    page: str
    is_federal: bool = False
    row: models.Model | None = None
    """The row that a correction is written to; None where it is federal, or is recorded in rows of its own."""

    field: str = ""
    """The field of that row."""

    lines: tuple = ()
    """What the ledger says when it is corrected."""

    @property
    def is_ours_to_write(self):
        return self.row is not None

    def read(self, text):
        """Return a value of the fact's field from its words; ValidationError says what would be right."""
        field = self.row._meta.get_field(self.field)
        if field.choices:
            words = {said.lower(): value for value, label in field.choices for said in (str(value), str(label))}
            if text.strip().lower() not in words:
                labels = ", ".join(str(label) for _, label in field.choices)
                raise ValidationError(gettext("Write one of these: %(labels)s.") % {"labels": labels})
            return words[text.strip().lower()]
        if isinstance(field, models.BooleanField):
            if text.strip().lower() not in SAID_YES_NO:
                raise ValidationError(gettext("Write yes or no."))
            return SAID_YES_NO[text.strip().lower()]
        options = {"assume_scheme": "https"} if isinstance(field, models.URLField) else {}
        return field.formfield(**options).clean(text.strip())


def find(kind, key, name):
    """Return the Fact, or None where there is no such fact."""
    return next((fact for fact in facts_of(kind, key) if fact.name == name), None)


def facts_of(kind, key):
    """Return the facts of one program, school, place's pay, career, certification or level; none for what is not."""
    return READERS[kind](key) if kind in READERS else []


def _said(row, name):
    """What a field says, in the words of a page."""
    field, value = row._meta.get_field(name), getattr(row, name)
    if field.choices:
        value = getattr(row, f"get_{name}_display")()
    elif isinstance(field, models.BooleanField):
        value = YES_NO.get(value, "")
    return str(NOT_RECORDED) if value in (None, "") else in_the_language_of_the_page(str(value))[0]


def _named(release):
    """The source and edition of figures."""
    if release is None:
        return gettext("A federal file; the edition is not recorded")
    source = registry.all_sources().get(release.source)
    return (
        f"{source.publisher}, {source.title}, {release.edition}" if source else f"{release.source}, {release.edition}"
    )


@dataclass(frozen=True)
class _About:
    """One thing that facts are about."""

    kind: str
    key: str
    name: str
    page: str
    lines: tuple

    def own(self, row, labels, source=OUR_CURATORS):
        """Facts that our curators write: {field: label}."""
        for field, label in labels.items():
            yield self._fact(field, label, _said(row, field), source, row=row, field=field, lines=self.lines)

    def federal(self, said, source):
        """Facts that a federal file says: {field: (label, words)}."""
        for field, (label, words) in said.items():
            yield self._fact(field, label, words, source, is_federal=True)

    def beside(self, said):
        """Facts that our curators record in rows of their own: {name: (label, words)}."""
        for field, (label, words) in said.items():
            yield self._fact(field, label, words or NOT_RECORDED, OUR_CURATORS)

    def _fact(self, fact, label, words, source, **more):
        return Fact(self.kind, self.key, fact, label, self.name, words, source, self.page, **more)


def _program(key):
    program = _offered(Program.objects.for_listing().filter(slug=key).first())
    if program is None:
        return []
    key = program.slug
    lines = (("programs", program.slug, Change.Action.UPDATED),)
    about = _About(
        "program",
        key,
        gettext("%(program)s at %(school)s") % {"program": program, "school": program.school},
        program.get_absolute_url(),
        lines,
    )
    facts = []
    outcome, names = program.outcome, {"title": _("Field of study"), "level": _("Level"), "cip": _("CIP code")}
    if program.federal_key is None:
        facts += about.own(program, names)
    else:
        said = {name: (label, _said(program, name)) for name, label in names.items()}
        told_apart_by = program.is_six_digits and _newest("ipeds-completions")
        facts += about.federal(said, _named(told_apart_by or (outcome and outcome.release)))
    if outcome:
        figures = {
            "earnings": (_("Median earnings"), outcome.figure("earnings").as_dollars()),
            "debt": (_("Median debt"), outcome.figure("debt").as_dollars()),
            "completers": (_("Graduates in one year"), outcome.figure("completers").as_number()),
        }
        facts += about.federal(figures, _named(outcome.release))
    facts += about.own(
        program,
        {
            "delivery": _("How it is taught"),
            "length_months": _("Length in months"),
            "credits": _("Credit hours"),
            "capstone": _("Whether a capstone is required"),
            "internship": _("Whether an internship is required"),
            "entry_requirements": _("Entry requirements"),
            "admission_test": _("GRE or GMAT"),
            "experience_asked": _("Whether work experience is asked"),
            "practicum": _("Whether it has a practicum"),
            "cohort": _("Whether it is taught in a cohort"),
            "executive": _("Whether it has an executive format"),
            "sessions": _("Live or recorded sessions"),
            "part_time": _("Whether it can be studied part time"),
            "start_terms": _("When it starts"),
            "url": _("The address of the school's own page"),
            "description": _("The description"),
        },
    )
    facts += about.beside(
        {
            "topics": (_("Topics that it teaches"), _listed(program.topics.all())),
            "accreditations": (_("Accreditation of the program"), _listed(program.accreditations.all())),
            "deadlines": (_("Deadlines"), _listed(program.deadlines.all())),
        }
    )
    return facts


def _offered(program):
    """The program, or the one in its place; None where there is no such one."""
    if program is None or program.is_offered:
        return program
    heirs = successors(program)
    return Program.objects.for_listing().get(pk=heirs[0].pk) if len(heirs) == 1 else None


def _newest(source):
    return Release.objects.filter(source=source, state=Release.State.READY).order_by("-edition").first()


def _listed(rows):
    return "; ".join(str(row) for row in rows)


def _school(key):
    school = School.objects.select_related("directory_release", "size_release").filter(slug=key).first()
    if school is None:
        return []
    lines = (("schools", school.ledger_key, Change.Action.UPDATED),)
    about = _About("school", key, str(school), school.get_absolute_url(), lines)
    names = {"name": _("Name in the federal file"), "control": _("Kind of school"), "state": _("State")}
    where = {"city": _("City"), "zip": _("ZIP code"), "website": _("The school's website")}
    facts = []
    if school.unitid is None:
        facts += about.own(school, names | where)
    else:
        for labels, release in ((names, None), (where, school.directory_release)):
            said = {name: (label, _said(school, name)) for name, label in labels.items()}
            facts += about.federal(said, _named(release))
        size = {"undergraduates": (_("Undergraduates"), _said(school, "undergraduates"))}
        facts += about.federal(size, _named(school.size_release))
    own = {"display_name": _("Name that we show"), "former_names": _("Former names"), "note": _("Our notice")}
    return [*facts, *about.own(school, own | {"description": _("The description")})]


def _wage(key):
    soc, _slash, slug = key.partition("/")
    found = WageEstimate.objects.filter(occupation__soc=soc, area__slug=slug)
    wage = found.select_related("occupation", "area", "release").order_by("-year").first()
    if wage is None:
        return []
    about = _About("wage", key, str(wage), wage.get_absolute_url(), ())
    ranks = {
        "p10": _("10th percentile of yearly pay"),
        "p25": _("25th percentile of yearly pay"),
        "p50": _("Median of yearly pay"),
        "p75": _("75th percentile of yearly pay"),
        "p90": _("90th percentile of yearly pay"),
    }
    said = {f"annual_{rank}": (label, wage.figure(f"annual_{rank}").as_dollars()) for rank, label in ranks.items()}
    said["annual_mean"] = _("Mean of yearly pay"), wage.figure("annual_mean").as_dollars()
    said["hourly_p50"] = _("Median of hourly pay"), wage.figure("hourly_p50").as_hourly()
    said["employment"] = _("People employed"), wage.figure("employment").as_number()
    return list(about.federal(said, _named(wage.release)))


def _career(key):
    occupation = Occupation.objects.filter(slug=key).first()
    if occupation is None:
        return []
    lines = (("occupations", occupation.ledger_key, Change.Action.UPDATED),)
    facts = []
    for section in ProfileSection.objects.filter(occupation=occupation):
        about = _About(
            "career", key, f"{occupation.shown_title}: {section.title}", occupation.get_absolute_url(), lines
        )
        (fact,) = about.own(section, {"body": section.title}, _with_address(section))
        facts.append(replace(fact, name=f"section-{section.pk}"))
    return facts


def _with_address(row):
    return f"{row.source}, {row.source_url}" if row.source_url else row.source


RULES = {
    "experience_years": _("Years of experience"),
    "credit_hours": _("Credit hours"),
    "credit_reduction_per_extra_year": _("Credit hours that a further year saves"),
    "membership_required": _("Whether membership is required"),
    "exam_minutes": _("Minutes of the exam"),
    "exam_domains": _("Areas examined"),
    "exam_fee": _("Exam fee in dollars"),
    "renewal_hours": _("Continuing-education hours"),
    "renewal_months": _("Renewal period in months"),
    "renewal_fee": _("Renewal fee in dollars"),
}


def _certification(key):
    certification = Certification.objects.with_rules().filter(slug=key).first()
    if certification is None:
        return []
    lines = (("certifications", certification.slug, Change.Action.UPDATED),)
    about = _About("certification", key, str(certification), certification.get_absolute_url(), lines)
    facts = list(about.own(certification, {"summary": _("What it is"), "description": _("What it shows")}))
    for rules in certification.current_rules[:1]:
        facts += about.own(rules, RULES, _with_address(rules))
    return facts


def _level(key):
    guide = LevelGuide.objects.filter(level=key).first()
    if guide is None:
        return []
    about = _About(
        "level", key, str(guide), guide.get_absolute_url(), (("levels", guide.level, Change.Action.UPDATED),)
    )
    labels = {
        "summary": _("What it is, in one sentence"),
        "typical_length": _("Typical length"),
        "entry": _("What you need to start"),
        "body": _("What it is, at length"),
        "leads_to": _("What it leads to"),
    }
    return list(about.own(guide, labels, guide.source))


READERS: dict[str, Callable] = {
    "program": _program,
    "school": _school,
    "wage": _wage,
    "career": _career,
    "certification": _certification,
    "level": _level,
}
