import json
from datetime import date

from careerportal import json_ld
from careerportal.taxonomy.figures import FigureStatus
from careerportal.templatetags.json_ld import json_ld as json_ld_tag
from certification.models import Certification, CertifyingBody, RuleSet
from programs.models import Program, School
from salaries.models import Occupation, WageEstimate


def absolute(path):
    return f"https://portal.test{path}"


def school(**changes):
    facts = {"unitid": 229179, "name": "Texas Woman's University", "slug": "texas-womans-university", "state": "TX"}
    return School(**facts | changes)


def test_nothing_in_a_fact_can_end_the_script_element():
    name = "</script><script>alert(1)</script> & \u2028"
    markup = json_ld_tag({"name": name})
    inside = markup.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not set("<>&\u2028") & set(inside)
    assert json.loads(inside) == {"name": name}


def test_a_thing_that_is_not_there_writes_nothing():
    assert json_ld_tag(None) == ""


def test_breadcrumbs_count_from_one_and_carry_full_addresses():
    crumbs = json_ld.breadcrumb_list([("Salaries", "/salaries/"), ("Managers", "/salaries/11-9111/")], absolute)
    assert crumbs["itemListElement"][1] == {
        "@type": "ListItem",
        "position": 2,
        "name": "Managers",
        "item": "https://portal.test/salaries/11-9111/",
    }


def test_a_school_is_said_with_its_former_names_and_federal_pages():
    said = json_ld.college_or_university(school(former_names="Kaplan University; Kaplan"), absolute)
    assert said["alternateName"] == ["Kaplan University", "Kaplan"]
    assert said["address"]["addressRegion"] == "TX"
    assert said["identifier"]["value"] == "229179"
    assert "https://nces.ed.gov/collegenavigator/?id=229179" in said["sameAs"]


def test_what_is_not_known_of_a_school_is_left_out():
    said = json_ld.college_or_university(school(unitid=None, state=""), absolute)
    assert not {"address", "identifier", "sameAs", "alternateName", "description"} & set(said)


def test_a_program_says_length_and_delivery_only_when_a_curator_has_entered_them():
    bare = Program(school=school(), title="Health administration", level="masters", slug="x")
    assert not {"timeToComplete", "educationalProgramMode", "numberOfCredits"} & set(
        json_ld.educational_program(bare, absolute)
    )
    bare.length_months, bare.delivery = 24, Program.Delivery.HYBRID
    said = json_ld.educational_program(bare, absolute)
    assert (said["timeToComplete"], said["educationalProgramMode"]) == ("P24M", "blended")
    assert said["educationalCredentialAwarded"] == "Master's degree"
    assert said["provider"]["name"] == "Texas Woman's University"


def test_an_occupation_leaves_blank_and_top_coded_percentiles_out():
    managers = Occupation(soc="11-9111", title="Managers", slug="managers")
    wage = WageEstimate(annual_p50=123_860, annual_p90=239_200, blanks={"annual_p90": FigureStatus.TOP_CODED})
    (salary,) = json_ld.occupation(managers, wage, absolute)["estimatedSalary"]
    assert salary["median"] == 123_860
    assert not {"percentile90", "percentile10"} & set(salary)


def test_an_occupation_without_wages_says_nothing_of_pay():
    managers = Occupation(soc="11-9111", title="Managers", slug="managers")
    assert "estimatedSalary" not in json_ld.occupation(managers, None, absolute)
    assert "estimatedSalary" not in json_ld.occupation(managers, WageEstimate(), absolute)


def test_a_certification_names_who_grants_it_and_how_long_it_lasts():
    body = CertifyingBody(name="Association", abbreviation="A")
    certification = Certification(name="Certified Manager", slug="cm", body=body, summary="Shows skill.")
    said = json_ld.educational_credential(certification, RuleSet(renewal_months=24, checked_on=date.today()), absolute)
    assert said["validFor"] == "P24M"
    assert said["recognizedBy"] == {"@type": "Organization", "name": "Association", "alternateName": "A"}
    assert "validFor" not in json_ld.educational_credential(certification, None, absolute)
