"""What stands in the history, in words: who, which field, and its value as people read it."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Model
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.admin.texts import moment
from core.models import User
from leads.models import ActivityKind, LeadActivity, LeadReminder, ProtectionPolicy
from leads.querysets.history import DeadlineMove, HistoryEntry
from leads.services.reminders.words import told

_SOURCES = {
    "admin": gettext_lazy("admin"),
    "api": gettext_lazy("API"),
    "web": gettext_lazy("web"),
    "task": gettext_lazy("automatic job"),
    "command": gettext_lazy("command"),
    "import": gettext_lazy("import"),
    "event": gettext_lazy("event"),
    "rule": gettext_lazy("rule"),
}
# Fields whose words are not those of their choices: other systems have kinds of their own, reminders speak English.
_WORDS: dict[tuple[type[Model], str], Callable[[str], object]] = {
    (LeadActivity, "kind"): lambda kind: dict(ActivityKind.choices).get(kind, kind),
    (LeadReminder, "cancel_reason"): told,
    (LeadReminder, "last_error"): told,
}


class Words:
    """Words for a history; the users and policies that it mentions are read in one query each."""

    def __init__(self, entries: Iterable[HistoryEntry], moves: Iterable[DeadlineMove]) -> None:
        ids: set[Any] = set()
        for entry in entries:
            ids.add(entry.user_id)
            for change in entry.changes:
                ids |= {change.old, change.new} if _refers_to(entry.model, change.name) is User else set()
        for move in moves:
            ids |= {move.user_id, move.old.user_id, move.new.user_id}
        self._users = {user.pk: str(user) for user in User.objects.filter(pk__in=[pk for pk in ids if pk])}
        self._policies = {policy.pk: str(policy) for policy in ProtectionPolicy.objects.all()}

    def user(self, user_id: int) -> str:
        """The name of a user."""
        return self._users.get(user_id, str(user_id))

    def who(self, user_id: int | None, source: str | None) -> str:
        """Who it was and by which way; plain SQL says neither."""
        way = str(_SOURCES.get(source or "", source or ""))
        if user_id is None:
            return way or _("directly in the database")
        return f"{self.user(user_id)}, {way}" if way else self.user(user_id)

    def label(self, model: type[Model], name: str) -> str:
        """The name of a field."""
        field = _field(model, name)
        return capfirst(str(field.verbose_name)) if field is not None else name

    def value(self, model: type[Model], name: str, value: Any) -> str:
        """A stored value; a dash for none."""
        match value:
            case None | "":
                return "–"
            case datetime():
                return moment(value)
            case date():
                return date_format(value, "SHORT_DATE_FORMAT")
        return self._word(model, name, value)

    def _word(self, model: type[Model], name: str, value: Any) -> str:
        if say := _WORDS.get((model, name)):
            return str(say(value))
        target = _refers_to(model, name)
        if target is User:
            return self.user(value)
        if target is ProtectionPolicy:
            return self._policies.get(value, str(value))
        field = _field(model, name)
        return str(dict(field.flatchoices or ()).get(value, value)) if field is not None else str(value)


def _field(model: type[Model], name: str) -> Field[Any, Any] | None:
    # An event table names a reference by its column: the field is found by either.
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
