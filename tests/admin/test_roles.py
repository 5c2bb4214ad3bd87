"""Every address and action of the desk × every role: who may go where, and who may do what. The whole table, no gap."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser, Group, User
from django.contrib.contenttypes.models import ContentType
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import RequestFactory
from django.urls import resolve, reverse

from careerportal import roles
from careerportal.datasets.curated import keeps_versions
from careerportal.datasets.history_desk import HasHistory
from careerportal.datasets.models import Release
from tests import factories
from tests.admin.test_every_table import MAKERS

pytestmark = pytest.mark.django_db

PEOPLE = ("viewer", "editor", "school editor", "reviewer", "partner manager", "administrator", "superuser")
FIGURES = ("v", "v", "-", "v", "-", "v", "v")
OF_SCHOOLS = ("v", "v", "v", "v", "-", "v", "v")
WRITTEN = ("v", "vac", "-", "vac", "-", "vac", "vac")
LEDGER = ("v", "v", "-", "v", "v", "v", "v")
KEPT = ("-", "-", "-", "-", "vac", "vac", "vac")
SEEN = ("-", "-", "-", "-", "v", "v", "v")

TABLES = {
    # label:                       viewer, editor, school editor, reviewer, partner manager, administrator, superuser
    "programs.school":             ("v", "vac", "vc", "vac", "v", "vac", "vac"),
    "programs.program":            ("v", "vac", "vac", "vac", "v", "vac", "vac"),
    "programs.programtopic":       ("v", "vac", "vac", "vac", "-", "vac", "vac"),
    "programs.deadline":           ("v", "vac", "vac", "vac", "-", "vac", "vac"),
    "programs.accreditation":      ("v", "vac", "vac", "vac", "-", "vac", "vac"),
    "programs.synonym":            ("v", "vac", "-", "vac", "-", "vac", "vac"),
    "programs.levelguide":         WRITTEN,
    "programs.override":          ("v", "va", "va", "va", "-", "va", "va"),
    "programs.programoutcome":     OF_SCHOOLS,
    "programs.completions":        OF_SCHOOLS,
    "programs.schoolcharge":       OF_SCHOOLS,
    "programs.fieldofstudy":       FIGURES,
    "programs.schoolmove":         ("v", "v", "-", "v", "-", "v", "v"),
    "programs.schoolassignment":   ("-", "-", "-", "-", "-", "vacd", "vacd"),
    "salaries.occupation":         ("v", "vc", "-", "vc", "-", "vc", "vc"),
    "salaries.profilesection":     WRITTEN,
    "salaries.area":               FIGURES,
    "salaries.wageestimate":       FIGURES,
    "salaries.projection":         FIGURES,
    "salaries.joboffield":         FIGURES,
    "certification.certifyingbody": WRITTEN,
    "certification.certification": WRITTEN,
    "certification.ruleset":       WRITTEN,
    "certification.examarea":      WRITTEN,
    "texts.translatedtext":        WRITTEN,
    "texts.glossaryterm":          WRITTEN,
    "reports.report":              ("v", "vc", "-", "vc", "-", "vc", "vc"),
    "datasets.finding":            ("v", "v", "-", "vc", "-", "vc", "vc"),
    "datasets.release":            FIGURES,
    "links.link":                  FIGURES,
    "visits.pageviews":            FIGURES,
    "datasets.bulkedit":           FIGURES,
    "sync.change":                 LEDGER,
    "sync.pruning":                LEDGER,
    "partners.partner":            KEPT,
    "partners.apikey":             KEPT,
    "partners.catalogue":          ("-", "-", "-", "-", "vac", "vac", "vacd"),
    "partners.webhook":            ("-", "-", "-", "-", "vac", "vac", "vacd"),
    "partners.usageday":           SEEN,
    "partners.catalogueentry":     SEEN,
    "partners.delivery":           SEEN,
    "auth.user":                   ("-", "-", "-", "-", "-", "vac", "vac"),
    "auth.group":                  ("-", "-", "-", "-", "-", "v", "vacd"),
}  # fmt: skip
"""Table → what each of PEOPLE may do: view its rows, add, change, delete."""

EVERYBODY = set(PEOPLE)
REVIEWERS = {"reviewer", "administrator", "superuser"}
OPERATORS = {"administrator", "superuser"}
EDITORS = {"editor", "school editor", *REVIEWERS}
MANAGERS = {"partner manager", "administrator", "superuser"}

OTHER_ADDRESSES = {
    "index": EVERYBODY,
    "app_list": EVERYBODY,
    "password_change": EVERYBODY,
    "password_change_done": EVERYBODY,
    "jsi18n": EVERYBODY,
    "view_on_site": EVERYBODY,
    "auth_user_password_change": OPERATORS,
    "auth_user_second_factor": OPERATORS,
    "second_factor": EVERYBODY,
    "second_factor_set_up": EVERYBODY,
    "second_factor_renew": EVERYBODY,
    "second_factor_switch_off": EVERYBODY,
    "datasets_release_preview": REVIEWERS,
    "datasets_release_preview_again": REVIEWERS,
    "datasets_release_give_up": REVIEWERS,
    "datasets_release_publish": OPERATORS,
    "datasets_release_roll_back": OPERATORS,
    "programs_program_submit": EDITORS,
    "programs_program_publish": REVIEWERS,
    "programs_program_send_back": REVIEWERS,
    "programs_program_withdraw": REVIEWERS,
    "programs_program_restore": REVIEWERS,
    "programs_program_unschedule": REVIEWERS,
    "programs_program_preview_link": EVERYBODY,
    "programs_program_move": REVIEWERS,
    "programs_school_merge": REVIEWERS,
    "programs_schoolmove_undo": REVIEWERS,
}
"""Addresses of the desk besides the five of each table → who may go there."""

POSTED_TO = {"second_factor_begin": EVERYBODY}
"""Addresses of the desk that can only be posted to → who may."""

OPEN_TO_VISITORS = {"login", "logout", "second_step"}
LOOKED_AT_ELSEWHERE = {"autocomplete"}
"""Each field that is chosen by typing is a case of its own below."""

PAGES = {"changelist": "vc", "change": "vc", "history": "vc", "add": "a", "delete": "d"}
"""Address of every table → one of these letters opens it."""

TAKEN_AWAY = {label for label in TABLES if label.partition(".")[0] in ("programs", "salaries", "certification")}
TAKEN_AWAY |= {
    "texts.translatedtext",
    "texts.glossaryterm",
    "reports.report",
    "datasets.finding",
    "links.link",
    "visits.pageviews",
}
TAKEN_AWAY -= {"programs.schoolassignment", "programs.schoolmove"}
"""Tables whose lists can be taken away as files."""

IN_BULK = {
    "programs.school",
    "programs.program",
    "programs.programtopic",
    "programs.accreditation",
    "programs.deadline",
    "programs.synonym",
}
"""Tables of which many rows can be changed at once."""

ADDED_IN_BULK = {
    "programs.programtopic": {"topic": "finance"},
    "programs.deadline": {
        "name": "Fall",
        "due_on": "2027-03-01",
        "source_url": "https://a.edu/",
        "checked_on": "2026-11-01",
    },
    "programs.accreditation": {
        "accreditor": "CAHME",
        "status": "accredited",
        "evidence_url": "https://a.org/",
        "checked_on": "2026-11-01",
    },
}
"""Tables to whose schools' programs a file can add rows → the cells of one, but for the program's."""

WRITES = {"change": "c", "add": "a", "delete": "d", "import": "c", "review": "c", "together": "c"}
"""Address that does something when it is posted to → the letter that it asks for."""


ACTIONS = {
    ("datasets.finding", "settle"): REVIEWERS,
    ("datasets.finding", "reopen"): REVIEWERS,
    ("programs.accreditation", "approve"): REVIEWERS,
    ("programs.override", "approve"): REVIEWERS,
    ("programs.override", "end"): REVIEWERS,
    ("programs.program", "move_to_another_school"): REVIEWERS,
    ("partners.apikey", "rotate"): MANAGERS,
    ("partners.apikey", "revoke"): MANAGERS,
    ("partners.delivery", "send_again"): MANAGERS,
    ("programs.schoolassignment", "delete_selected"): OPERATORS,
    **{
        (label, "change_together"): {who for who, may in zip(PEOPLE, TABLES[label], strict=True) if "c" in may}
        for label in sorted(IN_BULK - {"programs.programtopic"})
    },
    ("auth.group", "delete_selected"): {"superuser"},
}
"""What can be done to chosen rows of a list → who may."""

MAKERS = MAKERS | {
    "auth.user": lambda number: factories.PersonFactory(),
    "auth.group": lambda number: Group.objects.create(name=f"Group {number}"),
}


def name_of(label, page):
    return f"{label.replace('.', '_')}_{page}"


WITH_HISTORY = {model._meta.label_lower for model, desk in admin.site._registry.items() if isinstance(desk, HasHistory)}


def pages_of(label):
    """The addresses of a table, and the letters one of which opens each."""
    more = {"export": "vc"} if label in TAKEN_AWAY else {}
    if label in IN_BULK:
        more |= dict.fromkeys(("import", "review", "together", "template"), "c")
    return PAGES | more


def address_of(label, page, rows, user):
    if page in ("export", "template"):
        args = ["csv"]
    elif page in ("review", "together"):
        args = [factories.BulkEditFactory(table=label, made_by=user.username).pk]
    else:
        args = [] if page in ("changelist", "add", "import") else [rows[label].pk]
    return reverse(f"admin:{name_of(label, page)}", args=args)


def patterns(found):
    for pattern in found:
        yield from patterns(pattern.url_patterns) if hasattr(pattern, "url_patterns") else [pattern]


def person(who):
    if who == "superuser":
        return factories.PersonFactory(is_superuser=True)
    return factories.PersonFactory(roles=[who.capitalize()] if who in PEOPLE else [])


def request_by(user, address, method="GET"):
    request = getattr(RequestFactory(), method.lower())(address)
    request.user, request.session, request._dont_enforce_csrf_checks = user, {}, True
    request._messages = FallbackStorage(request)
    return request


def opens(user, address, method="GET"):
    """Does an address open for a person? Asked of the view behind it, without the page being drawn."""
    request = request_by(user, address, method)
    view, args, kwargs = resolve(address.partition("?")[0])
    try:
        response = view(request, *args, **kwargs)
    except PermissionDenied:
        return False
    if response.status_code == 302 and response["Location"].startswith(reverse("admin:login")):
        return False
    assert response.status_code in (200, 302, 400, 409), (address, method, response.status_code)
    return True


@pytest.fixture
def rows():
    """A row of every table; those of schools are of one that the school editor of the test is given."""
    return {label: make(1) for label, make in MAKERS.items()}


def given_the_schools_of(rows, user):
    for school in apps.get_model("programs.school").objects.all():
        factories.SchoolAssignmentFactory(user=user, school=school)
    return user


def other_address(name, rows):
    release = rows["datasets.release"]
    takes = {
        "app_list": ["programs"],
        "view_on_site": [ContentType.objects.get_by_natural_key("programs", "program").pk, rows["programs.program"].pk],
        "auth_user_password_change": [rows["auth.user"].pk],
        "auth_user_second_factor": [rows["auth.user"].pk],
        **{name: [release.pk] for name in OTHER_ADDRESSES if name.startswith("datasets_release_")},
        **{name: [rows["programs.program"].pk] for name in OTHER_ADDRESSES if name.startswith("programs_program_")},
        "datasets_release_preview": [],
        "programs_program_move": [],
        "programs_school_merge": [rows["programs.school"].pk],
        "programs_schoolmove_undo": [rows["programs.schoolmove"].pk],
    }
    return reverse(f"admin:{name}", args=takes.get(name, []))


def test_tables_above_name_every_address_of_the_desk():
    named = {pattern.name for pattern in patterns(admin.site.get_urls()) if pattern.name}
    ours = {name_of(label, page) for label in TABLES for page in pages_of(label)}
    ours |= {name_of(label, "revert") for label in WITH_HISTORY}
    assert named == ours | set(OTHER_ADDRESSES) | set(POSTED_TO) | OPEN_TO_VISITORS | LOOKED_AT_ELSEWHERE


def test_tables_above_name_every_action_of_the_desk():
    boss = person("superuser")
    offered = {
        (model._meta.label_lower, action)
        for model, desk in admin.site._registry.items()
        for action in desk.get_actions(request_by(boss, "/admin/"))
    }
    assert offered == set(ACTIONS)


def test_every_role_is_a_group():
    assert set(Group.objects.values_list("name", flat=True)) == set(roles.ROLES)
    assert {who.capitalize() for who in PEOPLE[:-1]} == set(roles.ROLES)


def test_no_role_holds_a_permission_to_delete_that_the_desk_does_not_use():
    held = Group.objects.filter(name__in=roles.ROLES).values_list("permissions__codename", flat=True)
    assert {name for name in held if name and name.startswith("delete_")} == {"delete_schoolassignment"}


@pytest.mark.parametrize("who", [*PEOPLE, "staff without a role"])
def test_addresses_of_every_table_open_for_those_who_may(rows, who):
    user = given_the_schools_of(rows, person(who))
    wrong = []
    for label, given in TABLES.items():
        letters = dict(zip(PEOPLE, given, strict=True)).get(who, "")
        for page, needed in pages_of(label).items():
            address = address_of(label, page, rows, user)
            if opens(user, address) != bool(set(letters) & set(needed)):
                wrong.append(f"GET {address}")
            writes = WRITES.get(page)
            if writes and opens(user, address, "POST") != (writes in letters):
                wrong.append(f"POST {address}")
    assert wrong == []


@pytest.mark.parametrize("who", [*PEOPLE, "staff without a role"])
def test_other_addresses_open_for_those_who_may(rows, who):
    user = given_the_schools_of(rows, person(who))
    Release.objects.filter(pk=rows["datasets.release"].pk).update(state="previewed")
    for_all_staff = {
        name for name, people in OTHER_ADDRESSES.items() if people == EVERYBODY and not name.startswith("programs_")
    }
    for name, people in OTHER_ADDRESSES.items():
        if name == "app_list" and who in ("partner manager", "staff without a role"):
            continue  # Django says there is no such page where a person may see no table of the app.
        is_open = who in people or name in for_all_staff
        assert opens(user, other_address(name, rows)) == is_open, name
    for name in POSTED_TO:
        assert opens(user, other_address(name, rows), "POST"), name


@pytest.mark.parametrize("who", [*PEOPLE, "staff without a role"])
def test_older_version_is_taken_back_by_those_who_may_change_the_row(rows, who):
    user = given_the_schools_of(rows, person(who))
    for label in sorted(WITH_HISTORY):
        row = rows[label]
        if not keeps_versions(type(row)):
            continue
        letters = dict(zip(PEOPLE, TABLES[label], strict=True)).get(who, "")
        address = reverse(f"admin:{name_of(label, 'revert')}", args=[row.pk, row.history.first().pk])
        assert opens(user, address) == ("c" in letters), label


def test_tables_above_name_every_table_that_a_file_adds_to_what_belongs_to_a_school():
    found = {
        label
        for label in IN_BULK
        if (table := admin.site._registry[apps.get_model(label)].bulk_table).adds
        and any("__" in path for key in table.keys for path in key)
    }
    assert found == set(ADDED_IN_BULK)


@pytest.mark.parametrize("label", sorted(ADDED_IN_BULK))
@pytest.mark.parametrize("who", [*PEOPLE, "staff without a role"])
def test_file_adds_to_another_schools_program_for_those_who_may_add_at_every_school(who, label):
    user, desk = person(who), admin.site._registry[apps.get_model(label)]
    mine, theirs = factories.ProgramFactory(), factories.ProgramFactory()
    factories.SchoolAssignmentFactory(user=user, school=mine.school)
    letters = dict(zip(PEOPLE, TABLES[label], strict=True)).get(who, "")
    for program, may in ((mine, "a" in letters), (theirs, "a" in letters and who != "school editor")):
        line = [2, {"program": program.slug} | ADDED_IN_BULK[label]]
        plan = desk.plan_of(request_by(user, "/admin/"), [line])
        assert (plan.added, bool(plan.mistakes)) == (int(may), not may)


@pytest.mark.parametrize("who", ["staff without a role"])
def test_list_of_an_app_is_missing_for_those_who_see_none_of_its_tables(who):
    with pytest.raises(Http404):
        opens(person(who), reverse("admin:app_list", args=["programs"]))


@pytest.mark.parametrize("who", [*PEOPLE, "staff without a role"])
def test_actions_are_offered_to_those_who_may(who):
    user = person(who)
    for (label, action), people in ACTIONS.items():
        desk = admin.site._registry[apps.get_model(label)]
        assert (action in desk.get_actions(request_by(user, "/admin/"))) == (who in people), (label, action)


def test_action_that_is_not_offered_does_nothing_when_it_is_sent(client):
    finding = factories.FindingFactory()
    client.force_login(person("viewer"))
    sent = {"action": "settle", "_selected_action": finding.pk}
    client.post(reverse("admin:datasets_finding_changelist"), sent)
    finding.refresh_from_db()
    assert not finding.is_settled


@pytest.mark.parametrize("who", [*PEOPLE, "staff without a role"])
def test_fields_chosen_by_typing_answer_those_who_see_what_is_chosen_from(who):
    user = person(who)
    for model, desk in admin.site._registry.items():
        for field in desk.autocomplete_fields:
            target = model._meta.get_field(field).related_model._meta.label_lower
            sees = "v" in dict(zip(PEOPLE, TABLES[target], strict=True)).get(who, "")
            request = request_by(user, reverse("admin:autocomplete"))
            asked = {"app_label": model._meta.app_label, "model_name": model._meta.model_name, "field_name": field}
            request.GET = {"term": ""} | asked
            try:
                answered = resolve(reverse("admin:autocomplete")).func(request).status_code == 200
            except PermissionDenied:
                answered = False
            assert answered == sees, (model, field)


def test_nothing_but_the_way_in_opens_for_visitors(rows):
    addresses = [other_address(name, rows) for name in [*OTHER_ADDRESSES, *POSTED_TO]]
    visitor = AnonymousUser()
    for label in TABLES:
        addresses += [address_of(label, page, rows, visitor) for page in pages_of(label)]
    open_ones = [address for address in addresses if opens(visitor, address) or opens(visitor, address, "POST")]
    assert open_ones == []


class TestAdministratorsGiveRolesAndNoMore:
    def save(self, client, user, **given):
        client.force_login(person("administrator"))
        values = {"username": user.username, "is_active": "on", "is_staff": "on"} | given
        return client.post(reverse("admin:auth_user_change", args=[user.pk]), values)

    def test_role_is_given(self, client):
        user = factories.PersonFactory()
        self.save(client, user, groups=[Group.objects.get(name="Editor").pk])
        assert User.objects.get(pk=user.pk).has_perm("programs.change_program")

    def test_nobody_is_made_a_superuser(self, client):
        user = factories.PersonFactory()
        assert self.save(client, user, is_superuser="on", user_permissions=[1]).status_code == 302
        user.refresh_from_db()
        assert not user.is_superuser
        assert not user.user_permissions.exists()

    def test_superuser_and_their_password_are_out_of_reach(self, client):
        boss = person("superuser")
        assert self.save(client, boss, is_active="").status_code == 403
        assert client.get(reverse("admin:auth_user_password_change", args=[boss.pk])).status_code == 403
