"""Findings wait on the desk until a person settles them."""

import pytest
from django.urls import reverse

from tests.factories import FindingFactory

pytestmark = pytest.mark.django_db


def test_curator_notes_what_they_found_out_and_settles(admin_client):
    finding = FindingFactory(message="as the importer wrote it")
    address = reverse("admin:datasets_finding_change", args=[finding.pk])
    admin_client.post(address, {"note": "Closed in 2025.", "is_settled": "on", "message": "rewritten"})
    finding.refresh_from_db()
    assert (finding.note, finding.is_settled, finding.message) == ("Closed in 2025.", True, "as the importer wrote it")


def test_curator_settles_many_at_once(admin_client):
    findings = FindingFactory.create_batch(3)
    chosen = [finding.pk for finding in findings[:2]]
    admin_client.post(reverse("admin:datasets_finding_changelist"), {"action": "settle", "_selected_action": chosen})
    for finding in findings:
        finding.refresh_from_db()
    assert [finding.is_settled for finding in findings] == [True, True, False]


def test_desk_opens_on_what_needs_attention(admin_client):
    FindingFactory.create_batch(2)
    FindingFactory(is_settled=True)
    page = admin_client.get(reverse("admin:index")).content.decode()
    assert "2 findings wait for a decision" in page
    assert "Career Portal: curator&#x27;s desk" in page
