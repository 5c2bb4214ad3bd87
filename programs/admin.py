"""Schools, programs, level guides and synonyms on the curator's desk."""

import re

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe

from careerportal.datasets.bulk import BulkTable
from careerportal.datasets.bulk_desk import InBulk
from careerportal.datasets.desk import CuratedAdmin, FederalAdmin, PartInline
from programs.accreditation import Accreditation
from programs.charges import SchoolCharge
from programs.completions import Completions
from programs.curation import PUBLISH, approve_accreditation, told_of
from programs.curation_desk import CurationDesk, ReadAgain
from programs.deadlines import Deadline
from programs.fields import FieldOfStudy
from programs.models import LevelGuide, Program, ProgramOutcome, ProgramTopic, School, Synonym
from programs.moving_desk import MergesSchools, MovesPrograms
from programs.school_editors import OfSchools, SchoolAssignment

FIELD_OF_STUDY = "scorecard-field-of-study"
CODE = re.compile(r"[0-9]{2}(\.[0-9]{0,4})?")
"""A field of study's code, or the beginning of one."""


@admin.register(School)
class SchoolAdmin(MergesSchools, InBulk, OfSchools, FederalAdmin):
    """Schools from the federal list, and those that only we list."""

    resource = "schools"
    school_path = ""
    source_key = FIELD_OF_STUDY
    slug_sources = ("name",)
    federal_display = ("federal_number", "opeid6", "name", "control", "state", "is_listed")
    own_row_fields = ("name", "control", "state", "city", "zip", "latitude", "longitude", "website", "is_listed")
    curated_fields = ("display_name", "former_names", "description", "note")
    bulk_table = BulkTable(
        keys=(("slug",), ("unitid",)), columns=curated_fields, beside=("name", "city", "state", "control", "is_listed")
    )

    prose_fields = ("description",)
    list_display = [
        "name",
        "display_name",
        "city",
        "state",
        "control",
        "federal_number",
        "is_listed",
        "programs_offered",
    ]
    list_filter = ["is_listed", "control", "state"]
    search_fields = ["name", "display_name", "former_names", "aliases", "=unitid"]
    ordering = ["name"]

    def get_queryset(self, request):
        return super().get_queryset(request).with_program_counts()

    def is_federal(self, school):
        return school.unitid is not None

    def get_fieldsets(self, request, obj=None):
        parts = super().get_fieldsets(request, obj)
        if obj and self.is_federal(obj):
            where = self.say_where_from(obj.directory_release)
            fields = (*School.DIRECTORY_FIELDS, "shown_in_their_place")
            parts[1:1] = [("From the IPEDS directory", {"fields": fields, "description": where})]
            where = self.say_where_from(obj.size_release)
            parts[2:2] = [("From the file of schools", {"fields": School.SIZE_FIELDS, "description": where})]
            where = self.say_where_from(obj.distance_release)
            parts[3:3] = [("From the file of offerings", {"fields": School.DISTANCE_FIELDS, "description": where})]
        if obj and obj.merged_into_id:
            parts.insert(0, ("Part of another school", {"fields": ("merged_into",)}))
        return parts

    def get_readonly_fields(self, request, obj=None):
        names = super().get_readonly_fields(request, obj)
        own = (*School.DIRECTORY_FIELDS, *School.SIZE_FIELDS, *School.DISTANCE_FIELDS, "shown_in_their_place")
        return (*names, "merged_into", *(own if obj and self.is_federal(obj) else ()))

    @admin.display(description="shown in their place")
    def shown_in_their_place(self, school):
        """What readers see in place of a federal value that stands above."""
        lines = [(one.label, one.value, one.federal or "nothing", one.evidence, one.until) for one in school.overridden]
        said = '{}: readers see {}; the federal file says {}. <a href="{}">Evidence</a>, until {}.'
        return format_html_join(mark_safe("<br>"), said, lines) if lines else "Nothing"

    @admin.display(description="UNITID", ordering="unitid")
    def federal_number(self, school):
        return str(school.unitid) if school.unitid else None

    @admin.display(description="programs", ordering="program_count")
    def programs_offered(self, school):
        return school.program_count


class ProgramTopicInline(PartInline, admin.TabularInline):
    model = ProgramTopic


class AccreditationInline(PartInline, admin.StackedInline):
    model = Accreditation


class DeadlineInline(PartInline, admin.TabularInline):
    model = Deadline


