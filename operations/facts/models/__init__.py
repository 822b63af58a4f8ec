from operations.facts.models.assignments import LeadAssignment
from operations.facts.models.base import BusinessFact
from operations.facts.models.campaigns import Campaign
from operations.facts.models.catering import CateringAnswer, CateringRequest
from operations.facts.models.help_answers import HelpAnswer
from operations.facts.models.orders import Order
from operations.facts.models.privacy import DataProtectionRequest, PrivacyRight
from operations.facts.models.samples import Sample, SampleState, Urgency

__all__ = [
    "BusinessFact",
    "Campaign",
    "CateringAnswer",
    "CateringRequest",
    "DataProtectionRequest",
    "HelpAnswer",
    "LeadAssignment",
    "Order",
    "PrivacyRight",
    "Sample",
    "SampleState",
    "Urgency",
]
