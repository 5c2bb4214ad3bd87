"""Certifications in the words of CTDL."""

import pytest
from django.urls import reverse

from tests.factories import CertificationFactory, RuleSetFactory

pytestmark = pytest.mark.django_db


def in_ctdl(client, certification):
    return client.get(reverse("api-v1:certification-detail", args=[certification.slug])).json()["ctdl"]


def test_a_certification_is_described_with_its_conditions(client):
    said = in_ctdl(client, RuleSetFactory().certification)
    assert said["@type"] == "ceterms:Certification"
    assert said["ceterms:alternateName"] == {"en-US": ["CMM"]}
    assert said["ceterms:offeredBy"][0]["ceterms:alternateName"] == {"en-US": ["PAHCOM"]}
    assert said["ceterms:occupationType"][0]["ceterms:codedNotation"] == "11-9111"
    assert said["ceterms:renewalFrequency"] == "P24M"
    (to_sit,) = said["ceterms:requires"]
    assert (to_sit["@type"], to_sit["ceterms:yearsOfExperience"]) == ("ceterms:ConditionProfile", 3)
    assert to_sit["ceterms:creditValue"] == [{"@type": "ceterms:ValueProfile", "schema:value": 12}]
    assert "Membership: Member of PAHCOM in good standing." in to_sit["ceterms:condition"]["en-US"]


def test_what_is_not_known_is_left_out(client):
    said = in_ctdl(client, CertificationFactory(abbreviation="", soc=""))
    assert said.keys() == {
        "@context",
        "@type",
        "ceterms:name",
        "ceterms:description",
        "ceterms:subjectWebpage",
        "ceterms:offeredBy",
    }


def test_a_rule_of_zero_is_known(client):
    (to_sit,) = in_ctdl(client, RuleSetFactory(credit_hours=0).certification)["ceterms:requires"]
    assert to_sit["ceterms:creditValue"][0]["schema:value"] == 0
