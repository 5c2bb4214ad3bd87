"""The desk is arranged around work."""

import pytest
from django.contrib import admin
from django.urls import reverse

from careerportal.desk_parts import PARTS
from careerportal.roles import EDITOR
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def test_every_table_of_the_desk_stands_in_one_part():
    named = [label for labels in PARTS.values() for label in labels]
    assert len(named) == len(set(named))
    assert set(named) == {model._meta.label for model in admin.site._registry}


def test_the_first_page_lists_tables_by_the_work_they_are_for(admin_client):
    listed = admin_client.get(reverse("admin:index")).context["app_list"]
    assert [part["name"] for part in listed] == list(PARTS)
    assert [table["object_name"] for table in listed[0]["models"]][:2] == ["Program", "School"]


def test_nobody_is_shown_a_part_of_which_they_see_no_table(client):
    client.force_login(PersonFactory(roles=[EDITOR]))
    names = [part["name"] for part in client.get(reverse("admin:index")).context["app_list"]]
    assert "Listings" in names
    assert "People" not in names
