"""The roles of the staff. Whoever worked on schools before there were roles still sees every school."""

from django.db import migrations

from careerportal.roles import ADMINISTRATOR, EDITOR, PARTNER_MANAGER, REVIEWER, SCHOOL_EDITOR, VIEWER, grant

FIGURES = (
    "programs.programoutcome", "programs.completions", "programs.schoolcharge", "programs.fieldofstudy",
    "salaries.area", "salaries.wageestimate", "salaries.projection",
)  # fmt: skip
"""What federal files fill and nobody edits."""

OF_SCHOOLS = ("programs.school", "programs.program", "programs.programtopic", "programs.accreditation", "programs.deadline")

OURS = (
    *OF_SCHOOLS,
    "programs.levelguide", "programs.synonym", "salaries.occupation", "salaries.profilesection",
    "certification.certifyingbody", "certification.certification", "certification.ruleset", "certification.examarea",
    "texts.translatedtext",
)  # fmt: skip
"""What curators write."""

RECORDS = ("datasets.release", "datasets.finding", "sync.change", "sync.pruning", "reports.report")

PARTNERS = ("partners.partner", "partners.apikey", "partners.catalogue", "partners.webhook")
USE = ("partners.usageday", "partners.catalogueentry", "partners.delivery")

LINKS = ("programs.programtopic", "programs.deadline", "programs.synonym")
"""Lines that say one thing of something else: one that no longer holds is taken away."""

EVERY_SCHOOL = "programs.view_every_school"


def may(verbs, tables):
    for table in tables:
        app, model = table.split(".")
        yield from (f"{app}.{verb}_{model}" for verb in verbs.split())


SEES = {*may("view", (*FIGURES, *OURS, *RECORDS)), EVERY_SCHOOL}
EDITS = {*SEES, *may("add change", OURS), *may("delete", LINKS), "reports.change_report"}
REVIEWS = {*EDITS, *may("delete", ("programs.accreditation",)), "datasets.change_finding", "datasets.preview_release"}
KEEPS_PARTNERS = {
    *may("view", ("programs.school", "programs.program", "sync.change", "sync.pruning")),
    EVERY_SCHOOL,
    *may("add change view", PARTNERS),
    *may("view", USE),
    "partners.change_delivery",
}
ROLES = {
    VIEWER: SEES,
    EDITOR: EDITS,
    SCHOOL_EDITOR: {
        *may("view", ("programs.programoutcome", "programs.completions", "programs.schoolcharge", *OF_SCHOOLS)),
        *may("change", OF_SCHOOLS),
        *may("add", ("programs.program", "programs.programtopic", "programs.accreditation", "programs.deadline")),
        *may("delete", ("programs.programtopic", "programs.deadline")),
    },
    REVIEWER: REVIEWS,
    PARTNER_MANAGER: KEEPS_PARTNERS,
    ADMINISTRATOR: {
        *REVIEWS,
        *KEEPS_PARTNERS,
        *may("delete", OURS),
        "datasets.publish_release",
        "datasets.roll_back_release",
        *may("add change delete view", ("programs.schoolassignment",)),
        *may("add change view", ("auth.user",)),
        "auth.view_group",
    },
}


def make_roles(apps, schema_editor):
    grant(apps, ROLES)
    Permission = apps.get_model("auth", "Permission")
    every_school = Permission.objects.get(codename="view_every_school", content_type__app_label="programs")
    worked_on_schools = {"user_permissions__content_type__app_label": "programs"}
    for person in apps.get_model("auth", "User").objects.filter(**worked_on_schools).distinct():
        person.user_permissions.add(every_school)
    worked_on_schools = {"permissions__content_type__app_label": "programs"}
    for group in apps.get_model("auth", "Group").objects.filter(**worked_on_schools).exclude(name__in=ROLES).distinct():
        group.permissions.add(every_school)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("certification", "0003_exam_areas"),
        ("datasets", "0006_answers_to_findings"),
        ("partners", "0001_initial"),
        ("programs", "0017_school_assignments"),
        ("reports", "0001_initial"),
        ("salaries", "0002_area_kind_is_known"),
        ("sync", "0002_pruning_change_change_by_resource"),
        ("texts", "0001_translated_text"),
    ]

    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
