"""How schools, programs and levels read in the API."""

from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers
from rest_framework.reverse import reverse

from careerportal.api.blanks import NOT_COLLECTED, NOT_OFFERED, UNKNOWN, BlanksField, unless
from careerportal.api.figures import CuratedNumber, CuratedWord, CuratedYesNo, FigureField
from careerportal.api.links import Links
from careerportal.api.sources import SourceField
from careerportal.taxonomy.activity import Activity
from careerportal.taxonomy.degree_levels import DegreeLevel
from careerportal.taxonomy.distances import Distance
from careerportal.taxonomy.figures import FigureStatus
from careerportal.taxonomy.locales import Locale
from careerportal.taxonomy.sizes import SchoolSize
from careerportal.taxonomy.topics import Topic
from programs.accreditation import Accreditation
from programs.api import completions, distance_education, examples, levels
from programs.api.completions import CompletionsSerializer
from programs.api.distance_education import DistanceEducationSerializer
from programs.charges import Residency, SchoolCharge, StudentLevel
from programs.completions import trends
from programs.deadlines import Deadline
from programs.models import Program, ProgramOutcome, School

DOLLARS = "US dollars"
STANDS_OPEN = ("", Activity.OPEN)
"""A school that still teaches under its own name has no day on which it closed, and no successor."""

STATE_HELP = "Postal code; null where the source names none, as for schools that have left the Department's list."


def as_the_directory_says(school):
    """Why a value of the directory of institutions is blank: it was not read for this school, or it gives none."""
    return UNKNOWN if school.directory_release_id else NOT_COLLECTED


def as_the_institution_file_says(school):
    """The same of what College Scorecard's file of institutions says."""
    return UNKNOWN if school.size_release_id else NOT_COLLECTED


def once_closed(school):
    """Why nothing is said of how a school ended: it has not, or nobody says."""
    return NOT_OFFERED if school.activity in STANDS_OPEN else UNKNOWN


def school_key(school):
    """Return what stands in the school's API address: its UNITID, or its slug where it has none."""
    return str(school.unitid or school.slug)


def _address_of_heir(school):
    """The address of the school that our curators made this one a part of, or None."""
    heir = school.merged_into
    return heir and reverse("api-v1:school-detail", args=[school_key(heir)])


class SchoolSummarySerializer(serializers.ModelSerializer):
    """The school of a program, in short."""

    name = serializers.CharField(source="shown_name", read_only=True)
    state = serializers.SerializerMethodField(help_text=STATE_HELP)
    listed = serializers.BooleanField(
        source="is_listed", read_only=True, help_text="In the Department of Education's current list of schools."
    )
    links = Links(
        page=lambda school: school.get_absolute_url(),
        api=lambda school: reverse("api-v1:school-detail", args=[school_key(school)]),
        college_scorecard=lambda school: school.scorecard_url,
        college_navigator=lambda school: school.navigator_url,
    )
    blanks = BlanksField(unitid=NOT_OFFERED, state=UNKNOWN)

    class Meta:
        model = School
        fields = ("unitid", "slug", "name", "control", "state", "listed", "links", "blanks")
        read_only_fields = ("unitid", "slug", "control")
        extra_kwargs = {"unitid": {"help_text": "The Department of Education's number; null where only we list it."}}

    def get_state(self, school) -> str | None:
        return school.state or None


class OwnPagesSerializer(serializers.Serializer):
    """Addresses of a school's own pages, as it gave them to the directory of institutions."""

    admissions = serializers.URLField(allow_null=True)
    application = serializers.URLField(allow_null=True)
    financial_aid = serializers.URLField(allow_null=True)
    net_price = serializers.URLField(allow_null=True)
    veterans = serializers.URLField(allow_null=True)
    blanks = BlanksField(
        **{name.removesuffix("_url"): unless(name, as_the_directory_says) for name in School.LINK_FIELDS}
    )


