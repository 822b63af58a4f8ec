"""The history page of a lead: who changed what, when, from what to what, in words."""

from datetime import datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.console.tables import Table
from core.models import User
from leads.admin.texts import moment
from leads.models import Lead, ProtectionPolicy
from leads.querysets.history import DeadlineMove, FieldChange, HistoryEntry, deadline_moves_of, history_of

_ACTIONS = {
    "insert": gettext_lazy("recorded"),
    "update": gettext_lazy("changed"),
    "delete": gettext_lazy("deleted"),
}
_SOURCES = {
    "admin": gettext_lazy("admin"),
    "api": gettext_lazy("API"),
    "web": gettext_lazy("web"),
    "task": gettext_lazy("automatic job"),
    "command": gettext_lazy("command"),
    "import": gettext_lazy("import"),
}


class Names:
    """Names of the users and policies that a history mentions, read in one query each."""

    def __init__(self, entries: list[HistoryEntry], moves: list[DeadlineMove]) -> None:
        ids = {entry.user_id for entry in entries} | {move.user_id for move in moves}
        for entry in entries:
            for change in entry.changes:
                ids |= {change.old, change.new} if _refers_to(entry.model, change.name) is User else set()
        self.users = {user.pk: str(user) for user in User.objects.filter(pk__in=[pk for pk in ids if pk])}
        self.policies = {policy.pk: str(policy) for policy in ProtectionPolicy.objects.all()}

    def who(self, user_id: int | None, source: str | None) -> str:
        """Who it was and by which way; plain SQL says neither."""
        way = str(_SOURCES.get(source or "", source or ""))
        if user_id is None:
            return way or _("directly in the database")
        return f"{self.users.get(user_id, user_id)}, {way}" if way else str(self.users.get(user_id, user_id))

    def value(self, model: type[Model], name: str, value: Any) -> str:
        """A stored value as people read it."""
        if value in (None, ""):
            return "–"
        if isinstance(value, datetime):
            return moment(value)
        target = _refers_to(model, name)
        if target is User:
            return self.users.get(value, str(value))
        if target is ProtectionPolicy:
            return self.policies.get(value, str(value))
        field = _field(model, name)
        choices = dict(field.flatchoices) if field is not None else {}
        return str(choices.get(value, value))


def history_page(request: HttpRequest, lead_id: int, context: dict[str, Any]) -> HttpResponse:
    """The history of a lead that the user may see; 404 otherwise."""
    if not isinstance(request.user, User):
        raise TypeError("the admin lets nobody else in")
    lead = get_object_or_404(Lead.objects.for_user(request.user), pk=lead_id)
    return TemplateResponse(
        request,
        "admin/leads/lead/history.html",
        {**context, "title": _("History"), "lead": lead, "original": lead, "tables": history_tables(lead_id)},
    )


def history_tables(lead_id: int) -> list[Table]:
    """The moves of the deadline, and every change of the lead and its facts; the newest first."""
    entries, moves = history_of(lead_id), deadline_moves_of(lead_id)
    names = Names(entries, moves)
    return [
        Table(
            ident="moves",
            title=_("Moves of the deadline"),
            columns=(_("When"), _("Who"), _("Before"), _("After")),
            rows=[(moment(m.at), names.who(m.user_id, m.source), *_move(m)) for m in moves],
        ),
        Table(
            ident="changes",
            title=_("Changes"),
            columns=(_("When"), _("Who"), _("What"), _("Before → after")),
            rows=[(moment(e.at), names.who(e.user_id, e.source), _what(e), _changes(names, e)) for e in entries],
        ),
    ]


def _move(move: DeadlineMove) -> tuple[str, str]:
    def reading(instant: datetime | None, state: str) -> str:
        text = moment(instant) if instant else _("open, the clock stands")
        return _("%(at)s (expired)") % {"at": text} if state == "EXPIRED" else text

    return reading(move.old_expires_at, move.old_state), reading(move.new_expires_at, move.new_state)


def _what(entry: HistoryEntry) -> str:
    return f"{capfirst(str(entry.model._meta.verbose_name))} {_ACTIONS[entry.action]}"


def _changes(names: Names, entry: HistoryEntry) -> SafeString | str:
    lines = [format_html("{}: {} → {}", _label(entry.model, c), *_both(names, entry.model, c)) for c in entry.changes]
    return format_html_join(SafeString("<br>"), "{}", ((line,) for line in lines)) if lines else "–"


def _both(names: Names, model: type[Model], change: FieldChange) -> tuple[str, str]:
    return names.value(model, change.name, change.old), names.value(model, change.name, change.new)


def _label(model: type[Model], change: FieldChange) -> str:
    field = _field(model, change.name)
    return capfirst(str(field.verbose_name)) if field is not None else change.name


def _field(model: type[Model], name: str) -> Field[Any, Any] | None:
    for candidate in (name, name.removesuffix("_id")):
        try:
            field = model._meta.get_field(candidate)
        except FieldDoesNotExist:
            continue
        return field if isinstance(field, Field) else None
    return next((field for field in model._meta.concrete_fields if field.attname == name), None)


def _refers_to(model: type[Model], name: str) -> Any:
    field = _field(model, name)
    return field.related_model if field is not None and field.is_relation else None
