"""Which events report which business facts."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from journal.messages import EventMessage
from operations.facts.models import Campaign, CateringRequest, HelpAnswer, LeadAssignment, Order, Sample
from operations.facts.reports import INSTANT, MONEY, Reporting, Reportings, text


def _when_it_was_registered(message: EventMessage, at: datetime) -> datetime:
    """A lead that comes in with its representative is theirs once it has arrived here."""
    return max(message.recorded_at, at)


def _names(products: Any) -> str:
    return ", ".join(str(each) for each in products)[:200]


FACTS: Reportings = {
    "sample.requested": (
        Reporting(
            Sample,
            "sample_id",
            "requested_at",
            {
                "product_type": ("product_type", text(200)),
                "urgency": ("urgency", str.upper),
                "due_at": ("due_at", INSTANT),
            },
        ),
        # Version 1 named no kind of product. Of two that one event says, the first counts.
        Reporting(Sample, "sample_id", "requested_at", {"product_type": ("products", _names)}),
    ),
    "sample.processed": (Reporting(Sample, "sample_id", "processed_at"),),
    "sample.delivered": (Reporting(Sample, "sample_id", "delivered_at"),),
    "sample.failed": (Reporting(Sample, "sample_id", "failed_at", {"cause": ("cause", text(255))}),),
    "sample.lost": (Reporting(Sample, "sample_id", "lost_at", {"cause": ("cause", text(255))}),),
    "catering.requested": (
        Reporting(
            CateringRequest,
            "catering_request_id",
            "asked_at",
            {"event_at": ("event_at", INSTANT), "guests": ("guests", int)},
        ),
    ),
    "catering.answered": (
        Reporting(CateringRequest, "catering_request_id", "answered_at", {"answer": ("answer", str), **MONEY}),
    ),
    "catering.held": (Reporting(CateringRequest, "catering_request_id", "held_at", {"guests": ("guests", int)}),),
    "order.placed": (Reporting(Order, "order_id", "placed_at", {"deliver_at": ("deliver_at", INSTANT), **MONEY}),),
    "order.confirmed": (
        Reporting(Order, "order_id", "confirmed_at", {"deliver_at": ("deliver_at", INSTANT), **MONEY}),
    ),
    "campaign.started": (
        Reporting(
            Campaign,
            "campaign_id",
            "started_at",
            {
                "name": ("name", text(200)),
                "ends_at": ("ends_at", INSTANT),
                "burst": ("burst", int),
                "ratio": ("ratio", lambda number: Decimal(str(number))),
            },
        ),
    ),
    "campaign.ended": (Reporting(Campaign, "campaign_id", "ended_at"),),
    "help.answered": (
        Reporting(
            HelpAnswer,
            "answer_id",
            "answered_at",
            {"runbook": ("runbook", text(120)), "helpful": ("helpful", bool)},
            is_correlated=True,
        ),
    ),
    "lead.created": (
        Reporting(LeadAssignment, "", "came_in_at"),
        Reporting(LeadAssignment, "", "assigned_at", reached_at=_when_it_was_registered),
    ),
    "lead.assigned": (Reporting(LeadAssignment, "", "assigned_at"),),
}
