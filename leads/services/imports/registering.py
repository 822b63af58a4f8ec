"""Registering the new rows of a chunk: together, because one by one is several times as slow."""

from collections.abc import Sequence
from typing import Any

from django.db import DataError, IntegrityError, connection, transaction

from core.errors import DomainError
from leads.imports.judge import Outcome, Verdict
from leads.imports.reasons import Reason
from leads.imports.rows import LeadRow
from leads.models import Lead
from leads.services.registration import lock_companies, lock_external_ids, register_lead


def lock_rows(rows: Sequence[LeadRow]) -> None:
    """Make everyone else who registers these companies or external ids wait for the end of this transaction.

    All companies first, then all external ids, each in the order of their keys: so no two imports wait for each other.
    """
    lock_companies([row.company for row in rows])
    lock_external_ids([(row.source, row.external_id) for row in rows])


def register_new(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Register the leads of verdicts that say so, under lock_rows; a row that is refused after all is rejected."""
    rows = [verdict.lead for verdict in verdicts if verdict.lead is not None]
    if not rows:
        return list(verdicts)
    try:
        with transaction.atomic():
            _register_together(rows)
    except (IntegrityError, DataError):
        # One of them broke a rule of the database: one by one, to find out which, and register the others.
        return [_register_alone(verdict) for verdict in verdicts]
    return list(verdicts)


def _register_together(rows: Sequence[LeadRow]) -> None:
    leads = Lead.objects.bulk_create([Lead(created_at=row.registered_at, **_columns(row)) for row in rows])
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT count(record_lead_event('lead.protection.started', lead_id, NULL, reason))
            FROM unnest(%s::bigint[], %s::text[]) AS line (lead_id, reason)
            """,
            [[lead.pk for lead in leads], [lead.source or "registered" for lead in leads]],
        )


def _register_alone(verdict: Verdict) -> Verdict:
    if verdict.lead is None:
        return verdict
    row = verdict.lead
    try:
        register_lead(actor=None, registered_at=row.registered_at, **_columns(row))
    except DomainError as refused:
        return Verdict(verdict.source, Outcome.REJECTED, [Reason("refused", {"message": str(refused)})])
    return verdict


def _columns(row: LeadRow) -> dict[str, Any]:
    return {
        "user_id": row.owner_id,
        "company": row.company,
        "street": row.street,
        "postal_code": row.postal_code,
        "city": row.city,
        "territory": row.territory.value,
        "phone": row.phone,
        "website": row.website,
        "source": row.source,
        "external_id": row.external_id,
    }
