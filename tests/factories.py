"""Objects for tests: only the facts that matter to a test are written out there; everything else is made up here."""

import datetime

import factory
from django.contrib.auth.models import Group, User
from django.utils import timezone
from factory.django import DjangoModelFactory

from careerportal.datasets.models import BulkEdit, Finding, Release
from careerportal.links.models import Link
from careerportal.partners.models import Catalogue, Partner, Webhook
from careerportal.reports.models import Report
from careerportal.taxonomy.controls import Control
from careerportal.taxonomy.degree_levels import DegreeLevel
from careerportal.taxonomy.figures import FigureStatus
from careerportal.taxonomy.topics import Topic
from careerportal.texts.models import GlossaryTerm, TranslatedText
from careerportal.visits.models import PageViews
from certification.models import Certification, CertifyingBody, ExamArea, RuleSet
from programs.accreditation import Accreditation
from programs.charges import Residency, SchoolCharge, StudentLevel
from programs.completions import Completions
from programs.deadlines import Deadline
from programs.fields import FieldOfStudy
from programs.models import LevelGuide, Override, Program, ProgramOutcome, ProgramTopic, School, SchoolMove
from programs.school_editors import SchoolAssignment
from salaries.crosswalk import JobOfField
from salaries.models import Area, Occupation, ProfileSection, Projection, WageEstimate


class ReleaseFactory(DjangoModelFactory):
    class Meta:
        model = Release

    source = "scorecard-field-of-study"
    edition = "June 2026"
    published_on = datetime.date(2026, 6, 1)
    file_name = "field_of_study.csv"
    sha256 = "0" * 64
    state = Release.State.READY


class FindingFactory(DjangoModelFactory):
    class Meta:
        model = Finding

    release = factory.SubFactory(ReleaseFactory)
    kind = "no credential"
    severity = Finding.Severity.NOTICE
    subject = "Some College"
    message = "courses without a credential are no program"


class LinkFactory(DjangoModelFactory):
    class Meta:
        model = Link

    url = factory.Sequence(lambda number: f"https://school-{number + 1:03}.example.edu/")
    state = Link.State.ANSWERS
    said = "HTTP 200"
    checked_at = factory.LazyFunction(timezone.now)


class PageViewsFactory(DjangoModelFactory):
    class Meta:
        model = PageViews

    page = PageViews.Page.PROGRAM
    slug = factory.Sequence(lambda number: f"program-{number + 1:03}")
    day = factory.LazyFunction(timezone.localdate)
    views = 1


class GlossaryTermFactory(DjangoModelFactory):
    class Meta:
        model = GlossaryTerm

    key = factory.Sequence(lambda number: f"word-{number + 1:03}")
    term = factory.Sequence(lambda number: f"Word {number + 1:03}")
    meaning = "What it means."
    checked_on = factory.LazyFunction(timezone.localdate)


class BulkEditFactory(DjangoModelFactory):
    """A file of programs that somebody brought, with no row yet."""

    class Meta:
        model = BulkEdit

    table = "programs.program"
    file_name = "programs.csv"
    lines = factory.LazyFunction(list)
    made_by = "curator"


class SchoolFactory(DjangoModelFactory):
    """A listed public school in Ohio."""

    class Meta:
        model = School

    unitid = factory.Sequence(lambda number: 100_001 + number)
    opeid6 = factory.Sequence(lambda number: f"{number + 1:06}")
    name = factory.Sequence(lambda number: f"College {number + 1:03}")
    slug = factory.Sequence(lambda number: f"college-{number + 1:03}")
    control = Control.PUBLIC
    state = "OH"
    is_listed = True

    class Params:
        unlisted = factory.Trait(is_listed=False, state="")


class PersonFactory(DjangoModelFactory):
    """Somebody of the staff without a role; `roles` names the roles they have."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda number: f"person-{number + 1:03}")
    is_staff = True

    @factory.post_generation
    def roles(self, create, names, **more):
        for name in names or ():
            self.groups.add(Group.objects.get(name=name))


class SchoolAssignmentFactory(DjangoModelFactory):
    class Meta:
        model = SchoolAssignment

    user = factory.SubFactory(PersonFactory)
    school = factory.SubFactory(SchoolFactory)


class SchoolMoveFactory(DjangoModelFactory):
    """A merge that changed nothing."""

    class Meta:
        model = SchoolMove

    kind = SchoolMove.Kind.MERGE
    source = factory.SubFactory(SchoolFactory)
    target = factory.SubFactory(SchoolFactory)
    why = "They are one"
    steps = factory.LazyFunction(list)


class ProgramOutcomeFactory(DjangoModelFactory):
    """Figures of a master's program; `earnings=None` leaves the reason open, `blanks` names one."""

    class Meta:
        model = ProgramOutcome

    school = factory.SubFactory(SchoolFactory)
    cip4 = "51.07"
    level = DegreeLevel.MASTERS
    completers = 40
    earnings = 70_000
    earnings_horizon = factory.LazyAttribute(lambda outcome: 4 if outcome.earnings is not None else None)
    debt = 30_000
    benchmark_state = 36_000
    benchmark_nation = 37_000
    blanks = factory.LazyAttribute(
        lambda outcome: {
            name: FigureStatus.UNKNOWN.value
            for name in ("completers", "earnings", "debt", "benchmark_state", "benchmark_nation")
            if getattr(outcome, name) is None
        }
    )
    release = factory.SubFactory(ReleaseFactory)