class ChargeSerializer(serializers.ModelSerializer):
    """Average yearly charge of full-time students of one kind. A program of the school may charge otherwise."""

    academic_year = serializers.CharField(read_only=True, help_text="Such as 2022-23.")
    student_level = serializers.ChoiceField(StudentLevel.choices)
    residency = serializers.ChoiceField(Residency.choices)
    tuition = FigureField("Tuition", unit="US dollars a year")
    fees = FigureField("Required fees", unit="US dollars a year")
    file = serializers.CharField(
        read_only=True, help_text="What the survey calls the file: IC2022_AY, or COST1_2024 from 2024-25 on."
    )
    source = SourceField()
    blanks = BlanksField(file=UNKNOWN, source=unless("release", UNKNOWN))

    class Meta:
        model = SchoolCharge
        fields = ("academic_year", "student_level", "residency", "tuition", "fees", "file", "source", "blanks")
        read_only_fields = fields


class OverrideSerializer(serializers.Serializer):
    """A value that our curators put in place of the federal one, with a page that shows it."""

    field = serializers.CharField(help_text="Which value: website, or the name of one of own_pages.")
    federal_value = serializers.CharField(allow_null=True, help_text="What the federal file says; null where nothing.")
    value = serializers.CharField(help_text="What this answer says in its place.")
    evidence = serializers.URLField(help_text="The page that shows it.")
    until = serializers.DateField(help_text="Until when it holds, unless the federal file says the same before.")
    blanks = BlanksField(federal_value=UNKNOWN)


