"""Requests under data-protection law, as they come in by mail, letter or telephone."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pghistory
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.models import User
from core.walltime import add_months, berlin_instant, berlin_wall
from operations.facts.models import DataProtectionRequest
from operations.facts.services.correcting import TOLERANCE, FactNotCorrected, correct_fact

SOURCE = "admin"
# GDPR article 12(3): one month, and two more where that was told within the first.
MONTHS, MORE_MONTHS = 1, 2


def privacy_due_at(received_at: datetime, *, extended: bool) -> datetime:
    """Until when a request has to be answered: calendar months on Berlin's wall clock. Both are aware instants."""
    return berlin_instant(add_months(berlin_wall(received_at), MONTHS + MORE_MONTHS * extended))


@transaction.atomic
def record_privacy_request(
    *,
    actor: User,
    right: str,
    received_at: datetime,
    territory: str,
    extended: bool = False,
    subject_key: UUID | None = None,
    lead_id: int | None = None,
) -> DataProtectionRequest:
    """Record a request that came in at an aware instant; its reference is made here. The request, with its due date.

    Raises FactNotCorrected where it would have come in the future.
    """
    if received_at > timezone.now() + TOLERANCE:
        raise FactNotCorrected(_("This lies in the future. Check the date."), field="received_at")
    reference = f"DS-{berlin_wall(received_at):%Y%m%d}-{uuid4().hex[:6].upper()}"
    with pghistory.context(user=actor.pk, source="admin"):
        made: DataProtectionRequest = DataProtectionRequest.objects.create(
            source=SOURCE,
            external_id=reference,
            territory=territory,
            right=right,
            received_at=received_at,
            due_at=privacy_due_at(received_at, extended=extended),
            extended=extended,
            subject_key=subject_key,
            lead_id=lead_id,
        )
    return made


@transaction.atomic
def correct_privacy_request(
    *, fact: DataProtectionRequest, actor: User, why: str, **changes: Any
) -> DataProtectionRequest:
    """Correct a request as `correct_fact` does; when it came, or that it is extended, moves its due date too."""
    if {"received_at", "extended"} & changes.keys():
        received_at = changes.get("received_at", fact.received_at)
        changes["due_at"] = privacy_due_at(received_at, extended=changes.get("extended", fact.extended))
    return correct_fact(fact=fact, actor=actor, why=why, **changes)  # type: ignore[return-value]
