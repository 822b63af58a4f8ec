"""The history page of a lead: who changed what, when, from what to what, in words."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.admin.texts import moment
from core.console.badges import with_note
from core.console.tables import Table
from core.models import User
from leads.admin.history_words import Words
from leads.admin.texts import apart
from leads.models import Lead
from leads.protection import State
from leads.querysets.history import (
    Deadline,
    DeadlineMove,
    FieldChange,
    HistoryEntry,
    deadline_moves_of,
    deleted_lead,
    history_of,
)

_ACTIONS = {
    "insert": gettext_lazy("recorded"),
    "update": gettext_lazy("changed"),
    "delete": gettext_lazy("deleted"),
}


def history_page(request: HttpRequest, lead_id: int, context: dict[str, Any]) -> HttpResponse:
    """The history of a lead that the user may see, also of one that was deleted; 404 otherwise."""
    if not isinstance(request.user, User):
        raise TypeError("the admin lets nobody else in")
    lead = Lead.objects.for_user(request.user).filter(pk=lead_id).first()
    found = lead or deleted_lead(request.user, lead_id)
    if found is None:
        raise Http404
    page = {"title": _("History"), "lead": found, "is_deleted": lead is None, "tables": history_tables(lead_id)}
    return TemplateResponse(request, "admin/leads/lead/history.html", {**context, **page})


def history_tables(lead_id: int) -> list[Table]:
    """The moves of the deadline, and every change of the lead and its facts; the newest first."""
    entries, moves = history_of(lead_id), deadline_moves_of(lead_id)
    words = Words(entries, moves)
    return [
        Table(
            ident="moves",
            title=_("Moves of the deadline"),
            columns=(_("When"), _("Who"), _("Before"), _("After")),
            rows=[(moment(m.at), words.who(m.user_id, m.source), *_move(words, m)) for m in moves],
            empty=_("The deadline has not moved since the lead was registered."),
        ),
        Table(
            ident="changes",
            title=_("Changes"),
            columns=(_("When"), _("Who"), _("What"), _("Before → after")),
            rows=[(moment(e.at), words.who(e.user_id, e.source), _what(e), _changes(words, e)) for e in entries],
        ),
    ]


def _move(words: Words, move: DeadlineMove) -> tuple[str, str]:
    old, new = _deadline(move.old), _deadline(move.new)
    if move.old.user_id != move.new.user_id:
        return with_note(old, words.user(move.old.user_id)), with_note(new, words.user(move.new.user_id))
    if move.old.expires_at and move.new.expires_at:
        return old, with_note(new, apart(move.old.expires_at, move.new.expires_at))
    return old, new


def _deadline(deadline: Deadline) -> str:
    text = moment(deadline.expires_at) if deadline.expires_at else _("open, the clock stands")
    return _("%(at)s (expired)") % {"at": text} if deadline.state == State.EXPIRED else text


def _what(entry: HistoryEntry) -> str:
    return f"{capfirst(str(entry.model._meta.verbose_name))} {_ACTIONS[entry.action]}"


def _changes(words: Words, entry: HistoryEntry) -> SafeString | str:
    lines = [(words.label(entry.model, change.name), _values(words, entry, change)) for change in entry.changes]
    return format_html_join(SafeString("<br>"), "{}: {}", lines) or "–"


def _values(words: Words, entry: HistoryEntry, change: FieldChange) -> str:
    """Old and new of a change; of a new or deleted row what it says, or said."""
    old, new = (words.value(entry.model, change.name, value) for value in (change.old, change.new))
    if entry.action == "update":
        return f"{old} → {new}"
    return new if entry.action == "insert" else old