class SchoolSerializer(SchoolSummarySerializer):
    """A college, university or career school."""

    federal_name = serializers.CharField(source="name", read_only=True)
    former_names = serializers.SerializerMethodField(help_text="Names that people may still search for.")
    state_name = serializers.SerializerMethodField(help_text="null where state is.")
    program_count = serializers.IntegerField(read_only=True, help_text="Programs of the school that the portal shows.")
    aliases = serializers.SerializerMethodField(help_text="Other names that the school goes by, as it reports them.")
    city = serializers.SerializerMethodField(
        help_text="null where the directory of institutions was not read; so below."
    )
    zip = serializers.SerializerMethodField(help_text="Five digits, or nine with a hyphen.")
    latitude = serializers.FloatField(read_only=True, allow_null=True, help_text="Degrees north. null where in doubt.")
    longitude = serializers.FloatField(read_only=True, allow_null=True, help_text="Degrees east. null where in doubt.")
    website = serializers.SerializerMethodField(help_text="The school's own website.")
    metropolitan_area = serializers.SerializerMethodField(
        help_text="CBSA code; in a metropolitan area the code under which /areas/ and /wages/ have it."
    )
    locale = serializers.SerializerMethodField(
        help_text="How urban its place is: the federal code, 11 for a large city to 43 for remote countryside."
    )
    activity = serializers.SerializerMethodField(
        help_text=(
            "open, closed, combined (with another school), branch (reports with its main campus) or out-of-scope. "
            "Programs of closed and combined schools are left out unless you ask with `listed=all`."
        )
    )
    closed_on = serializers.DateField(
        read_only=True, allow_null=True, help_text="null where open, or nobody says when."
    )
    successor = serializers.IntegerField(
        source="successor_unitid", read_only=True, allow_null=True,
        help_text="UNITID that its data go on under: of the school it was combined with, or of its main campus.",
    )  # fmt: skip
    own_pages = serializers.SerializerMethodField(
        help_text="The school's own pages; null for those that it names none of."
    )
    overrides = serializers.SerializerMethodField(
        help_text="Which values are our curators' own, in place of the federal ones of `source`; mostly none."
    )
    undergraduates = serializers.IntegerField(
        read_only=True, allow_null=True, help_text="Those who seek a degree or certificate. null where not published."
    )
    size = serializers.SerializerMethodField(help_text="small, medium or large; null where undergraduates is.")
    distance_education = serializers.SerializerMethodField()
    source = SourceField("directory_release", help_text="Of place, website, own pages, activity and successor.")
    undergraduates_source = SourceField("size_release", help_text="Of undergraduates and size.")
    blanks = BlanksField(
        unitid=NOT_OFFERED,
        opeid6=UNKNOWN,
        state=UNKNOWN,
        state_name=unless("state", UNKNOWN),
        city=as_the_directory_says,
        zip=as_the_directory_says,
        latitude=as_the_directory_says,
        longitude=as_the_directory_says,
        metropolitan_area=unless("cbsa", as_the_directory_says),
        locale=as_the_directory_says,
        website=as_the_directory_says,
        activity=as_the_directory_says,
        closed_on=once_closed,
        successor=unless("successor_unitid", once_closed),
        undergraduates=as_the_institution_file_says,
        size=as_the_institution_file_says,
        source=unless("directory_release", NOT_COLLECTED),
        undergraduates_source=unless("size_release", NOT_COLLECTED),
        description=UNKNOWN,
        note=NOT_OFFERED,
    )
    charges = ChargeSerializer(many=True, read_only=True, help_text="Of every year that is loaded, the newest first.")
    links = Links(
        page=lambda school: school.get_absolute_url(),
        api=lambda school: reverse("api-v1:school-detail", args=[school_key(school)]),
        college_scorecard=lambda school: school.scorecard_url,
        college_navigator=lambda school: school.navigator_url,
        merged_into=_address_of_heir,
    )

    class Meta(SchoolSummarySerializer.Meta):
        fields = (
            "unitid", "opeid6", "slug", "name", "federal_name", "former_names", "aliases", "control", "city", "state",
            "state_name", "zip", "latitude", "longitude", "metropolitan_area", "locale", "website",
            "own_pages", "overrides", "activity", "closed_on", "successor", "undergraduates", "size",
            "distance_education", "charges", "listed", "description", "note", "program_count", "source",
            "undergraduates_source", "links", "blanks",
        )  # fmt: skip
        read_only_fields = ("unitid", "opeid6", "slug", "control", "description", "note")

    def to_representation(self, school):
        return super().to_representation(school.as_shown())

    @extend_schema_field(OverrideSerializer(many=True))
    def get_overrides(self, school):
        said = [
            {
                "field": one.name.removesuffix("_url"),
                "federal_value": one.federal or None,
                "value": one.value,
                "evidence": one.evidence,
                "until": one.until,
            }
            for one in school.overridden
        ]
        return OverrideSerializer(said, many=True).data

    def get_former_names(self, school) -> list[str]:
        return _parted(school.former_names)

    def get_aliases(self, school) -> list[str]:
        return _parted(school.aliases)

    def get_city(self, school) -> str | None:
        return school.city or None

    def get_zip(self, school) -> str | None:
        return school.zip or None

    def get_website(self, school) -> str | None:
        return school.website or None

    @extend_schema_field(OwnPagesSerializer)
    def get_own_pages(self, school):
        pages = {name.removesuffix("_url"): getattr(school, name) or None for name in School.LINK_FIELDS}
        return pages | {"blanks": OwnPagesSerializer().fields["blanks"].to_representation(school)}

    @extend_schema_field(serializers.ChoiceField(Locale.choices, allow_null=True))
    def get_locale(self, school):
        return school.locale or None

    @extend_schema_field(serializers.ChoiceField(Activity.choices, allow_null=True))
    def get_activity(self, school):
        return school.activity or None

    def get_metropolitan_area(self, school) -> str | None:
        return school.cbsa or None

    @extend_schema_field(serializers.ChoiceField(SchoolSize.choices, allow_null=True))
    def get_size(self, school):
        return school.size or None

    @extend_schema_field(DistanceEducationSerializer)
    def get_distance_education(self, school):
        return distance_education.said_of(school)

    def get_state_name(self, school) -> str | None:
        return school.get_state_display() or None


