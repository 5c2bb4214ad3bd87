"""The facts that a reader can call wrong, of each kind of thing that has a page."""

from collections.abc import Callable
from dataclasses import replace

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from careerportal.datasets.models import Release
from careerportal.reports.fact import About, named, say
from careerportal.sync.models import Change
from certification.models import Certification
from programs import charges, completions, distance_education
from programs.models import LevelGuide, Program, School
from programs.successors import successors
from salaries import entry
from salaries.models import Occupation, ProfileSection, WageEstimate


def find(kind, key, name):
    """Return the Fact, or None where there is no such fact."""
    return next((fact for fact in facts_of(kind, key) if fact.name == name), None)


def facts_of(kind, key):
    """Return the facts of one program, school, place's pay, career, certification or level; none for what is not."""
    return READERS[kind](key) if kind in READERS else []


def _program(key):
    program = _offered(Program.objects.for_listing().filter(slug=key).first())
    if program is None:
        return []
    key = program.slug
    lines = (("programs", program.slug, Change.Action.UPDATED),)
    about = About(
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
        said = {name: (label, say(program, name)) for name, label in names.items()}
        told_apart_by = program.is_six_digits and _newest("ipeds-completions")
        facts += about.federal(said, named(told_apart_by or (outcome and outcome.release)))
    if outcome:
        figures = {
            "earnings": (_("Median earnings"), outcome.figure("earnings").as_dollars()),
            "debt": (_("Median debt"), outcome.figure("debt").as_dollars()),
            "completers": (_("Graduates in one year"), outcome.figure("completers").as_number()),
        }
        facts += about.federal(figures, named(outcome.release))
    facts += _awards(about, program)
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


def _awards(about, program):
    """How many finished, year by year, the newest first: "awards-2024" is of the year that ended in 2024."""
    trend = completions.trends([program]).get(program.pk)
    for year in reversed(trend.years) if trend else ():
        label = gettext("Awards in %(year)s") % {"year": year.words}
        yield from about.federal({f"awards-{year.year}": (label, year.awards.as_number())}, named(year.release))


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


DIRECTORY = {
    "city": _("City"),
    "zip": _("ZIP code"),
    "website": _("The school's website"),
    "aliases": _("Also goes by"),
    "locale": _("Surroundings"),
    "activity": _("Whether it is open"),
    "admissions_url": _("Admissions page"),
    "application_url": _("Application page"),
    "financial_aid_url": _("Financial aid page"),
    "net_price_url": _("Net-price calculator"),
    "veterans_url": _("Page for veterans"),
}
"""What the federal directory of schools says."""

DISTANCE = {name: distance_education.LABELS[level] for level, name in distance_education.FIELDS.items()}
"""What the federal file of offerings says."""


def _charges(about, school):
    """Tuition and required fees of the newest year, for each kind of student."""
    for charge in charges.newest(school.charges.select_related("release")):
        kind = f"{charge.student_level}-{charge.residency}"
        said = {"year": charge.academic_year, "of_whom": charge.of_whom}
        tuition = gettext("Tuition a year, %(year)s: %(of_whom)s") % said
        fees = gettext("Required fees a year, %(year)s: %(of_whom)s") % said
        figures = {
            f"tuition-{kind}": (tuition, charge.tuition_figure.as_dollars()),
            f"fees-{kind}": (fees, charge.fees_figure.as_dollars()),
        }
        yield from about.federal(figures, named(charge.release))


def _school(key):
    school = (
        School.objects.select_related("directory_release", "size_release", "distance_release").filter(slug=key).first()
    )
    if school is None:
        return []
    lines = (("schools", school.ledger_key, Change.Action.UPDATED),)
    about = About("school", key, str(school), school.get_absolute_url(), lines)
    names = {"name": _("Name in the federal file"), "control": _("Kind of school"), "state": _("State")}
    facts, overridden = [], {one.name: one for one in school.overridden}
    if school.unitid is None:
        facts += about.own(school, names | DIRECTORY)
    else:
        for labels, release in ((names, None), (DIRECTORY, school.directory_release)):
            said = {name: (label, say(school, name)) for name, label in labels.items() if name not in overridden}
            facts += about.federal(said, named(release))
        for name, one in overridden.items():
            facts += about.beside({name: (DIRECTORY[name], one.value)})
        size = {"undergraduates": (_("Undergraduates"), say(school, "undergraduates"))}
        facts += about.federal(size, named(school.size_release))
        facts += about.federal(
            {name: (label, say(school, name)) for name, label in DISTANCE.items()}, named(school.distance_release)
        )
    facts += _charges(about, school)
    own = {"display_name": _("Name that we show"), "former_names": _("Former names"), "note": _("Our notice")}
    return [*facts, *about.own(school, own | {"description": _("The description")})]


def _wage(key):
    soc, _slash, slug = key.partition("/")
    found = WageEstimate.objects.filter(occupation__soc=soc, area__slug=slug)
    wage = found.select_related("occupation", "area", "release").order_by("-year").first()
    if wage is None:
        return []
    about = About("wage", key, str(wage), wage.get_absolute_url(), ())
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
    return list(about.federal(said, named(wage.release)))


def _career(key):
    occupation = Occupation.objects.filter(slug=key).first()
    if occupation is None:
        return []
    lines = (("occupations", occupation.ledger_key, Change.Action.UPDATED),)
    facts = []
    for section in ProfileSection.objects.filter(occupation=occupation):
        title = say(section, "title")
        about = About("career", key, f"{occupation.shown_title}: {title}", occupation.get_absolute_url(), lines)
        (fact,) = about.own(section, {"body": title}, _with_address(section))
        facts.append(replace(fact, name=f"section-{section.pk}"))
    return [*facts, *_outlook(key, occupation)]


def _outlook(key, occupation):
    """What the Bureau of Labor Statistics projects for an occupation, and what it says the job asks at entry."""
    projection = occupation.projections.select_related("release").first()
    if projection is None:
        return
    about = About("career", key, occupation.shown_title, occupation.get_absolute_url(), ())
    years = {"first": projection.base_year, "last": projection.target_year}
    said = {
        "employment_base": (gettext("Jobs in %(first)s") % years, projection.figure("employment_base").as_number()),
        "employment_target": (gettext("Jobs in %(last)s") % years, projection.figure("employment_target").as_number()),
        "change_percent": (
            gettext("Change in jobs from %(first)s to %(last)s, in percent") % years,
            projection.figure("change_percent").as_number(),
        ),
        "openings_per_year": (_("Openings a year"), projection.figure("openings_per_year").as_number()),
        "entry_education": (
            _("Usual education at entry"),
            str(entry.EDUCATION.get(projection.entry_education, say(projection, "entry_education"))),
        ),
        "experience": (
            _("Experience in a related job"),
            str(entry.EXPERIENCE.get(projection.experience, say(projection, "experience"))),
        ),
    }
    yield from about.federal(said, named(projection.release))


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
    about = About("certification", key, str(certification), certification.get_absolute_url(), lines)
    facts = list(about.own(certification, {"summary": _("What it is"), "description": _("What it shows")}))
    for rules in certification.current_rules[:1]:
        facts += about.own(rules, RULES, _with_address(rules))
    return facts


def _level(key):
    guide = LevelGuide.objects.filter(level=key).first()
    if guide is None:
        return []
    about = About("level", key, str(guide), guide.get_absolute_url(), (("levels", guide.level, Change.Action.UPDATED),))
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