@admin.register(Program)
class ProgramAdmin(MovesPrograms, CurationDesk, InBulk, OfSchools, FederalAdmin):
    """Programs. What only we list is added here as a draft; verbs lead from each state to the next."""

    resource = "programs"
    source_key = FIELD_OF_STUDY
    slug_sources = ("school", "title", "level")
    own_row_fields = ("school", "cip", "level", "title")
    curated_fields = (
        "description", "delivery", "length_months", "credits", "capstone", "internship",
        "entry_requirements", "admission_test", "experience_asked", "practicum", "cohort", "executive", "sessions",
        "part_time", "start_terms", "url",
    )  # fmt: skip
    bulk_table = BulkTable(
        keys=(("slug",), ("federal_key",)),
        columns=tuple(name for name in curated_fields if name not in ("status", "successor")),
        beside=("school", "title", "level", "cip", "status"),
    )

    prose_fields = ("description",)
    list_display = ["title", "school", "place", "level", "cip", "earnings", "status", "is_current", "updated_at"]
    list_filter = ["status", "is_current", "level", "school__is_listed", "delivery", "school__control"]
    list_select_related = ["school", "outcome"]
    search_fields = ["title", "^cip"]  # What get_search_results looks in; Django shows the box for them.
    autocomplete_fields = ["school"]
    actions = [*InBulk.actions, "move_to_another_school"]
    inlines = [ProgramTopicInline, AccreditationInline, DeadlineInline]
    ordering = ["-updated_at", "-id"]

    def lookup_allowed(self, lookup, value, request):
        """The desk's first page also leads to programs by what became of their school, or of their successor."""
        ours = ("school__merged_into__isnull", "successor__is_current__exact")
        return lookup in ours or super().lookup_allowed(lookup, value, request)

    def get_search_results(self, request, queryset, search_term):
        """Find as readers do: by the index of words, which every program is in; or by the field's code."""
        words = search_term.strip().replace("\0", "")
        if not words:
            return queryset, False
        if CODE.fullmatch(words):
            return queryset.in_fields(words), False
        return queryset.matching(words), False

    def is_federal(self, program):
        return program.federal_key is not None

    def release_of(self, program):
        if program.is_six_digits and program.federal_key:
            told = program.school.completions.filter(cip=program.cip, level=program.level).order_by("-year").first()
            return told.release if told else None
        return program.outcome.release if program.outcome and program.outcome.release else super().release_of(program)

    def ledger_lines(self, program, action):
        """Partners do not have a program that is not offered, so whatever is done to it, to them it stays withdrawn;
        and of one that was never published they have not heard."""
        return told_of(program, action)

    @admin.display(description="state", ordering="school__state")
    def place(self, program):
        return program.school.state

    @admin.display(description="median earnings", ordering="outcome__earnings")
    def earnings(self, program):
        return program.outcome.figure("earnings").as_dollars() if program.outcome else None


@admin.register(ProgramOutcome)
class ProgramOutcomeAdmin(OfSchools, FederalAdmin):
    """What became of graduates: figures to look up, never to edit."""

    resource = "outcomes"
    source_key = FIELD_OF_STUDY
    federal_display = ("school", "level", "cip4", *ProgramOutcome.FEDERAL_FIELDS)

    list_display = ["school", "level", "cip4", "earnings_shown", "debt_shown", "completers_shown", "release"]
    list_filter = ["level", "earnings_horizon", "release"]
    list_select_related = ["school", "release"]
    search_fields = ["school__name", "school__display_name", "=school__unitid"]
    ordering = ["school__name", "id"]

    @admin.display(description="median earnings", ordering="earnings")
    def earnings_shown(self, outcome):
        return outcome.figure("earnings").as_dollars()

    @admin.display(description="median debt", ordering="debt")
    def debt_shown(self, outcome):
        return outcome.figure("debt").as_dollars()

    @admin.display(description="completers", ordering="completers")
    def completers_shown(self, outcome):
        return outcome.figure("completers").as_number()


@admin.register(LevelGuide)
class LevelGuideAdmin(CuratedAdmin):
    """What each rung of the ladder is, in our words."""

    prose_fields = ("body",)
    list_display = ["level", "summary", "typical_length", "checked_on"]
    list_filter = ["checked_on"]
    search_fields = ["level", "summary", "body"]
    ordering = ["id"]

    def ledger_lines(self, guide, action):
        return [("levels", guide.level, action)]


@admin.register(Synonym)
class SynonymAdmin(InBulk, CuratedAdmin):
    """Words that search treats alike."""

    bulk_table = BulkTable(keys=(("word",),), columns=("alike",), adds=True)
    list_display = ["word", "alike"]
    search_fields = ["word", "alike"]
    ordering = ["word"]

    def ledger_lines(self, synonym, action):
        return [("synonyms", synonym.word, action)]


@admin.register(ProgramTopic)
class ProgramTopicAdmin(ReadAgain, InBulk, OfSchools, CuratedAdmin):
    """Which programs teach what. Enter a topic only when the school's own description names it."""

    school_path = "program__school__"
    bulk_table = BulkTable(keys=(("program__slug", "topic"),), columns=(), adds=True)
    list_display = ["topic", "program", "school"]
    list_filter = ["topic"]
    list_select_related = ["program__school"]
    search_fields = ["program__title", "program__school__name", "program__school__display_name"]
    autocomplete_fields = ["program"]
    ordering = ["program__school__name", "program_id", "id"]

    def ledger_lines(self, topic, action):
        return told_of(topic.program)

    @admin.display(description="school", ordering="program__school__name")
    def school(self, topic):
        return topic.program.school