def _parted(names):
    return [name.strip() for name in names.split(";") if name.strip()]


class AccreditationSerializer(serializers.ModelSerializer):
    """One accreditor's word on a program, as our curators read it on the accreditor's own page."""

    status = serializers.ChoiceField(Accreditation.Status.choices)
    blanks = BlanksField(since=UNKNOWN, until=UNKNOWN, next_review=UNKNOWN)

    class Meta:
        model = Accreditation
        fields = ("accreditor", "status", "since", "until", "next_review", "evidence_url", "checked_on", "blanks")
        read_only_fields = fields


class DeadlineSerializer(serializers.ModelSerializer):
    """By when to apply, as our curators read it on the school's own page."""

    class Meta:
        model = Deadline
        fields = ("name", "due_on", "source_url", "checked_on")
        read_only_fields = fields


def why_distance_is_blank(outcome):
    """Why nothing is said of study at a distance: as the file has it, or nobody knows."""
    return FigureStatus(outcome.blanks.get("distance", UNKNOWN))


class OutcomeSerializer(serializers.ModelSerializer):
    """What became of graduates. It covers all programs of the school in the same four-digit field at the same level."""

    field = serializers.CharField(
        source="cip4", read_only=True, help_text="The four-digit field that it covers: 51.07."
    )
    level = serializers.ChoiceField(
        DegreeLevel.choices,
        read_only=True,
        help_text="The level that it covers: graduate-certificate is both kinds of them together.",
    )
    completers = FigureField("Awards in one year", unit="awards")
    earnings = FigureField("Median earnings of graduates who work and had federal aid", unit="US dollars a year")
    earnings_horizon = serializers.IntegerField(
        read_only=True, allow_null=True, help_text="Years after completing at which earnings were measured: 1 or 4."
    )
    debt = FigureField("Median federal student loans taken at this school", unit=DOLLARS)
    benchmark_state = FigureField("Typical earnings of high-school graduates in the state", unit="US dollars a year")
    benchmark_nation = FigureField("Typical earnings of high-school graduates in the nation", unit="US dollars a year")
    distance = serializers.SerializerMethodField(
        help_text=(
            "How much of the field the school lets one complete at a distance at this level: all (every award), some "
            "(some of the awards) or none. It is of the field; how one program is taught is its `delivery`."
        )
    )
    source = SourceField()
    blanks = BlanksField(earnings_horizon=UNKNOWN, distance=why_distance_is_blank, source=unless("release", UNKNOWN))

    class Meta:
        model = ProgramOutcome
        fields = (
            "field", "level", "completers", "earnings", "earnings_horizon", "debt", "benchmark_state",
            "benchmark_nation", "distance", "source", "blanks",
        )  # fmt: skip

    @extend_schema_field(serializers.ChoiceField(Distance.choices, allow_null=True))
    def get_distance(self, outcome):
        return outcome.distance or None


