"""What people of the staff may do, as groups that migrations make. A person has one role, or more than one.

The permissions stand in the migrations that give them, so that a database says the same whenever they ran. A new table
is given to roles by a migration of its own, with `grant`.
"""

from django.contrib.auth.management import create_permissions

VIEWER = "Viewer"
EDITOR = "Editor"
SCHOOL_EDITOR = "School editor"
REVIEWER = "Reviewer"
PARTNER_MANAGER = "Partner manager"
ADMINISTRATOR = "Administrator"

ROLES = (VIEWER, EDITOR, SCHOOL_EDITOR, REVIEWER, PARTNER_MANAGER, ADMINISTRATOR)


def grant(apps, granted):
    """Give permissions to roles, {role: ["programs.change_school", …]}, from inside a migration.

    Django writes permissions only after all migrations have run, so those of the apps that are named are written first.
    """
    for label in sorted({name.partition(".")[0] for names in granted.values() for name in names}):
        app = apps.get_app_config(label)
        app.models_module = True  # Django's own sign that an app has models; a migration's apps lack it.
        create_permissions(app, apps=apps, verbosity=0)
        app.models_module = None
    groups, permissions = apps.get_model("auth", "Group").objects, apps.get_model("auth", "Permission").objects
    every = {
        f"{label}.{codename}": pk
        for pk, label, codename in permissions.values_list("pk", "content_type__app_label", "codename")
    }
    for role, names in granted.items():
        group, _ = groups.get_or_create(name=role)
        group.permissions.add(*(every[name] for name in names))