@admin.register(Accreditation)
class AccreditationAdmin(ReadAgain, InBulk, OfSchools, CuratedAdmin):
    """Who vouches for which program. Enter one only when the accreditor's own page says so; readers see it when a
    second person has read that page."""

    school_path = "program__school__"
    bulk_table = BulkTable(
        keys=(("program__slug", "accreditor"),),
        columns=("status", "since", "until", "next_review", "evidence_url", "checked_on"),
        adds=True,
    )
    list_display = ["accreditor", "status", "program", "school", "next_review", "checked_on", "is_reviewed"]
    list_filter = ["is_reviewed", "status", "accreditor", "checked_on"]
    list_select_related = ["program__school"]
    search_fields = ["accreditor", "program__title", "program__school__name", "program__school__display_name"]
    autocomplete_fields = ["program"]
    actions = [*InBulk.actions, "approve"]
    readonly_fields = ("is_reviewed",)
    ordering = ["program__school__name", "program_id", "accreditor"]

    def has_publish_permission(self, request):
        return request.user.has_perm(PUBLISH)

    @admin.action(description="Approve: I have read the evidence", permissions=["publish"])
    def approve(self, request, queryset):
        """Show to readers what others wrote; say of each that cannot be approved why."""
        for one in queryset.select_related("program__school"):
            try:
                approve_accreditation(one, by=request.user)
            except ValidationError as error:
                self.message_user(request, " ".join(error.messages), messages.ERROR)
            else:
                self.message_user(request, f"Readers see “{one}” of {one.program.school} now.", messages.SUCCESS)

    def ledger_lines(self, accreditation, action):
        return told_of(accreditation.program)

    @admin.display(description="school", ordering="program__school__name")
    def school(self, accreditation):
        return accreditation.program.school


@admin.register(Completions)
class CompletionsAdmin(OfSchools, FederalAdmin):
    """Awards of each year: figures to look up, never to edit."""

    resource = "completions"
    source_key = "ipeds-completions"
    federal_display = ("school", "cip", "level", "awlevel", "year", "awards")

    list_display = ["school", "cip", "level", "awlevel", "year", "awards", "release"]
    list_filter = ["year", "level"]
    list_select_related = ["school", "release"]
    search_fields = ["school__name", "school__display_name", "=school__unitid", "^cip"]
    ordering = ["school__name", "cip", "awlevel", "-year"]


@admin.register(FieldOfStudy)
class FieldOfStudyAdmin(FederalAdmin):
    """What the codes of fields of study stand for: to look up, never to edit."""

    resource = "fields"
    source_key = "cip"
    federal_display = ("code", *FieldOfStudy.FEDERAL_FIELDS)

    list_display = ["code", "title", "release"]
    list_select_related = ["release"]
    search_fields = ["^code", "title"]
    ordering = ["code"]


@admin.register(Deadline)
class DeadlineAdmin(ReadAgain, InBulk, OfSchools, CuratedAdmin):
    """By when to apply. A date that moves is told to those who follow the program."""

    school_path = "program__school__"
    bulk_table = BulkTable(keys=(("program__slug", "name"),), columns=("due_on", "source_url", "checked_on"), adds=True)
    list_display = ["name", "due_on", "program", "school", "checked_on"]
    list_filter = ["due_on", "checked_on"]
    list_select_related = ["program__school"]
    search_fields = ["name", "program__title", "program__school__name", "program__school__display_name"]
    autocomplete_fields = ["program"]
    ordering = ["due_on", "id"]

    def ledger_lines(self, deadline, action):
        return told_of(deadline.program)

    @admin.display(description="school", ordering="program__school__name")
    def school(self, deadline):
        return deadline.program.school


@admin.register(SchoolCharge)
class SchoolChargeAdmin(OfSchools, FederalAdmin):
    """What schools charge: figures to look up, never to edit."""

    resource = "charges"
    source_key = "ipeds-charges"
    federal_display = ("school", "year", "student_level", "residency", *SchoolCharge.FEDERAL_FIELDS)

    list_display = ["school", "academic_year", "student_level", "residency", "tuition", "fees", "release"]
    list_filter = ["year", "student_level", "residency", "release"]
    list_select_related = ["school", "release"]
    search_fields = ["school__name", "school__display_name", "=school__unitid"]
    ordering = ["school__name", "-year", "id"]


@admin.register(SchoolAssignment)
class SchoolAssignmentAdmin(admin.ModelAdmin):
    """Which schools the school editors see. Taking a school away takes nothing else away."""

    list_display = ["user", "school", "given_at"]
    list_select_related = ["user", "school"]
    list_per_page = 50
    search_fields = ["user__username", "school__name", "school__display_name"]
    autocomplete_fields = ["user", "school"]
    ordering = ["user__username", "school__name"]


from programs import override_desk  # noqa: E402, F401 -- a table of this app with a file of its own
