"""The page of one import: preview before it, progress during it, result after it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.admin.texts import moment
from core.console.badges import Tone, badge
from core.console.start_page import Card
from core.console.tables import Table
from core.models import User
from leads.admin.texts import day
from leads.imports.columns import Field, map_columns
from leads.imports.reasons import LABELS, from_json, join_texts
from leads.models import ImportState, Lead, LeadImport, LeadImportRow
from leads.services.imports import can_continue

ROWS_SHOWN = 100

TONES = {
    ImportState.PREVIEWED: Tone.WARNING,
    ImportState.QUEUED: Tone.HELD,
    ImportState.RUNNING: Tone.HELD,
    ImportState.STOPPED: Tone.WARNING,
    ImportState.FAILED: Tone.DANGER,
    ImportState.FINISHED: Tone.GOOD,
    ImportState.DISCARDED: Tone.NEUTRAL,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPage:
    """What the template shows."""

    badge: SafeString
    subtitle: Sequence[str]
    facts: Sequence[Card]
    notes: Sequence[str]
    tables: Sequence[Table]
    is_preview: bool
    is_working: bool
    can_continue: bool
    can_stop: bool
    confirm: str


def import_page(lead_import: LeadImport, user: User) -> ImportPage:
    """Put the page of an import together for a user, who may see the import."""
    is_working = lead_import.state in {ImportState.QUEUED, ImportState.RUNNING}
    goes_on = can_continue(lead_import)
    return ImportPage(
        badge=state_badge(lead_import),
        subtitle=_subtitle(lead_import),
        facts=_facts(lead_import),
        notes=_notes(lead_import, stands_still=is_working and goes_on),
        tables=[table for table in (_sample(lead_import), *_rejections(lead_import, user)) if table],
        is_preview=lead_import.state == ImportState.PREVIEWED,
        is_working=is_working and not goes_on,
        can_continue=goes_on,
        can_stop=is_working and not lead_import.stop_requested,
        confirm=ngettext("Import %(count)s lead", "Import %(count)s leads", lead_import.registered)
        % {"count": _figure(lead_import.registered)},
    )


def state_badge(lead_import: LeadImport) -> SafeString:
    """The state as coloured text."""
    return badge(lead_import.get_state_display(), TONES[ImportState(lead_import.state)])


def _subtitle(lead_import: LeadImport) -> list[str]:
    by = str(lead_import.user) if lead_import.user else _("the command line")
    parts = [_("uploaded %(when)s by %(user)s") % {"when": moment(lead_import.created_at), "user": by}]
    if lead_import.owner:
        parts.append(_("for %(owner)s") % {"owner": lead_import.owner})
    if lead_import.registered_at:
        parts.append(_("registered on %(day)s") % {"day": day(lead_import.registered_at)})
    if lead_import.source:
        parts.append(_("source %(source)s") % {"source": lead_import.source})
    return parts


def _facts(lead_import: LeadImport) -> list[Card]:
    tone = Tone.WARNING if lead_import.rejected else Tone.NEUTRAL
    if lead_import.state in {ImportState.PREVIEWED, ImportState.DISCARDED}:
        rows, registered = _figure(lead_import.rows_total), _("would be registered")
        known, rejected = _("are known already"), _("would be rejected")
    else:
        rows = f"{_figure(lead_import.rows_done)} / {_figure(lead_import.rows_total)}"
        registered, known, rejected = _("registered"), _("known already"), _("rejected")
    return [
        Card(label=_("Rows"), value=rows),
        Card(label=registered, value=_figure(lead_import.registered), tone=Tone.GOOD),
        Card(label=known, value=_figure(lead_import.known), note=_("nothing changes") if lead_import.known else ""),
        Card(label=rejected, value=_figure(lead_import.rejected), tone=tone),
    ]


def _notes(lead_import: LeadImport, *, stands_still: bool) -> list[str]:
    notes = [lead_import.note] if lead_import.note else []
    if lead_import.ignored_columns:
        notes.append(_("Columns that are not imported: %(names)s") % {"names": ", ".join(lead_import.ignored_columns)})
    if stands_still:
        notes.append(_("Nobody has worked on this import for minutes. What was done stays; let it go on."))
    if lead_import.stop_requested and lead_import.state == ImportState.RUNNING:
        notes.append(_("It stops after the rows it is at."))
    if lead_import.state == ImportState.PREVIEWED and not lead_import.registered:
        notes.append(_("There is nothing to register."))
    if lead_import.state == ImportState.PREVIEWED:
        earlier = (
            LeadImport.objects.filter(checksum=lead_import.checksum, state=ImportState.FINISHED)
            .exclude(pk=lead_import.pk)
            .first()
        )
        if earlier is not None:
            notes.append(
                _("The very same file was imported on %(when)s. Importing it again changes nothing.")
                % {"when": moment(earlier.created_at)}
            )
    return notes


def _sample(lead_import: LeadImport) -> Table | None:
    if lead_import.state != ImportState.PREVIEWED or not lead_import.sample:
        return None
    return Table(
        ident="sample",
        title=_("How the first rows are understood"),
        columns=(_("Row"), _("Company"), _("Street"), _("Place"), _("Country"), _("Owner"), _("Registered on")),
        rows=[
            (
                _figure(row["number"]),
                row["company"],
                row["street"],
                f"{row['postal_code']} {row['city']}".strip(),
                row["territory"],
                row["owner"],
                moment(datetime.fromisoformat(row["registered_at"])),
            )
            for row in lead_import.sample
        ],
    )


def _rejections(lead_import: LeadImport, user: User) -> list[Table]:
    counts = lead_import.rejected_rows.order_by().values("code").annotate(rows=Count("pk")).order_by("-rows")
    if not counts:
        return []
    shown = list(lead_import.rejected_rows.order_by("number")[:ROWS_SHOWN])
    title = _("Rejected rows")
    if lead_import.rejected > len(shown):
        title = _("Rejected rows, the first %(count)s") % {"count": len(shown)}
    company, *place = _named_columns(lead_import.header)
    visible = _visible_leads(shown, user)
    return [
        Table(
            ident="reasons",
            title=_("Why rows are rejected"),
            columns=(_("Reason"), _("Rows")),
            rows=[(str(LABELS[item["code"]]), _figure(item["rows"])) for item in counts],
        ),
        Table(
            ident="rejected",
            title=title,
            columns=(_("Row"), _("Company"), _("Place"), _("Reason")),
            rows=[
                (
                    _figure(row.number),
                    _cell(row, company),
                    " ".join(filter(None, (_cell(row, column) for column in place))),
                    _why(row, visible),
                )
                for row in shown
            ],
        ),
    ]


def _named_columns(header: list[str]) -> list[int | None]:
    position = map_columns(header).position
    return [position.get(field) for field in (Field.COMPANY, Field.POSTAL_CODE, Field.CITY)]


def _cell(row: LeadImportRow, column: int | None) -> str:
    return row.cells[column].strip() if column is not None and column < len(row.cells) else ""


def _visible_leads(rows: Iterable[LeadImportRow], user: User) -> dict[int, Lead]:
    """The leads that rows collide with, as far as `user` may see them; of the others they learn nothing."""
    if not user.has_perm("leads.view_lead"):
        return {}
    ids = [row.lead_id for row in rows if row.lead_id is not None]
    return {lead.pk: lead for lead in Lead.objects.for_user(user).filter(pk__in=ids).select_related("user")}


def _why(row: LeadImportRow, visible: dict[int, Lead]) -> str | SafeString:
    text = join_texts(from_json(row.reasons))
    lead = visible.get(row.lead_id) if row.lead_id is not None else None
    if lead is None:
        return text
    link: tuple[Any, ...] = (reverse("admin:leads_lead_change", args=[lead.pk]), lead, lead.user)
    return format_html("{} {}", text, format_html_join("", '<a href="{}">{}</a> ({})', [link]))


def _figure(value: int) -> str:
    return number_format(value, force_grouping=True)
