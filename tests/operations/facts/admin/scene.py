"""Facts for the tests of their pages, as the CRM reports them."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from operations.facts.models import (
    BusinessFact,
    Campaign,
    CateringRequest,
    DataProtectionRequest,
    HelpAnswer,
    LeadAssignment,
    Order,
    Sample,
)
from tests.factories import LeadFactory
from tests.leads.consumers.crm import day, report

FACTS = "/admin/facts/"
SAMPLES, REQUESTS = f"{FACTS}sample/", f"{FACTS}dataprotectionrequest/"
# Every kind but the data-protection requests.
KINDS: dict[str, type[BusinessFact]] = {
    "sample": Sample,
    "cateringrequest": CateringRequest,
    "order": Order,
    "campaign": Campaign,
    "leadassignment": LeadAssignment,
    "helpanswer": HelpAnswer,
}


def page_of(fact: BusinessFact) -> str:
    """The address of a fact's page."""
    return f"{FACTS}{fact._meta.model_name}/{fact.pk}/change/"


def step_of(fact: BusinessFact, step: str) -> str:
    """The address of a change of a fact."""
    return f"{FACTS}{fact._meta.model_name}/{fact.pk}/{step}/"


def sample(reference: str, territory: str = "DE") -> Sample:
    """A sample for a new lead, requested on day 1 and sent off on day 2."""
    lead = LeadFactory.create(created_at=day(0), territory=territory)
    report("sample.requested", lead.pk, 1, territory=territory, sample_id=reference, products=["Spargel"])
    report("sample.processed", lead.pk, 2, territory=territory, sample_id=reference)
    return Sample.objects.get(external_id=reference)


def one_of_each(number: int = 0, territory: str = "DE") -> None:
    """One fact of every kind, of one lead."""
    lead = LeadFactory.create(created_at=day(0), territory=territory)
    at = 1 + number / 1000
    known: dict[str, Any] = {"territory": territory}
    report("sample.requested", lead.pk, at, **known, sample_id=f"S{number}", products=["Spargel"])
    report("catering.requested", lead.pk, at, **known, catering_request_id=f"C{number}", guests=80)
    report("order.placed", lead.pk, at, lead.user_id, **known, order_id=f"O{number}", amount="412.80", currency="EUR")
    report("campaign.started", lead.pk, at, **known, campaign_id=f"K{number}", name="Weihnachten", ratio=0.25)
    report("help.answered", lead.pk, at, **known, answer_id=f"H{number}", runbook="lead-protection@3", helpful=True)
    report("lead.assigned", lead.pk, at, lead.user_id, **known)


def privacy_request(reference: str = "DS-1", territory: str = "DE", days_ago: int = 40) -> DataProtectionRequest:
    """A request that came so many days ago, due 30 days later."""
    received_at = timezone.now().replace(microsecond=0) - timedelta(days=days_ago)
    made: DataProtectionRequest = DataProtectionRequest.objects.create(
        source="admin",
        external_id=reference,
        territory=territory,
        right="ACCESS",
        received_at=received_at,
        due_at=received_at + timedelta(days=30),
    )
    return made
