"""Stopping and restarting clocks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from core.models import User
from leads.errors import HoldRefused, LeadNotFound
from leads.models import LeadHold
from leads.services.database import call
from leads.services.events import record_lead_event
from leads.services.guard import Override, changing_lead
from leads.services.voiding import void


@dataclass(frozen=True, slots=True)
class PlacedHold:
    """A hold, and whether this call made it: the same call again finds the hold that stands."""

    hold: LeadHold
    created: bool


def place_hold(
    *,
    lead_id: int,
    actor: User | None,
    reason_code: str,
    reason: str = "",
    start_at: datetime | None = None,
    end_at: datetime | None = None,
    source: str = "",
    external_id: str = "",
    override: Override | None = None,
) -> PlacedHold:
    """Stop the clock of a lead from `start_at` (default: now) until `end_at` (default: until released).

    Instants are aware. Idempotent: what came under the same (source, external_id) is returned, voided or not; else,
    without a start, a hold that stands already; with one, the hold with the same start and end.
    Raises LeadNotFound, HoldRefused, FactRefused where the id is another lead's, OverrideNeeded.
    """
    with changing_lead(lead_id, actor, override) as lead:
        latest = LeadHold.objects.filter(lead_id=lead_id).order_by("-id").values_list("id", flat=True).first() or 0
        ((hold_id,),) = call(
            "place_lead_hold",
            p_lead_id=lead_id,
            p_user_id=lead.user_id,
            p_reason_code=reason_code,
            p_reason=reason,
            p_start_at=start_at,
            p_end_at=end_at,
            p_created_by=actor.pk if actor else None,
            p_source=source,
            p_external_id=external_id,
        )
        return PlacedHold(LeadHold.objects.get(pk=hold_id), created=hold_id > latest)


def release_hold(
    *, hold_id: int, actor: User | None, end_at: datetime | None = None, override: Override | None = None
) -> LeadHold:
    """Restart the clock: end a running hold now, or at `end_at` (aware; may be planned).

    Idempotent: a hold that has ended is returned as it is. Raises HoldRefused, OverrideNeeded.
    """
    with changing_lead(_lead_of(hold_id), actor, override):
        call("end_lead_hold", p_hold_id=hold_id, p_released_by=actor.pk if actor else None, p_end_at=end_at)
        return LeadHold.objects.get(pk=hold_id)


def correct_hold(
    *,
    hold_id: int,
    actor: User,
    start_at: datetime,
    end_at: datetime | None,
    reason_code: str,
    reason: str,
    override: Override | None = None,
) -> LeadHold:
    """Correct what was recorded of a hold; its history keeps what stood there.

    Instants are aware. A start after protection has ended is refused as in `place_hold`. Raises HoldRefused,
    OverrideNeeded.
    """
    with changing_lead(_lead_of(hold_id), actor, override):
        hold = LeadHold.objects.get(pk=hold_id)
        if hold.voided_at is not None:
            raise HoldRefused(_("This hold was voided. Place a new one."), code="hold_voided")
        call(
            "correct_lead_hold",
            p_hold_id=hold_id,
            p_start_at=start_at,
            p_end_at=end_at,
            p_reason_code=reason_code,
            p_reason=reason,
        )
        hold.refresh_from_db()
        return hold


def void_hold(*, hold_id: int, actor: User | None, why: str, override: Override | None = None) -> LeadHold:
    """Take back a hold that should not have been, with the reason. Raises HoldRefused, OverrideNeeded."""
    if not why.strip():
        raise HoldRefused(_("Say why the hold is voided."), code="reason_missing", status=422, field="why")
    with changing_lead(_lead_of(hold_id), actor, override):
        hold = LeadHold.objects.get(pk=hold_id)
        if hold.voided_at is None:
            void(hold, actor=actor, why=why)
            record_lead_event(
                event_type="lead.hold.voided", lead_id=hold.lead_id, reason=why, metadata={"hold_id": hold.pk}
            )
        return hold


@dataclass(frozen=True, slots=True)
class BulkResult:
    """What became of one lead in a bulk change: done, unchanged, or refused with the error."""

    lead_id: int
    changed: bool
    error: DomainError | None = None


def place_holds(*, lead_ids: Iterable[int], actor: User, reason_code: str, reason: str = "") -> list[BulkResult]:
    """Stop the clocks of several leads now, each in its own transaction; one refusal does not stop the others."""
    results = []
    for lead_id in lead_ids:
        try:
            placed = place_hold(lead_id=lead_id, actor=actor, reason_code=reason_code, reason=reason)
            results.append(BulkResult(lead_id, placed.created))
        except DomainError as error:
            results.append(BulkResult(lead_id, changed=False, error=error))
    return results


def release_holds(*, lead_ids: Iterable[int], actor: User) -> list[BulkResult]:
    """Restart the clocks of several leads now, each in its own transaction; a running clock is left alone."""
    results = []
    for lead_id in lead_ids:
        try:
            with changing_lead(lead_id, actor):
                ((hold_id,),) = call("release_running_lead_hold", p_lead_id=lead_id, p_released_by=actor.pk)
            results.append(BulkResult(lead_id, changed=hold_id is not None))
        except DomainError as error:
            results.append(BulkResult(lead_id, changed=False, error=error))
    return results


def _lead_of(hold_id: int) -> int:
    lead_id = LeadHold.objects.filter(pk=hold_id).values_list("lead_id", flat=True).first()
    if lead_id is None:
        raise LeadNotFound(_("There is no such hold."), code="hold_not_found")
    return lead_id