@extend_schema_serializer(examples=[OpenApiExample("A master's program", value=examples.PROGRAM, response_only=True)])
class ProgramSerializer(serializers.ModelSerializer):
    """One field of study at one level at one school."""

    field = serializers.CharField(read_only=True, help_text="Four-digit CIP field, such as 51.07.")
    level_title = serializers.CharField(source="get_level_display", read_only=True)
    school = SchoolSummarySerializer(read_only=True)
    outcome = OutcomeSerializer(
        read_only=True, allow_null=True, help_text="null where the federal source has no row for this program."
    )
    topics = serializers.SerializerMethodField(
        help_text="What it teaches, as far as our curators have recorded it from the school's own description."
    )
    accreditations = AccreditationSerializer(
        many=True, read_only=True, help_text="Those that our curators have recorded; none recorded says nothing."
    )
    deadlines = DeadlineSerializer(
        many=True, read_only=True, help_text="Those that our curators have recorded; none recorded says nothing."
    )
    completions = serializers.SerializerMethodField(
        help_text="Awards year by year, the oldest first; empty where no completions are loaded or none is on record."
    )
    delivery = CuratedWord("How it is taught: campus, online or hybrid")
    length_months = CuratedNumber("How long it takes. Unit: months")
    credits = CuratedNumber("Credit hours. Unit: credit hours")
    capstone = CuratedYesNo("Whether a capstone project is required")
    internship = CuratedYesNo("Whether an internship is required")
    admission_test = CuratedWord("GRE or GMAT: required, waivable (required, but it can be waived) or not-asked")
    experience_asked = CuratedYesNo("Whether work experience is asked")
    practicum = CuratedYesNo("Whether it has a practicum")
    cohort = CuratedYesNo("Whether it is taught in a cohort")
    executive = CuratedYesNo("Whether it has an executive format")
    sessions = CuratedWord("Sessions: live, recorded or both")
    part_time = CuratedYesNo("Whether it can be studied part time")
    start_terms = CuratedWord("When it starts, as the school says it")
    links = Links(
        page=lambda program: program.get_absolute_url(),
        api=lambda program: reverse("api-v1:program-detail", args=[program.slug]),
        level=lambda program: reverse("api-v1:level-detail", args=[program.level]),
        website=lambda program: program.url,
    )
    blanks = BlanksField(
        outcome=NOT_COLLECTED, description=UNKNOWN, entry_requirements=UNKNOWN, website=unless("url", UNKNOWN)
    )

    class Meta:
        model = Program
        fields = (
            "slug", "title", "cip", "field", "level", "level_title", "school", "outcome", "description", "topics",
            "accreditations", "deadlines", "completions", "delivery", "length_months", "credits", "capstone",
            "internship", "entry_requirements", "admission_test", "experience_asked", "practicum", "cohort",
            "executive", "sessions", "part_time", "start_terms", "updated_at", "links", "blanks",
        )  # fmt: skip
        read_only_fields = ("slug", "title", "cip", "level", "description", "entry_requirements", "updated_at")

    @extend_schema_field(CompletionsSerializer(many=True))
    def get_completions(self, program):
        return completions.said(trends([program]).get(program.pk))

    @extend_schema_field(serializers.ListField(child=serializers.ChoiceField(Topic.choices)))
    def get_topics(self, program):
        return [one.topic for one in program.topics.all()]


class LevelSerializer(serializers.Serializer):
    """A rung of the degree ladder, what it is in our own words, and its federal numbers."""

    level = serializers.ChoiceField(DegreeLevel.choices)
    title = serializers.CharField()
    rung = serializers.IntegerField(help_text="Place on the ladder, 1 for the lowest.")
    scorecard_codes = serializers.ListField(
        child=serializers.CharField(), help_text="CREDLEV of College Scorecard that we read as this level."
    )
    ipeds_codes = serializers.ListField(
        child=serializers.CharField(), help_text="AWLEVEL of IPEDS that we read as this level."
    )
    program_count = serializers.IntegerField(help_text="Programs at this level at listed schools.")
    summary = serializers.CharField(help_text="Empty where we have not written about this level yet; so below.")
    typical_length = serializers.CharField()
    entry = serializers.CharField(help_text="What you need to start.")
    body = serializers.CharField()
    leads_to = serializers.CharField()
    source = serializers.CharField(help_text="Where the facts come from.")
    checked_on = serializers.DateField(allow_null=True)
    blanks = BlanksField(**dict.fromkeys((*levels.TEXTS, "checked_on"), UNKNOWN))
    links = Links(
        page=lambda row: reverse("programs:level", args=[row["level"]]),
        api=lambda row: reverse("api-v1:level-detail", args=[row["level"]]),
        programs=lambda row: f"{reverse('api-v1:program-list')}?level={row['level']}",
    )
