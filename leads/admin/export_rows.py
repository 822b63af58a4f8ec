"""Leads as the rows of a table, with their clocks at one instant."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from leads.admin.texts import PHASES
from leads.exports.csv_file import Value
from leads.models import Lead
from leads.protection import Protection
from leads.querysets.protection import protections_of

CHUNK = 500


def lead_rows(leads: QuerySet[Lead], at: datetime) -> Iterator[list[Value]]:
    """A header, and a row for each lead in the queryset's order, with its clock at `at` (aware); read in chunks.

    In the language in force when it is called. Import understands the headings.
    """
    language = translation.get_language()
    rows = leads.select_related("user").iterator(chunk_size=CHUNK)
    # A generator would look for the language when it is read: after the request, when that is over.
    return _in_language(language, rows, at)


def _in_language(language: str | None, leads: Iterator[Lead], at: datetime) -> Iterator[list[Value]]:
    with translation.override(language):
        yield _header()
    while chunk := list(islice(leads, CHUNK)):
        clocks = protections_of((lead.pk for lead in chunk), at)
        with translation.override(language):
            rows = [_row(lead, clocks.get(lead.pk)) for lead in chunk]
        yield from rows


def _header() -> list[Value]:
    return [
        _("Lead"),
        _("Company"),
        _("Street"),
        _("Postal code"),
        _("City"),
        _("Country"),
        _("Phone"),
        _("Website"),
        # Not just "Owner": in other lists its German word means the landlord, whom import must not take for ours.
        _("Owner (user name)"),
        _("Owner's name"),
        _("Registered at"),
        _("Protection started at"),
        _("Status"),
        _("Phase"),
        _("Protected until"),
        _("Clock stopped since"),
        _("Source"),
        _("External id"),
    ]


def _row(lead: Lead, clock: Protection | None) -> list[Value]:
    return [
        lead.pk,
        lead.company,
        lead.street,
        lead.postal_code,
        lead.city,
        lead.territory,
        lead.phone,
        lead.website,
        lead.user.username,
        lead.user.get_full_name(),
        lead.created_at,
        lead.started_at,
        lead.get_status_display(),
        clock and str(PHASES[clock.phase][0]),
        clock and clock.protection_expires_at,
        clock and (clock.stopped_since if clock.clock_stopped else None),
        lead.source,
        lead.external_id,
    ]
