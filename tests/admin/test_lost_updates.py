"""Two curators on one record: the second is told what the first wrote, and loses nothing."""

import pytest
from django.urls import reverse

from careerportal.datasets.curated import sign
from tests.factories import ProgramTopicFactory, SchoolFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return SchoolFactory(unitid=100654, note="As it was.", description="As it was.")


@pytest.fixture
def ann(django_user_model):
    return django_user_model.objects.create_superuser("ann")


def opened(admin_client, row):
    """The address of a row's form, and what a browser would send of it unchanged."""
    name = f"{row._meta.app_label}_{row._meta.model_name}"
    address = reverse(f"admin:{name}_change", args=[row.pk])
    context = admin_client.get(address).context
    form = context["adminform"].form
    sent = {field: form[field].value() or "" for field in form.fields}
    for inline in context["inline_admin_formsets"]:
        sent |= {f"{inline.formset.prefix}-{count}_FORMS": 0 for count in ("TOTAL", "INITIAL")}
    return address, sent


def write(row, user, why="", **values):
    for name, value in values.items():
        setattr(row, name, value)
    sign(row, by=user, why=why).save()


def test_second_curator_is_told_who_wrote_what_and_keeps_their_text(admin_client, school, ann):
    address, sent = opened(admin_client, school)
    write(school, ann, why="Their news page", note="Ann's notice.")
    response = admin_client.post(address, sent | {"note": "My notice."})
    page = response.content.decode()
    assert response.status_code == 200
    assert "ann," in page
    assert "was “As it was.”, is now “Ann&#x27;s notice.”, yours is “My notice.”" in page
    assert "Their news page" in page
    assert 'value="My notice."' in page
    school.refresh_from_db()
    assert school.note == "Ann's notice."


def test_second_curator_can_save_over_it_on_purpose(admin_client, school, ann):
    address, sent = opened(admin_client, school)
    write(school, ann, note="Ann's notice.")
    refused = admin_client.post(address, sent | {"note": "My notice."})
    field = refused.context["adminform"].form["save_over"]
    over = field.field.widget.token
    assert f'type="checkbox" name="save_over" value="{over}"' in str(field)
    # Without the tick it is refused again.
    assert admin_client.post(address, sent | {"note": "My notice."}).status_code == 200
    assert admin_client.post(address, sent | {"note": "My notice.", "save_over": over}).status_code == 302
    school.refresh_from_db()
    assert school.note == "My notice."


def test_leave_to_save_over_one_version_is_none_for_a_later_one(admin_client, school, ann):
    address, sent = opened(admin_client, school)
    write(school, ann, note="Ann's notice.")
    over = admin_client.post(address, sent).context["adminform"].form.current
    write(school, ann, note="Ann's second notice.")
    assert admin_client.post(address, sent | {"save_over": over}).status_code == 200


def test_change_of_what_hangs_on_the_page_is_told_too(admin_client, ann):
    topic = ProgramTopicFactory(topic="policy")
    address, sent = opened(admin_client, topic.program)
    write(topic, ann, topic="finance")
    page = admin_client.post(address, sent).content.decode()
    assert "Topic: was “Health care policy and economics”, is now “Finance for health care”" in page


def test_release_meanwhile_is_no_reason_to_refuse(admin_client, school):
    address, sent = opened(admin_client, school)
    type(school).objects.filter(pk=school.pk).update(city="Huntsville", name="Renamed by a release")
    assert admin_client.post(address, sent | {"note": "My notice."}).status_code == 302
    school.refresh_from_db()
    assert (school.note, school.city, school.name) == ("My notice.", "Huntsville", "Renamed by a release")