class ProgramFactory(DjangoModelFactory):
    """A published program with figures. `outcome__earnings=…` sets one of them; `outcome=None` has none."""

    class Meta:
        model = Program

    school = factory.SubFactory(SchoolFactory)
    cip = "51.07"
    level = DegreeLevel.MASTERS
    title = "Health and Medical Administrative Services"
    slug = factory.Sequence(lambda number: f"program-{number + 1:03}")
    federal_key = factory.LazyAttribute(lambda program: f"{program.school.unitid}:{program.cip}:{program.level}")
    outcome = factory.SubFactory(
        ProgramOutcomeFactory,
        school=factory.SelfAttribute("..school"),
        level=factory.SelfAttribute("..level"),
        cip4=factory.LazyAttribute(lambda outcome: outcome.factory_parent.cip[:5]),
    )

    class Params:
        curated = factory.Trait(federal_key=None, outcome=None)
        withdrawn = factory.Trait(status=Program.Status.WITHDRAWN)


class FieldOfStudyFactory(DjangoModelFactory):
    class Meta:
        model = FieldOfStudy

    code = factory.Sequence(lambda number: f"51.{701 + number % 99:04}")
    title = "Health/Health Care Administration/Management"
    release = factory.SubFactory(ReleaseFactory, source="cip", edition="2020")


class JobOfFieldFactory(DjangoModelFactory):
    class Meta:
        model = JobOfField

    cip = factory.Sequence(lambda number: f"51.{701 + number % 99:04}")
    soc = "11-9111"
    job_title = "Medical and Health Services Managers"
    release = factory.SubFactory(ReleaseFactory, source="cip-soc", edition="2020")


class CompletionsFactory(DjangoModelFactory):
    class Meta:
        model = Completions

    school = factory.SubFactory(SchoolFactory)
    cip = "51.0701"
    awlevel = "7"
    level = DegreeLevel.MASTERS
    year = 2024
    awards = 6
    release = factory.SubFactory(ReleaseFactory, source="ipeds-completions", edition="2023-24")


class ProgramTopicFactory(DjangoModelFactory):
    class Meta:
        model = ProgramTopic

    program = factory.SubFactory(ProgramFactory)
    topic = Topic.FINANCE


class AccreditationFactory(DjangoModelFactory):
    """Made up for tests."""

    class Meta:
        model = Accreditation

    program = factory.SubFactory(ProgramFactory)
    accreditor = "Accreditor of Tests"
    status = Accreditation.Status.ACCREDITED
    since = datetime.date(2015, 5, 1)
    next_review = datetime.date(2028, 10, 1)
    evidence_url = "https://accreditor.example.org/programs"
    checked_on = datetime.date(2026, 11, 1)


class DeadlineFactory(DjangoModelFactory):
    """Made up for tests."""

    class Meta:
        model = Deadline

    program = factory.SubFactory(ProgramFactory)
    name = "Application for fall"
    due_on = datetime.date(2027, 3, 1)
    source_url = "https://college.example.org/apply"
    checked_on = datetime.date(2026, 11, 1)


class SchoolChargeFactory(DjangoModelFactory):
    """What a graduate student of the school's own state pays in a year."""

    class Meta:
        model = SchoolCharge

    school = factory.SubFactory(SchoolFactory)
    year = 2022
    student_level = StudentLevel.GRADUATE
    residency = Residency.IN_STATE
    tuition = 10_000
    fees = 1_000
    release = factory.SubFactory(ReleaseFactory, source="ipeds-charges", edition="2022-23")


class LevelGuideFactory(DjangoModelFactory):
    class Meta:
        model = LevelGuide

    level = DegreeLevel.MASTERS
    summary = "Two to three years for people who want to lead."
    typical_length = "two to three years"
    entry = "a bachelor's degree"
    body = "What you study.\n\nHow you study."
    leads_to = "managing a department"
    source = "Medical office manager career overview"
    checked_on = datetime.date(2026, 11, 1)


class OccupationFactory(DjangoModelFactory):
    class Meta:
        model = Occupation
        django_get_or_create = ("soc",)

    soc = "11-9111"
    title = "Medical and Health Services Managers"
    slug = factory.LazyAttribute(lambda occupation: f"occupation-{occupation.soc}")
    popular_title = ""
    summary = "They plan and run medical offices."


class ProfileSectionFactory(DjangoModelFactory):
    class Meta:
        model = ProfileSection

    occupation = factory.SubFactory(OccupationFactory)
    kind = ProfileSection.Kind.PATH
    title = factory.Sequence(lambda number: f"Section {number + 1}")
    body = "One paragraph.\n\n- one thing\n- another"
    source = "Bureau of Labor Statistics"
    checked_on = datetime.date(2026, 11, 1)


