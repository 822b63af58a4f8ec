"""Instants relative to now, for leads of a chosen phase."""

from datetime import datetime, timedelta

from django.utils import timezone

from leads.models import Lead
from tests.factories import LeadFactory


def ago(days: float) -> datetime:
    """So many days before now."""
    return timezone.now() - timedelta(days=days)


def ahead(days: float) -> datetime:
    """So many days after now."""
    return timezone.now() + timedelta(days=days)


def lead_in_base(**values: object) -> Lead:
    """A lead registered 30 days ago: in its base period."""
    return LeadFactory.create(created_at=ago(30), **values)


def lead_in_grace(**values: object) -> Lead:
    """A lead whose grace began two days ago: 6 months are at most 184 days, and 184 + 60 + 2 = 246."""
    return LeadFactory.create(created_at=ago(247), **values)


def expired_lead(**values: object) -> Lead:
    """A lead whose protection ended weeks ago."""
    return LeadFactory.create(created_at=ago(300), **values)
