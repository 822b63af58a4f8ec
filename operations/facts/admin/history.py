"""What changed about a row, by whom, by which way and why, as a table on its page."""

from typing import Any

from django.db.models import Field, Model
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.admin.texts import moment
from core.console.tables import Table
from leads.admin.history_words import Words
from leads.querysets.history import HistoryEntry
from operations.facts.admin.values import NONE, said
from operations.facts.querysets.history import changes_of


def history_table(row: Model) -> Table:
    """The history of a tracked row, the newest first."""
    found = changes_of(row)
    words = Words([each.entry for each in found], ())
    return Table(
        ident="history",
        title=_("History"),
        columns=(_("When"), _("Who"), _("Why"), _("Before → after")),
        rows=[
            (
                moment(each.entry.at),
                words.who(each.entry.user_id, each.entry.source),
                each.why or NONE,
                _told(words, each.entry),
            )
            for each in found
        ],
    )


def _told(words: Words, entry: HistoryEntry) -> SafeString:
    lines = []
    for change in entry.changes:
        field = _field(entry.model, change.name)
        old, new = said(field, change.old), said(field, change.new)
        lines.append((words.label(entry.model, change.name), new if entry.action == "insert" else f"{old} → {new}"))
    return format_html_join(SafeString("<br>"), "{}: {}", lines)


def _field(model: type[Model], name: str) -> "Field[Any, Any]":
    return next(field for field in model._meta.concrete_fields if field.attname == name)
