"""Schools, the programs they offer, and what graduates of those programs earn and owe."""

from copy import copy
from typing import NamedTuple

from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from careerportal.datasets.curated import Curated, versions
from careerportal.datasets.models import HasFigures, Release
from careerportal.taxonomy import cip, states
from careerportal.taxonomy.activity import ENDED, Activity
from careerportal.taxonomy.controls import Control
from careerportal.taxonomy.degree_levels import DegreeLevel
from careerportal.taxonomy.distances import Distance
from careerportal.taxonomy.locales import Locale
from careerportal.taxonomy.sizes import size_of
from careerportal.taxonomy.topics import Topic
from programs import distance_education
from programs.distance_education import DistanceEducation
from programs.handing_over import hand_over
from programs.queries import ProgramQuerySet, SchoolQuerySet
from programs.working_adults import AdmissionTest, Sessions

STATE_CHOICES = list(states.PLACES.items())
EMPTY_TEXT = {"blank": True, "default": "", "db_default": ""}
"""For texts added to a table that is in use: rows written by the code before them are empty, not refused."""

ZIP_PATTERN = r"^([0-9]{5}(-[0-9]{4})?)?$"


class Overridden(NamedTuple):
    """A federal value of a school, what readers see in its place, the page that shows it, and until when it holds."""

    name: str
    label: str
    federal: str
    value: str
    evidence: str
    until: str


