"""What changed about a user, kept in Django's admin log as data and told in the reader's language: old → new."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.forms import ModelForm
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from core.admin.texts import moment
from core.console.tables import Table
from core.models import User
from core.models.user import Language
from core.roles import role_name
from core.territory import Territory

# What the log calls otherwise than the model does, or what is no field of it.
_OTHERS: dict[str, str | Promise] = {
    "is_active": gettext_lazy("Active"),
    "is_staff": gettext_lazy("May sign in to the back office"),
    "is_superuser": gettext_lazy("Superuser"),
    "roles": gettext_lazy("roles"),
    "password": gettext_lazy("password"),
    "token": gettext_lazy("API token"),
}
# Values of the log that are said in words.
_CODES: dict[str, dict[str, str | Promise]] = {
    "territories": dict(Territory.choices),
    "language": dict(Language.choices),
}
# The password is in no log, and its second field says the same as its first.
_SECRET = {"password1": "password", "password2": ""}
_SHOWN = 500


def form_changes(form: ModelForm[User], *, add: bool = False) -> list[dict[str, Any]]:
    """The message for the admin log: Django's own form of it, with the values before and after added to the names."""
    changes: dict[str, Any] = {}
    for name in form.changed_data:
        if name in _SECRET:
            changes |= {_SECRET[name]: None} if _SECRET[name] else {}
        else:
            before = None if add else form.get_initial_for_field(form.fields[name], name)
            changes[name] = [_stored(before), _stored(form.cleaned_data.get(name))]
    return changed(changes)


def changed(changes: dict[str, Any]) -> list[dict[str, Any]]:
    """A message for the admin log: by field the values [before, after], or None where they are nobody's business."""
    with override("en"):  # Django translates the names when it shows them
        names = [str(_label(name)) for name in changes]
    return [{"changed": {"fields": names, "values": changes}}] if changes else []


def log_change(*, actor: User, user: User, message: list[dict[str, Any]]) -> None:
    """Note in the admin log what `actor` changed about `user`; nothing where there is nothing to note."""
    if message:
        LogEntry.objects.log_actions(actor.pk, [user], CHANGE, message, single_object=True)


def history_table(user_id: str) -> Table:
    """The log of a user for their history page: the latest changes, the newest first."""
    kind = ContentType.objects.get_for_model(User)
    entries = LogEntry.objects.filter(content_type=kind, object_id=user_id).select_related("user")
    return Table(
        ident="changes",
        title=_("Changes"),
        columns=(_("When"), _("Who"), _("Before → after")),
        rows=[(moment(entry.action_time), str(entry.user), "; ".join(_told(entry))) for entry in entries[:_SHOWN]],
        empty=_("Nothing was changed here yet. Commands and the first set-up leave no entry."),
    )


def _told(entry: LogEntry) -> Iterator[str]:
    if entry.action_flag == ADDITION:
        yield str(capfirst(_("added")))
    values = _values(entry)
    if not values and entry.action_flag != ADDITION:
        yield entry.get_change_message()
    for name, pair in values.items():
        label = capfirst(str(_label(name)))
        if pair is None:
            yield _("%(what)s set anew") % {"what": label}
        else:
            before, after = (_word(name, value) for value in pair)
            yield f"{label}: {before} → {after}" if entry.action_flag != ADDITION else f"{label}: {after}"


def _values(entry: LogEntry) -> dict[str, Any]:
    try:
        parts = json.loads(entry.change_message)
    except ValueError:
        return {}
    found = [part.get("changed", {}).get("values", {}) for part in parts if isinstance(part, dict)]
    return {name: pair for values in found for name, pair in values.items()}


def _stored(value: Any) -> Any:
    """What JSON can hold; groups by name, from the fewest rights to the most."""
    items = list(value) if isinstance(value, (list, QuerySet)) else []
    if items and isinstance(items[0], Group):
        return [group.name for group in sorted(items, key=lambda group: group.pk)]
    return items if isinstance(value, (list, QuerySet)) else value


def _label(name: str) -> str | Promise:
    return _OTHERS[name] if name in _OTHERS else str(getattr(User._meta.get_field(name), "verbose_name", name))


def _word(name: str, value: Any) -> str:
    if name == "token":
        return moment(datetime.fromisoformat(value)) if value else _("revoked")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(role_name(item) if name == "roles" else _code(name, item) for item in value) or "–"
    return _code(name, value) or "–"


def _code(name: str, value: Any) -> str:
    return str(_CODES.get(name, {}).get(value, value or ""))
