"""Template tags of the console's pages."""

from typing import Any
from urllib.parse import parse_qsl

from django import template
from django.contrib.admin.views.main import IGNORED_PARAMS, PAGE_VAR, SEARCH_VAR, ChangeList
from django.http import HttpRequest
from django.utils.formats import number_format
from django.utils.html import escape
from django.utils.safestring import SafeString

from core.console.saved_views import SavedView
from core.svg import sparkline

register = template.Library()


@register.simple_tag
def list_filters(changelist: ChangeList) -> dict[str, list[dict[str, Any]]]:
    """Return the list's filters, ready to draw: those marked `drawn_as_tabs`, and the others as menus."""
    found: dict[str, list[dict[str, Any]]] = {"tabs": [], "menus": []}
    for spec in changelist.filter_specs:
        choices = list(spec.choices(changelist))
        if not choices:
            continue
        chosen = next((choice for choice in choices if choice.get("selected")), choices[0])
        drawn = {
            "title": spec.title,
            "choices": choices,
            "chosen": chosen if chosen is not choices[0] else None,
            "clear": choices[0]["query_string"],
        }
        found["tabs" if getattr(spec, "drawn_as_tabs", False) else "menus"].append(drawn)
    return found


@register.simple_tag(takes_context=True)
def saved_views(context: template.Context, changelist: ChangeList) -> list[dict[str, Any]]:
    """Return the views that the list's ModelAdmin offers to this user, each with its address and whether it is on."""
    request: HttpRequest = context["request"]
    offered: list[SavedView] = getattr(changelist.model_admin, "saved_views", lambda _request: [])(request)
    given = {name: value for name, value in request.GET.items() if name not in IGNORED_PARAMS or name == SEARCH_VAR}
    return [
        {"label": view.label, "url": f"?{view.query}", "current": dict(parse_qsl(view.query)) == given}
        for view in offered
    ]


@register.filter
def labelled(cells: list[str], headers: list[dict[str, Any]]) -> list[SafeString]:
    """Give each cell of a row its column's name, for narrow screens where the row becomes a card."""
    named: list[SafeString] = []
    for cell, header in zip(cells, headers, strict=False):
        label = escape("" if "action-checkbox" in cell else header["text"])
        tag = "<td" if cell.lstrip().startswith("<td") else "<th"
        named.append(SafeString(cell.replace(tag, f'{tag} data-label="{label}"', 1)))
    return named


@register.filter
def initials(name: str) -> str:
    """Return the first letters of the first and last word of a name, e.g. "Anna Maria Huber" -> "AH"."""
    words = [word for word in str(name).replace(".", " ").split() if word]
    return "".join(word[0] for word in {0: words[:1], 1: words[:1]}.get(len(words), [*words[:1], *words[-1:]])).upper()


@register.simple_tag
def trend(values: list[float], title: str) -> SafeString:
    """Return a small line through past values; `title` says in words what it shows."""
    return sparkline(values, title=title)


@register.filter
def count(value: int) -> str:
    """Return a whole number with the thousands separated as the language does it."""
    return number_format(value, use_l10n=True, force_grouping=True)


@register.simple_tag
def page_url(changelist: ChangeList, step: int) -> str:
    """Return the address of the page `step` pages on, empty where there is none."""
    number = changelist.page_num + step
    if not 1 <= number <= changelist.paginator.num_pages:
        return ""
    return changelist.get_query_string({PAGE_VAR: number})
