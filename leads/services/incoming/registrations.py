"""Leads that another system registered, with the ids that it gave them."""

from collections.abc import Sequence

from django.db import connection
from django.utils.translation import gettext as _

from core.territory import Territory
from leads.errors import FactRefused, LeadConflict
from leads.imports.reasons import RowRejected
from leads.imports.registered import LeadConflictRow, Registered, match_keys
from leads.imports.rows import LeadRow
from leads.imports.seen import Seen
from leads.models import Lead, LeadOwnership
from leads.services.database import call
from leads.services.incoming.facts import Fact


def register_leads(facts: Sequence[Fact]) -> None:
    """Register leads under their own ids, protected from when they were created; the caller has locked the companies.

    The same registration again changes nothing. Raises LeadConflict where the company in this place is protected
    already, FactRefused where the id is another lead's; a batch is refused as a whole.
    """
    if not facts:
        return
    new: dict[int, Fact] = {}
    known = _known([fact.lead_id for fact in facts])
    for fact in facts:
        if fact.user_id is None:
            raise FactRefused(_("The event names no user."), code="user_missing", status=422, field="user_id")
        first = new.setdefault(fact.lead_id, fact) if fact.lead_id not in known else None
        same = known.get(fact.lead_id, set()) if first is None else {(first.user_id, first.at)}
        if (fact.user_id, fact.at) not in same:
            raise FactRefused(
                _("There is another lead %(id)s already, registered for somebody else or at another time.")
                % {"id": fact.lead_id},
                code="lead_id_taken",
                field="lead_id",
            )
    _refuse_conflicts(list(new.values()))
    _insert(list(new.values()))


def _known(lead_ids: Sequence[int]) -> dict[int, set[tuple[int | None, object]]]:
    """Who held these leads, with when each was registered."""
    held = LeadOwnership.objects.filter(lead_id__in=lead_ids, voided_at=None)
    known: dict[int, set[tuple[int | None, object]]] = {
        lead_id: set() for lead_id in Lead.objects.filter(pk__in=lead_ids).values_list("pk", flat=True)
    }
    for lead_id, user_id, created_at in held.values_list("lead_id", "user_id", "lead__created_at"):
        known[lead_id].add((user_id, created_at))
    return known


def _refuse_conflicts(facts: Sequence[Fact]) -> None:
    rows = [_row(number, fact) for number, fact in enumerate(facts) if fact.details.get("company")]
    keys = match_keys(rows)
    registered, seen = Registered(rows, keys), Seen()
    for row, key in zip(rows, keys, strict=True):
        try:
            seen.check_place(row, key)
            known = registered.by_place(row, key)
        except LeadConflictRow as conflict:
            raise _conflict(conflict.lead_id) from conflict
        except RowRejected as twice:
            raise _conflict(facts[row.number].lead_id) from twice
        if known is not None:
            raise FactRefused(
                _("This company in this place is registered for the same user already, as lead %(id)s.")
                % {"id": known},
                code="duplicate_lead",
                field="company",
                params={"lead_id": known},
            )
        seen.remember(row, key)


def _conflict(lead_id: int) -> LeadConflict:
    return LeadConflict(
        _("This company in this place is protected for somebody else."), field="company", params={"lead_id": lead_id}
    )


def _row(number: int, fact: Fact) -> LeadRow:
    details = fact.details
    return LeadRow(
        number=number,
        company=details.get("company", "").strip(),
        street=details.get("street", "").strip(),
        postal_code=details.get("postal_code", "").strip(),
        city=details.get("city", "").strip(),
        territory=Territory(fact.territory or Territory.DE),
        phone=details.get("phone", "").strip(),
        website=details.get("website", "").strip(),
        source=details.get("source") or fact.source,
        external_id="",
        owner_id=fact.user_id or 0,
        registered_at=fact.at,
    )


def _insert(facts: Sequence[Fact]) -> None:
    if not facts:
        return
    rows = sorted(((fact.lead_id, _row(number, fact)) for number, fact in enumerate(facts)), key=lambda each: each[0])
    Lead.objects.bulk_create(
        [
            Lead(
                pk=lead_id,
                user_id=row.owner_id,
                created_at=row.registered_at,
                company=row.company,
                street=row.street,
                postal_code=row.postal_code,
                city=row.city,
                territory=row.territory.value,
                phone=row.phone,
                website=row.website,
                source=row.source,
            )
            for lead_id, row in rows
        ]
    )
    call("keep_lead_ids_ahead", p_lead_id=rows[-1][0])
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT count(record_lead_event('lead.protection.started', lead_id, NULL, reason))
            FROM unnest(%s::bigint[], %s::text[]) AS line (lead_id, reason)
            """,
            [[lead_id for lead_id, _ in rows], [row.source or "registered" for _, row in rows]],
        )
