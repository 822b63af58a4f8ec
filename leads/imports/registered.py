"""What the database already knows about the leads of some rows: three queries, however many rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.functions import TransactionNow
from django.db import connection
from django.db.models import OuterRef, Q

from leads.imports.reasons import RowRejected
from leads.imports.rows import LeadRow
from leads.imports.seen import MatchKeys
from leads.models import Lead, LeadOwnership, LeadStatus


@dataclass(frozen=True, slots=True)
class RegisteredLead:
    """What matters of a lead that a row may be. `holders` held it at some time, or hold it."""

    id: int
    user_id: int
    created_at: datetime
    source: str
    external_id: str
    company_key: str
    city_key: str
    postal_code: str
    territory: str
    is_protected: bool
    holders: list[int]


class LeadConflictRow(RowRejected):
    """A row that is a lead already; `lead_id` is for people who may see that lead."""

    def __init__(self, code: str, lead_id: int) -> None:
        super().__init__(code)
        self.lead_id = lead_id


class Registered:
    """The leads in the database that some rows may be."""

    def __init__(self, rows: Sequence[LeadRow], keys: Sequence[MatchKeys]) -> None:
        self._by_external_id = {(lead.source, lead.external_id): lead for lead in _with_external_ids(rows)}
        self._by_company: dict[str, list[RegisteredLead]] = {}
        for lead in _of_companies({each.company for each in keys}):
            self._by_company.setdefault(lead.company_key, []).append(lead)

    def by_external_id(self, row: LeadRow, keys: MatchKeys) -> int | None:
        """The lead with the row's external id. LeadConflictRow where it is another company's, or somebody else's.

        The lead may have been renamed or have moved since, but not both: then the id is from another system.
        """
        lead = self._by_external_id.get((row.source, row.external_id)) if row.external_id else None
        if lead is None:
            return None
        if lead.company_key != keys.company and not _is_in_same_place(lead, row, keys):
            raise LeadConflictRow("external_id_taken", lead.id)
        if lead.user_id != row.owner_id:
            raise LeadConflictRow("conflict" if lead.is_protected else "held_by_other", lead.id)
        return lead.id

    def by_place(self, row: LeadRow, keys: MatchKeys) -> int | None:
        """The same company in the same place, protected for the same user, or once registered for them at that instant.

        LeadConflictRow where it is protected for somebody else, or this user's under another external id.
        """
        same_place = [lead for lead in self._by_company.get(keys.company, ()) if _is_in_same_place(lead, row, keys)]
        for lead in same_place:
            if lead.user_id == row.owner_id and (lead.is_protected or _is_registration_of(lead, row)):
                return _known(lead, row)
        for lead in same_place:
            if lead.is_protected:
                raise LeadConflictRow("conflict", lead.id)
        for lead in same_place:
            if _is_registration_of(lead, row):
                return _known(lead, row)
        return None


def _is_registration_of(lead: RegisteredLead, row: LeadRow) -> bool:
    # The same rule as leads.services.registration. Protection that has ended may begin anew; but the very same
    # registration is no new one, whoever the lead was handed over to since.
    return row.owner_id in lead.holders and lead.created_at == row.registered_at


def _known(lead: RegisteredLead, row: LeadRow) -> int:
    if row.external_id and lead.external_id:
        raise LeadConflictRow("duplicate_lead", lead.id)
    return lead.id


def _is_in_same_place(lead: RegisteredLead, row: LeadRow, keys: MatchKeys) -> bool:
    # The same rule as leads.querysets.leads.same_company.
    same_city = bool(keys.city) and lead.city_key == keys.city
    same_code = bool(row.postal_code) and lead.postal_code == row.postal_code and lead.territory == row.territory
    return same_city or same_code


def match_keys(rows: Sequence[LeadRow]) -> list[MatchKeys]:
    """How the database compares the companies and cities of rows: without case, accents, legal form, punctuation."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT company_match_key(company), match_key(city)
            FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS line (company, city, position) ORDER BY position
            """,
            [[row.company for row in rows], [row.city for row in rows]],
        )
        return [MatchKeys(*found) for found in cursor.fetchall()]


def _with_external_ids(rows: Sequence[LeadRow]) -> Iterator[RegisteredLead]:
    wanted: dict[str, list[str]] = {}
    for row in rows:
        if row.external_id:
            wanted.setdefault(row.source, []).append(row.external_id)
    for source, external_ids in wanted.items():
        # ~Q(external_id=""), and below ~Q(company=""): the indexes that serve these cover named leads only.
        yield from _leads(~Q(external_id="") & Q(source=source, external_id__in=external_ids))


def _of_companies(company_keys: set[str]) -> Iterator[RegisteredLead]:
    return _leads(~Q(company="") & Q(company_key__in=company_keys))


def _leads(which: Q) -> Iterator[RegisteredLead]:
    protected = Q(status=LeadStatus.OPEN) & (
        Q(protection__expires_at__gt=TransactionNow()) | Q(protection__expires_at=None)
    )
    holders = LeadOwnership.objects.filter(lead=OuterRef("pk"), voided_at=None)
    found = (
        Lead.objects.filter(which)
        .annotate(is_protected=protected, holders=ArraySubquery(holders.values("user_id")))
        .order_by("id")
        .values_list(
            "id",
            "user_id",
            "created_at",
            "source",
            "external_id",
            "company_key",
            "city_key",
            "postal_code",
            "territory",
            "is_protected",
            "holders",
        )
    )
    return (RegisteredLead(*values) for values in found)
