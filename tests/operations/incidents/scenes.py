"""Incidents for tests, made as people and alerts make them."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from core.models import User
from operations.incidents.models import Incident, OnCallShift
from operations.incidents.services import open_incident, plan_shift
from operations.runbooks.models import Contact
from operations.runbooks.responsibilities import Responsibility, Severity
from operations.runbooks.subjects import Subject
from tests.factories import UserFactory


def clerk(**fields: Any) -> User:
    """Somebody who works on incidents."""
    return UserFactory.create(role="clerk", **fields)


def lead(**fields: Any) -> User:
    """Somebody who leads incidents."""
    return UserFactory.create(role="lead", **fields)


def opened(actor: User | None = None, **fields: Any) -> Incident:
    """An incident that a person opened: SEV3, of the platform, unless said otherwise."""
    chosen: dict[str, Any] = {
        "title": "The printer is on fire",
        "subject": Subject.PLATFORM,
        "severity": Severity.SEV3,
        **fields,
    }
    return open_incident(actor=actor or clerk(), **chosen)


def on_call(
    responsibility: str = Responsibility.OPERATIONS_ON_CALL,
    *,
    user: User | None = None,
    starts_at: datetime | None = None,
    hours: int = 24,
) -> OnCallShift:
    """Somebody on call, since an hour ago unless said otherwise."""
    begins = starts_at or timezone.now() - timedelta(hours=1)
    someone = user or clerk()
    return plan_shift(
        responsibility=responsibility,
        user=someone,
        starts_at=begins,
        ends_at=begins + timedelta(hours=hours),
        actor=someone,
    )


def contact(responsibility: str, email: str, *, rank: int = 1, name: str = "Desk") -> Contact:
    """An emergency contact."""
    return Contact.objects.create(role=responsibility, email=email, rank=rank, name=name)
