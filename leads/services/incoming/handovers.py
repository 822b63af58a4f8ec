"""Handovers that another system reports."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection
from django.utils.translation import gettext as _

from leads.errors import FactRefused
from leads.models import LeadOwnership, OwnershipMode
from leads.services.database import call
from leads.services.incoming.facts import Fact
from leads.services.incoming.overtaking import Rivals


def hand_over(facts: Sequence[Fact]) -> list[tuple[int, datetime]]:
    """Hand leads over, each at its instant; those that closed holds there, as (lead id, instant).

    Raises FactRefused: before the registration, or where somebody here recorded another handover for that instant.
    """
    if not facts:
        return []
    _check(facts)
    rivals = Rivals(LeadOwnership, "valid_from", facts)
    new = [fact for fact in rivals.winners() if not _is_registration(rivals.at(fact), fact)]
    for fact in new:
        if (rival := rivals.overtaken_by(fact)) is not None:
            call("reopen_handover_hold", p_ownership_id=rival.pk)
    rivals.void_overtaken(new)
    _reassign(new)
    return [(fact.lead_id, fact.at) for fact in new if _closes(fact)]


def _check(facts: Sequence[Fact]) -> None:
    registered: dict[int, datetime] = {}
    held = LeadOwnership.objects.filter(lead_id__in={fact.lead_id for fact in facts}, voided_at=None)
    for lead_id, valid_from in held.order_by("valid_from").values_list("lead_id", "valid_from"):
        registered.setdefault(lead_id, valid_from)
    for fact in facts:
        if fact.user_id is None:
            raise FactRefused(_("The event names no user."), code="user_missing", status=422, field="user_id")
        if fact.at < registered.get(fact.lead_id, fact.at):
            raise FactRefused(
                _("The lead was registered later than that. Choose a time after its registration."),
                code="handover_before_registration",
                field="effective_at",
            )


def _is_registration(rival: object, fact: Fact) -> bool:
    """Whether the lead is assigned to whom it was registered for, in the same instant: nothing is handed over."""
    return isinstance(rival, LeadOwnership) and rival.mode == OwnershipMode.REGISTERED and rival.user_id == fact.user_id


def _closes(fact: Fact) -> bool:
    return bool(fact.details.get("close_holds", True))


def _reassign(facts: Sequence[Fact]) -> None:
    if not facts:
        return
    with connection.cursor() as cursor:
        # WITH: pghistory passes by statements that begin with SELECT, and the history would not say who did it.
        cursor.execute(
            """
            WITH done AS (
                SELECT reassign_lead(
                    lead_id, user_id, at, mode, closes, reason, p_source => source, p_external_id => external_id)
                FROM unnest(%s::bigint[], %s::bigint[], %s::timestamptz[], %s::text[], %s::boolean[], %s::text[],
                            %s::text[], %s::text[])
                    AS line (lead_id, user_id, at, mode, closes, reason, source, external_id))
            SELECT count(*) FROM done
            """,
            [
                [fact.lead_id for fact in facts],
                [fact.user_id for fact in facts],
                [fact.at for fact in facts],
                [fact.details.get("mode", OwnershipMode.RESTART.value) for fact in facts],
                [_closes(fact) for fact in facts],
                [fact.reason for fact in facts],
                [fact.source for fact in facts],
                [str(fact.event_id) for fact in facts],
            ],
        )
