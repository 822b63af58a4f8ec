"""Registering leads: protected at once, unless somebody else's protection stands against it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from core.models import User
from core.territory import Territory
from leads.errors import FactRefused, LeadConflict, constraint_errors
from leads.models import Lead, LeadOwnership
from leads.querysets.leads import in_place, same_company
from leads.services.events import record_lead_event


@dataclass(frozen=True, slots=True)
class RegisteredLead:
    """A lead, and whether this call registered it: the same lead again is found, not doubled."""

    lead: Lead
    created: bool


def register_lead(
    *,
    actor: User | None,
    user_id: int,
    company: str,
    city: str = "",
    postal_code: str = "",
    territory: str = Territory.DE,
    registered_at: datetime | None = None,
    source: str = "",
    external_id: str = "",
    **details: Any,
) -> RegisteredLead:
    """Register a lead for a user from `registered_at` (aware; default: now) and protect it.

    `details` are further columns of a lead (street, phone, website). Found again, not doubled, is: the same (source,
    external_id), also if the lead was handed on since; the same company in the same place, protected for the same user
    or once registered for them at the same instant. Raises LeadConflict where it is somebody else's, FactRefused for an
    impossible date. Two at the same moment cannot both pass.
    """
    if not company.strip():
        raise FactRefused(_("A lead needs a company."), code="company_missing", status=422, field="company")
    with constraint_errors(), transaction.atomic():
        lock_companies([company])
        lock_external_ids([(source, external_id)])
        place = (company, city, postal_code, territory)
        known = (
            _resent(source, external_id, user_id)
            or _protected(place, user_id)
            or _registered_then(place, user_id, registered_at)
        )
        if known is not None:
            return RegisteredLead(known, created=False)
        lead = Lead(
            user_id=user_id,
            company=company.strip(),
            city=city.strip(),
            postal_code=postal_code.strip(),
            territory=territory,
            source=source,
            external_id=external_id,
            **details,
        )
        if registered_at is not None:
            lead.created_at = registered_at
        lead.save(force_insert=True)
        record_lead_event(event_type="lead.protection.started", lead_id=lead.pk, reason=source or "registered")
        return RegisteredLead(lead, created=True)


def update_lead(*, lead_id: int, actor: User | None, **changes: Any) -> Lead:
    """Correct the describing columns of a lead (company, place, territory, phone, website).

    Raises LeadConflict where the corrected company and place are protected for somebody else.
    """
    allowed = {"company", "street", "postal_code", "city", "territory", "phone", "website"}
    if unknown := set(changes) - allowed:
        raise TypeError(f"not describing columns: {sorted(unknown)}")
    with constraint_errors(), transaction.atomic():
        lead = Lead.objects.select_for_update(no_key=True).get(pk=lead_id)
        moved = any(
            getattr(lead, name) != changes[name]
            for name in ("company", "city", "postal_code", "territory")
            if name in changes
        )
        for name, value in changes.items():
            setattr(lead, name, value)
        if moved and lead.company:
            lock_companies([lead.company])
            same = same_company(lead.company, lead.city, lead.postal_code, lead.territory)
            if (known := same.exclude(pk=lead_id).exclude(user=lead.user_id).first()) is not None:
                raise conflict(known)
        lead.save(update_fields=list(changes))
        return lead


def lock_companies(companies: list[str]) -> None:
    """Make everyone else who registers one of these companies wait for the end of this transaction.

    Always in the same order, so that two imports of the same file do not wait for each other.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT pg_advisory_xact_lock(key) FROM (
                SELECT DISTINCT hashtextextended('lead:' || company_match_key(company), 0) AS key
                FROM unnest(%s::text[]) AS company ORDER BY 1) keys
            """,
            [companies],
        )


def lock_external_ids(keys: list[tuple[str, str]]) -> None:
    """The same for (source, external id); after the companies, so that no two wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT pg_advisory_xact_lock(key) FROM (
                SELECT DISTINCT hashtextextended('external id:' || source || chr(31) || external_id, 0) AS key
                FROM unnest(%s::text[], %s::text[]) AS line (source, external_id)
                WHERE external_id <> '' ORDER BY 1) keys
            """,
            [[source for source, _ in keys], [external_id for _, external_id in keys]],
        )


def conflict(known: Lead) -> LeadConflict:
    """The refusal that names `known` to programs; doors show details only to people who may see that lead."""
    return LeadConflict(
        _("This company in this place is protected for somebody else."),
        field="company",
        params={"lead_id": known.pk},
    )


def _resent(source: str, external_id: str, user_id: int) -> Lead | None:
    """The lead of this external id, if it is or once was this user's; LeadConflict if it never was."""
    lead = Lead.objects.filter(source=source, external_id=external_id).first() if external_id else None
    if lead is None or lead.user_id == user_id or lead.ownerships.filter(user=user_id, voided_at=None).exists():
        return lead
    raise conflict(lead)


def _protected(place: tuple[str, str, str, str], user_id: int) -> Lead | None:
    """This user's protected lead of the same company in the same place; LeadConflict if it is only somebody else's."""
    protected = list(same_company(*place))
    mine = [lead for lead in protected if lead.user_id == user_id]
    if protected and not mine:
        raise conflict(protected[0])
    return mine[0] if mine else None


def _registered_then(place: tuple[str, str, str, str], user_id: int, registered_at: datetime | None) -> Lead | None:
    """The very same registration: protection that has ended may begin anew, but not by sending it again."""
    if registered_at is None:
        return None
    # Held by them once is enough: the lead may have been handed over since.
    theirs = LeadOwnership.objects.filter(lead=OuterRef("pk"), user=user_id, voided_at=None)
    return in_place(*place).filter(Exists(theirs), created_at=registered_at).first()