class AreaFactory(DjangoModelFactory):
    """The nation; `state="TX", …` with a kind, a code and a title for another place."""

    class Meta:
        model = Area
        django_get_or_create = ("code",)

    code = "99"
    kind = Area.Kind.NATION
    title = "United States"
    slug = factory.LazyAttribute(lambda area: f"area-{area.code}")

    class Params:
        texas = factory.Trait(code="48", kind=Area.Kind.STATE, title="Texas", slug="texas", state="TX")
        ohio = factory.Trait(code="39", kind=Area.Kind.STATE, title="Ohio", slug="ohio", state="OH")


class WageEstimateFactory(DjangoModelFactory):
    class Meta:
        model = WageEstimate

    occupation = factory.SubFactory(OccupationFactory)
    area = factory.SubFactory(AreaFactory)
    year = 2025
    employment = 597_080
    employment_rse = 1.1
    jobs_per_1000 = 3.8
    location_quotient = 1.0
    mean_rse = 0.5
    annual_mean = 140_970
    annual_p10 = 73_390
    annual_p25 = 94_700
    annual_p50 = 123_860
    annual_p75 = 166_100
    annual_p90 = 224_340
    release = factory.SubFactory(ReleaseFactory, source="oews", edition="May 2025")


class ProjectionFactory(DjangoModelFactory):
    class Meta:
        model = Projection

    occupation = factory.SubFactory(OccupationFactory)
    base_year = 2024
    target_year = 2034
    employment_base = 616_200
    employment_target = 759_100
    change_percent = 23.2
    openings_per_year = 62_100
    entry_education = "Bachelor's degree"
    experience = "Less than 5 years"
    release = factory.SubFactory(ReleaseFactory, source="employment-projections", edition="2024–34")


class CertifyingBodyFactory(DjangoModelFactory):
    class Meta:
        model = CertifyingBody
        django_get_or_create = ("name",)

    name = "Professional Association of Health Care Office Management"
    abbreviation = "PAHCOM"
    website = "https://www.pahcom.com/"


class CertificationFactory(DjangoModelFactory):
    class Meta:
        model = Certification
        django_get_or_create = ("slug",)

    name = "Certified Medical Manager"
    abbreviation = "CMM"
    slug = "certified-medical-manager"
    body = factory.SubFactory(CertifyingBodyFactory)
    soc = "11-9111"
    summary = "Shows that its holder can run a medical practice."


class RuleSetFactory(DjangoModelFactory):
    """The rules of the CMM as they stand in the article that the portal grew from."""

    class Meta:
        model = RuleSet

    certification = factory.SubFactory(CertificationFactory)
    experience_years = 3
    experience_field = "health care"
    credit_hours = 12
    credit_field = "health care or business management"
    credit_reduction_per_extra_year = 1
    membership_required = True
    exam_minutes = 180
    exam_domains = 18
    renewal_hours = 24
    renewal_months = 24
    source = "Medical office manager career overview"
    checked_on = datetime.date(2026, 11, 1)


class ExamAreaFactory(DjangoModelFactory):
    """An area made up for tests; nobody has given us the real ones."""

    class Meta:
        model = ExamArea

    certification = factory.SubFactory(CertificationFactory)
    name = factory.Sequence(lambda number: f"Area {number + 1}")
    topic = Topic.FINANCE
    source = "made up for tests"


class PartnerFactory(DjangoModelFactory):
    class Meta:
        model = Partner
        django_get_or_create = ("name",)

    name = "Careers Weekly"
    contact_email = "data@careers.example"


class CatalogueFactory(DjangoModelFactory):
    """A partner's search with a name: all programs, unless `query` narrows it."""

    class Meta:
        model = Catalogue

    partner = factory.SubFactory(PartnerFactory)
    slug = factory.Sequence(lambda number: f"catalogue-{number + 1}")
    name = "Our programs"
    query = ""


class WebhookFactory(DjangoModelFactory):
    class Meta:
        model = Webhook

    partner = factory.SubFactory(PartnerFactory)
    url = "https://hooks.careers.example/portal"
    salt = factory.Sequence(lambda number: f"salt-{number + 1}")


class ReportFactory(DjangoModelFactory):
    """A reader says that the length of a program, not recorded, is 24 months."""

    class Meta:
        model = Report

    kind = "program"
    key = "some-program"
    fact = "length_months"
    about = "Health Administration at Some University"
    label = "Length in months"
    shown = "Not recorded"
    source = "Our curators' own record"
    page = "/programs/some-program/"
    proposed = "24"


class TranslatedTextFactory(DjangoModelFactory):
    class Meta:
        model = TranslatedText

    language = "es"
    english = "A degree of four years."
    text = "Un título de cuatro años."
    checked_on = datetime.date(2026, 11, 26)


class OverrideFactory(DjangoModelFactory):
    class Meta:
        model = Override

    school = factory.SubFactory(SchoolFactory, website="https://old.edu/")
    field = "website"
    value = "https://new.edu/"
    reason = "The school has moved its pages."
    evidence_url = "https://new.edu/about/"
    expires_on = datetime.date(2099, 12, 31)
    federal_value = "https://old.edu/"
    proposed_by = "ann"
