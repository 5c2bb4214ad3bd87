import xml.etree.ElementTree as ElementTree

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from tests.factories import (
    CertificationFactory,
    OccupationFactory,
    ProgramFactory,
    SchoolFactory,
    WageEstimateFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def addresses(client):
    def read():
        root = ElementTree.fromstring(client.get("/sitemap.xml").content)
        return [
            element.text.removeprefix("http://testserver") for element in root.iter() if element.tag.endswith("loc")
        ]

    return read


def test_the_sitemap_lists_programs_schools_levels_careers_pay_and_certifications(addresses):
    program, occupation, certification = ProgramFactory(), OccupationFactory(), CertificationFactory()
    found = addresses()
    for expected in (
        reverse("home"),
        program.get_absolute_url(),
        program.school.get_absolute_url(),
        reverse("programs:level", args=[program.level]),
        occupation.get_absolute_url(),
        occupation.salary_url,
        certification.get_absolute_url(),
        f"{certification.get_absolute_url()}eligibility/",
    ):
        assert found.count(expected) == 1, expected


def test_the_sitemap_lists_each_area_of_an_occupation_once_however_many_years_are_known(addresses):
    newest = WageEstimateFactory(year=2025)
    WageEstimateFactory(year=2024)
    assert addresses().count(newest.get_absolute_url()) == 1


def test_the_sitemap_leaves_out_what_a_student_should_not_be_sent_to(addresses):
    withdrawn = ProgramFactory(withdrawn=True)
    unlisted = ProgramFactory(school__unlisted=True)
    empty = SchoolFactory()
    found = addresses()
    for thing in (withdrawn, withdrawn.school, unlisted, unlisted.school, empty):
        assert thing.get_absolute_url() not in found


def test_a_school_with_several_programs_stands_in_the_sitemap_once(addresses):
    school = SchoolFactory()
    for level in ("bachelors", "masters", "doctoral"):
        ProgramFactory(school=school, level=level)
    assert addresses().count(school.get_absolute_url()) == 1


def test_every_address_of_the_sitemap_answers(client, addresses):
    ProgramFactory(), OccupationFactory(), CertificationFactory()
    assert {client.get(address).status_code for address in addresses()} == {200}


def test_robots_txt_names_the_sitemap_and_keeps_crawlers_out_of_the_admin(client):
    response = client.get("/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    assert "Sitemap: http://testserver/sitemap.xml" in response.text
    assert "Disallow: /admin/" in response.text


def test_a_school_of_which_the_newest_release_lists_no_program_is_not_in_the_sitemap(addresses):
    program = ProgramFactory(is_current=False)
    assert program.school.get_absolute_url() not in addresses()


def test_the_icon_is_found_where_browsers_look_for_it(client):
    response = client.get("/favicon.ico")
    assert (response.status_code, response["Location"]) == (301, "/static/img/favicon.ico")


@pytest.mark.parametrize(
    "path",
    ["/", "/glossary/", "/data/", "/schools/", "/levels/", "/levels/phd/", "/careers/", "/salaries/", "/programs/?q=x"],
)
def test_every_title_ends_with_the_portal_s_name(client, path):
    assert " · Career Portal</title>" in client.get(path).text


def test_error_pages_carry_the_portal_s_name():
    for template in ("400.html", "403.html", "403_csrf.html", "500.html"):
        assert " · Career Portal</title>" in render_to_string(template)