class School(models.Model):
    """A college, university or career school. UNITID is the Department of Education's own number for it."""

    RESOURCE = "schools"
    FEDERAL_FIELDS = ("unitid", "opeid6", "name", "control", "state", "is_listed")
    LINK_FIELDS = ("admissions_url", "application_url", "financial_aid_url", "net_price_url", "veterans_url")
    """The school's own pages that the IPEDS directory names, besides its website."""

    DIRECTORY_FIELDS = (
        "city", "zip", "latitude", "longitude", "cbsa", "locale", "website", "aliases", "activity", "closed_on",
        "successor_unitid", *LINK_FIELDS,
    )  # fmt: skip
    """What the IPEDS directory says of a school; the release it is of stands in directory_release."""

    SIZE_FIELDS = ("undergraduates",)
    """What College Scorecard's file of schools says; the release it is of stands in size_release."""

    DISTANCE_FIELDS = tuple(distance_education.FIELDS.values())
    """What the IPEDS file of offerings says; the release it is of stands in distance_release."""

    WITHDRAWN = {"is_listed": False}

    unitid = models.PositiveIntegerField("UNITID", unique=True, null=True, blank=True)
    opeid6 = models.CharField("OPEID (6 digits)", max_length=6, blank=True, help_text="Federal student aid's number.")
    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=200, unique=True, help_text="Stands in the page's address; never changes.")
    control = models.CharField(max_length=10, choices=Control)
    state = models.CharField(max_length=2, choices=STATE_CHOICES, blank=True)
    is_listed = models.BooleanField(
        "listed",
        default=True,
        help_text="In the Department's current list of schools. Programs of unlisted schools are left out of searches.",
    )

    city = models.CharField(max_length=60, **EMPTY_TEXT)
    zip = models.CharField("ZIP code", max_length=10, help_text="Five digits, or nine with a hyphen.", **EMPTY_TEXT)
    latitude = models.FloatField(null=True, blank=True, help_text="Degrees north. Blank where nobody vouches for it.")
    longitude = models.FloatField(null=True, blank=True, help_text="Degrees east; west of Greenwich is negative.")
    cbsa = models.CharField(
        "metropolitan area", max_length=5, **EMPTY_TEXT,
        help_text="CBSA code, the one under which wages are published; blank outside metropolitan areas.",
    )  # fmt: skip
    website = models.URLField(_("website"), max_length=300, **EMPTY_TEXT)
    aliases = models.TextField(help_text="Other names the school goes by, parted by semicolons.", **EMPTY_TEXT)
    locale = models.CharField("how urban", max_length=2, choices=Locale, **EMPTY_TEXT)
    activity = models.CharField(
        max_length=12, choices=Activity, **EMPTY_TEXT,
        help_text="Whether it still teaches. Programs of closed and combined schools are left out of searches.",
    )  # fmt: skip
    closed_on = models.DateField(null=True, blank=True, help_text="Blank where it is open or the day is not known.")
    successor_unitid = models.PositiveIntegerField(
        "UNITID that its data go on under", null=True, blank=True,
        help_text="The school it was combined with, or the main campus it reports with.",
    )  # fmt: skip
    admissions_url = models.URLField(_("admissions page"), max_length=300, **EMPTY_TEXT)
    application_url = models.URLField(_("application page"), max_length=300, **EMPTY_TEXT)
    financial_aid_url = models.URLField(_("financial aid page"), max_length=300, **EMPTY_TEXT)
    net_price_url = models.URLField(_("net-price calculator"), max_length=300, **EMPTY_TEXT)
    veterans_url = models.URLField(_("page for veterans"), max_length=300, **EMPTY_TEXT)
    directory_release = models.ForeignKey(
        Release, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    undergraduates = models.PositiveIntegerField(
        null=True, blank=True, help_text="Those who seek a degree or certificate there; blank where not published."
    )
    size_release = models.ForeignKey(
        Release, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    distance_undergraduate = models.CharField(
        "at a distance, for undergraduates", max_length=12, choices=DistanceEducation, **EMPTY_TEXT,
        help_text="Of the school as a whole, never of one program. Blank where the school has not told.",
    )  # fmt: skip
    distance_graduate = models.CharField(
        "at a distance, for graduate students", max_length=12, choices=DistanceEducation, **EMPTY_TEXT
    )
    distance_release = models.ForeignKey(
        Release, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    display_name = models.CharField(max_length=200, blank=True, help_text="Shown instead of the federal name.")
    former_names = models.CharField(
        max_length=300, blank=True, help_text="Names people may still search for, parted by semicolons."
    )
    description = models.TextField(blank=True, help_text="A few sentences in our own words.")
    note = models.CharField(max_length=300, blank=True, help_text="A notice on the school's page, such as a merger.")

    merged_into = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="merged_schools",
        help_text="The school that this one is part of now; programs.moving writes it.",
    )  # fmt: skip

    overriding = models.JSONField(
        null=True, blank=True, editable=False,
        help_text="Federal values in place of which readers see another: programs.overrides writes it.",
    )  # fmt: skip

    objects = SchoolQuerySet.as_manager()
    history = versions()

    class Meta:
        ordering = ["name", "id"]
        permissions = [("view_every_school", "Can see every school on the desk, not only those given to them")]
        constraints = [
            models.CheckConstraint(condition=models.Q(control__in=Control.values), name="school_control_is_known"),
            models.CheckConstraint(
                condition=models.Q(state="") | models.Q(state__in=states.PLACES), name="school_state_is_known"
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="school_has_a_name"),
            models.CheckConstraint(condition=models.Q(zip__regex=ZIP_PATTERN), name="school_zip_shape"),
            models.CheckConstraint(
                condition=models.Q(locale="") | models.Q(locale__in=Locale.values), name="school_locale_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(activity="") | models.Q(activity__in=Activity.values),
                name="school_activity_is_known",
            ),
            *(
                models.CheckConstraint(
                    condition=models.Q((name, "")) | models.Q((f"{name}__in", DistanceEducation.values)),
                    name=f"school_{name}_is_known",
                )
                for name in distance_education.FIELDS.values()
            ),
            models.CheckConstraint(condition=models.Q(cbsa__regex=r"^([0-9]{5})?$"), name="school_cbsa_shape"),
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__isnull=False, longitude__isnull=False)
                & models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="school_coordinates_are_a_pair",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "control"], name="school_by_place"),
            models.Index(fields=["latitude", "longitude"], name="school_by_coordinates"),
            models.Index(fields=["undergraduates"], name="school_by_size"),
        ]

    def __str__(self):
        return self.shown_name

    def get_absolute_url(self):
        return reverse("programs:school", args=[self.slug])

    @property
    def ledger_key(self):
        return str(self.unitid or self.slug)

    @property
    def shown_name(self):
        return self.display_name or self.name

    def as_shown(self):
        """The school as readers see it, with what our curators put in place of federal values; never to be saved."""
        if not self.overriding:
            return self
        shown = copy(self)
        shown.filed = self
        for name, given in self.overriding.items():
            setattr(shown, name, given["value"])
        return shown

    @property
    def overridden(self):
        """The federal values in place of which readers see another."""
        filed = getattr(self, "filed", self)
        return [
            Overridden(name, capfirst(self._meta.get_field(name).verbose_name), getattr(filed, name), **given)
            for name, given in sorted((self.overriding or {}).items())
        ]

    @property
    def place(self):
        """Where the school is, as far as we know: "Denton, Texas"; empty where we do not."""
        return ", ".join(part for part in (self.city, self.get_state_display()) if part)

    @property
    def has_ended(self):
        """Nobody can enroll here any more: the newest directory that names the school says closed or combined."""
        return self.activity in ENDED

    @property
    def can_be_chosen(self):
        """In the Department's current list, and not known to have closed: what a search offers unless asked for all."""
        return self.is_listed and not self.has_ended

    @cached_property
    def successor(self):
        """The school of the portal that this one's data go on under, or None."""
        return School.objects.filter(unitid=self.successor_unitid).first() if self.successor_unitid else None

    @property
    def own_pages(self):
        """The school's own pages besides its website, as (what it is for, address) pairs; those that it named."""
        fields = [self._meta.get_field(name) for name in self.LINK_FIELDS]
        return [(field.verbose_name.capitalize(), url) for field in fields if (url := getattr(self, field.name))]

    @property
    def size(self):
        """The word of the school's size, empty where its number of undergraduates is not known."""
        return size_of(self.undergraduates)

    @property
    def scorecard_url(self):
        """The school's page at the Department of Education's College Scorecard, or None."""
        return f"https://collegescorecard.ed.gov/school/?{self.unitid}" if self.unitid else None

    @property
    def navigator_url(self):
        """The school's page at the National Center for Education Statistics' College Navigator, or None."""
        return f"https://nces.ed.gov/collegenavigator/?id={self.unitid}" if self.unitid else None


