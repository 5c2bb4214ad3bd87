"""The page for partners: its quick start is the guide's, and its rates are those that hold."""

import pytest
from django.urls import reverse
from django.utils.html import escape

from careerportal.about_partners import quick_start
from careerportal.api.root import RESOURCES
from careerportal.partners.scopes import Scope

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client):
    return client.get(reverse("partners")).content.decode()


@pytest.mark.parametrize("language", ["sh", "python"])
def test_the_quick_start_is_the_guides_own_at_the_readers_address(page, language):
    assert escape(quick_start(language).replace("http://127.0.0.1:8000", "http://testserver")) in page
    assert "127.0.0.1" not in page


def test_rates_are_those_that_hold(client, settings):
    settings.ANONYMOUS_PER_MINUTE = 61
    page = client.get(reverse("partners")).content.decode()
    assert "<td>61</td>" in page
    assert "600, unless agreed otherwise" in page


def test_it_names_every_resource_scope_and_licence(page):
    for word in [*RESOURCES, *Scope.values]:
        assert f"<code>{word}</code>" in page
    assert "Prepared by Truewise from US Department of Education data" in page


def test_it_says_whom_to_ask_for_a_key(client, settings):
    settings.PARTNER_CONTACT = "partners@portal.example"
    assert 'href="mailto:partners@portal.example"' in client.get(reverse("partners")).content.decode()


def test_every_page_leads_to_it(client):
    assert f'href="{reverse("partners")}"' in client.get("/").content.decode()


def test_it_asks_two_queries(client, django_assert_num_queries):
    with django_assert_num_queries(2):  # the data serial; whom to credit for the file that is live
        client.get(reverse("partners"))