class ProgramOutcome(HasFigures):
    """What became of graduates, for one school × four-digit field × level: the grain of College Scorecard."""

    FEDERAL_FIELDS = (
        "completers",
        "earnings",
        "earnings_horizon",
        "debt",
        "benchmark_state",
        "benchmark_nation",
        "distance",
        "blanks",
    )

    class Horizon(models.IntegerChoices):
        ONE_YEAR = 1, _("one year after completing")
        FOUR_YEARS = 4, _("four years after completing")

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="outcomes")
    cip4 = models.CharField("field (4-digit CIP)", max_length=5)
    level = models.CharField(max_length=20, choices=DegreeLevel)
    completers = models.PositiveIntegerField(null=True, blank=True, help_text="Awards in one year (IPEDSCOUNT1).")
    earnings = models.PositiveIntegerField(null=True, blank=True, help_text="Median yearly earnings, US dollars.")
    earnings_horizon = models.PositiveSmallIntegerField(null=True, blank=True, choices=Horizon)
    debt = models.PositiveIntegerField(
        null=True, blank=True, help_text="Median federal student loans taken at this school, US dollars."
    )
    benchmark_state = models.PositiveIntegerField(
        null=True, blank=True, help_text="Typical earnings of high-school graduates in the state, US dollars."
    )
    benchmark_nation = models.PositiveIntegerField(
        null=True, blank=True, help_text="Typical earnings of high-school graduates in the nation, US dollars."
    )
    distance = models.CharField(
        "at a distance", max_length=4, choices=Distance, **EMPTY_TEXT,
        help_text="How much of the field the school lets one complete at a distance; blank where the file is silent.",
    )  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "cip4", "level"], name="outcome_natural_key"),
            models.CheckConstraint(condition=models.Q(cip4__regex=r"^[0-9]{2}\.[0-9]{2}$"), name="outcome_cip_shape"),
            models.CheckConstraint(condition=models.Q(level__in=DegreeLevel.values), name="outcome_level_is_known"),
            models.CheckConstraint(
                condition=models.Q(earnings__isnull=True) | models.Q(earnings_horizon__isnull=False),
                name="outcome_earnings_say_when",
            ),
            models.CheckConstraint(
                condition=models.Q(distance="") | models.Q(distance__in=Distance.values),
                name="outcome_distance_is_known",
            ),
        ]
        indexes = [
            models.Index(fields=["level", "cip4", "earnings"], name="outcome_by_earnings"),
            models.Index(fields=["earnings"], name="outcome_earnings"),  # The desk's list of programs, in this order.
        ]

    def __str__(self):
        return f"{self.school}: {self.get_level_display()}, {self.cip4}"

    @property
    def ledger_key(self):
        """What a report calls it; partners read outcomes as part of their programs."""
        return f"{self.school.ledger_key}:{self.cip4}:{self.level}"

    SHOWN_THROUGH = ("programs",)

    def shown_by(self):
        """The programs whose figures these are: what partners are told changed when an outcome did."""
        return self.programs.all()


class Program(models.Model):
    """One field of study at one level at one school: what a student chooses between."""

    RESOURCE = "programs"
    FEDERAL_FIELDS = ("federal_key", "school", "cip", "level", "title", "outcome", "is_current")
    WORKFLOW = (
        "status", "submitted_by", "review_note", "publish_on", "withdraw_on", "withdrawal_reason", "successor",
    )  # fmt: skip
    """What only the verbs of programs.curation write."""

    WITHDRAWN = {"is_current": False}
    """What a row that no federal file lists any more is given, in place of being deleted; so for schools."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_REVIEW = "in-review", _("In review")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class Delivery(models.TextChoices):
        CAMPUS = "campus", _("On campus")
        ONLINE = "online", _("Online")
        HYBRID = "hybrid", _("Online and on campus")

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="programs")
    cip = models.CharField("field (CIP code)", max_length=7, help_text="51.07, or with six digits 51.0701.")
    level = models.CharField(max_length=20, choices=DegreeLevel)
    title = models.CharField(max_length=200)
    slug = models.SlugField(max_length=220, unique=True, help_text="Stands in the page's address; never changes.")
    federal_key = models.CharField(
        max_length=60, unique=True, null=True, blank=True, help_text="UNITID:CIP:level. Empty when only we list it."
    )
    outcome = models.ForeignKey(
        ProgramOutcome, null=True, blank=True, on_delete=models.SET_NULL, related_name="programs"
    )
    is_current = models.BooleanField(
        "in the newest release",
        default=True,
        help_text="The newest federal release lists it; true for our own listings.",
    )
    status = models.CharField(max_length=10, choices=Status, default=Status.PUBLISHED)
    successor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="predecessors",
        help_text="Where the page leads once this program is withdrawn.",
    )  # fmt: skip
    submitted_by = models.CharField(
        max_length=150, help_text="Who sent it to review: somebody else publishes it.", **EMPTY_TEXT
    )
    review_note = models.CharField(max_length=500, help_text="What the reviewer asked for.", **EMPTY_TEXT)
    publish_on = models.DateField(null=True, blank=True, help_text="Reviewed, and to be published that day.")
    withdraw_on = models.DateField(null=True, blank=True, help_text="To be withdrawn that day.")
    withdrawal_reason = models.CharField(
        max_length=300, help_text="Stands on the page in place of the program.", **EMPTY_TEXT
    )

    description = models.TextField(blank=True, help_text="A few sentences in our own words.")
    delivery = models.CharField(max_length=10, choices=Delivery, blank=True)
    length_months = models.PositiveSmallIntegerField("length in months", null=True, blank=True)
    credits = models.PositiveSmallIntegerField("credit hours", null=True, blank=True)
    capstone = models.BooleanField("capstone required", null=True, blank=True)
    internship = models.BooleanField("internship required", null=True, blank=True)
    entry_requirements = models.TextField(blank=True)
    admission_test = models.CharField("GRE or GMAT", max_length=10, choices=AdmissionTest, **EMPTY_TEXT)
    experience_asked = models.BooleanField("work experience asked", null=True, blank=True)
    practicum = models.BooleanField("has a practicum", null=True, blank=True)
    cohort = models.BooleanField("is taught in a cohort", null=True, blank=True)
    executive = models.BooleanField("executive format", null=True, blank=True)
    sessions = models.CharField(max_length=10, choices=Sessions, **EMPTY_TEXT)
    part_time = models.BooleanField("can be studied part time", null=True, blank=True)
    start_terms = models.CharField(
        "starts", max_length=120, help_text="As the school says it: fall and spring.", **EMPTY_TEXT
    )
    url = models.URLField("the school's own page", blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ProgramQuerySet.as_manager()
    history = versions()

    class Meta:
        ordering = ["school__name", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(cip__regex=cip.CIP_PATTERN), name="program_cip_shape"),
            models.CheckConstraint(condition=models.Q(level__in=DegreeLevel.values), name="program_level_is_known"),
            models.CheckConstraint(condition=~models.Q(title=""), name="program_has_a_title"),
            models.CheckConstraint(
                condition=models.Q(status__in=("draft", "in-review", "published", "withdrawn")),
                name="program_status_is_known",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "is_current", "level"], name="program_by_level"),
            models.Index(fields=["-updated_at", "-id"], name="program_by_update"),
            models.Index(
                fields=["school", "id"],
                condition=models.Q(status="published", is_current=True),
                name="offered_program_by_school",
            ),
        ]
        permissions = [("publish_program", "Can publish, send back, withdraw and restore programs")]

    def __str__(self):
        return f"{self.title}, {self.get_level_display()}"

    def get_absolute_url(self):
        return reverse("programs:detail", args=[self.slug])

    @property
    def is_offered(self):
        """Published by our curators and listed by the newest federal release."""
        return self.is_current and self.status == self.Status.PUBLISHED

    @property
    def was_public(self):
        """Readers have seen it: a page, a list or a link may name it."""
        return self.status in (self.Status.PUBLISHED, self.Status.WITHDRAWN)

    @property
    def ledger_key(self):
        return self.slug

    @property
    def field(self):
        """The four-digit field of study, such as 51.07."""
        return cip.field_of(self.cip)

    @property
    def is_six_digits(self):
        """Its field is told apart; one of four digits stands for all of it."""
        return self.cip != self.field

    def hand_over(self, heir):
        """Give what people wrote of this program to another; how a release tells of what is in its place."""
        hand_over(self, heir)


class ProgramTopic(Curated):
    """A topic that a program teaches, as a curator found it said by the school. Missing ones say nothing."""

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="topics")
    topic = models.CharField(max_length=20, choices=Topic)

    class Meta:
        ordering = ["program_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["program", "topic"], name="program_topic_natural_key"),
            models.CheckConstraint(condition=models.Q(topic__in=Topic.values), name="program_topic_is_known"),
        ]
        indexes = [models.Index(fields=["topic", "program"], name="program_by_topic")]

    def __str__(self):
        return self.get_topic_display()


class LevelGuide(Curated):
    """What a degree level is, in our own words, for students who choose a rung of the ladder."""

    level = models.CharField(max_length=20, choices=DegreeLevel, unique=True)
    summary = models.CharField(max_length=300, help_text="One sentence: what it is and for whom.")
    typical_length = models.CharField(max_length=120, blank=True)
    entry = models.CharField("what you need to start", max_length=200, blank=True)
    body = models.TextField(help_text="Paragraphs parted by an empty line.")
    leads_to = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=200, help_text="Where the facts come from.")
    checked_on = models.DateField(help_text="When somebody last checked them.")

    def __str__(self):
        return self.get_level_display()

    def get_absolute_url(self):
        return reverse("programs:level", args=[self.level])


class Synonym(Curated):
    """A word that students type, and the words of the catalogue that search treats like it."""

    word = models.CharField(max_length=60, unique=True, help_text="As people type it: healthcare.")
    alike = models.CharField(max_length=300, help_text="What it is also found as, parted by commas: health, medical.")

    class Meta:
        ordering = ["word"]

    def __str__(self):
        return f"{self.word}: {self.alike}"


from programs.accreditation import Accreditation  # noqa: E402, F401 -- a table of this app with a file of its own
from programs.charges import SchoolCharge  # noqa: E402, F401 -- likewise
from programs.completions import Completions  # noqa: E402, F401 -- likewise
from programs.deadlines import Deadline  # noqa: E402, F401 -- likewise
from programs.fields import FieldOfStudy  # noqa: E402, F401 -- likewise
from programs.moves import SchoolMove  # noqa: E402, F401 -- likewise
from programs.overrides import Override  # noqa: E402, F401 -- likewise
from programs.school_editors import SchoolAssignment  # noqa: E402, F401 -- likewise
