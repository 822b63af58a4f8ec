"""System checks: a navigation entry that leads nowhere is found at the start, not by a click."""

from collections.abc import Iterable
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.urls import NoReverseMatch, reverse

from core.console.navigation import NavigationItem
from operations.console.declared import navigation_items


@register()
def check_navigation(**_: Any) -> list[CheckMessage]:
    """Check what the installed apps declare."""
    return list(entries_that_lead_nowhere(navigation_items()))


def entries_that_lead_nowhere(items: Iterable[NavigationItem]) -> Iterable[CheckMessage]:
    """Yield an error for every entry whose address cannot be reversed."""
    for item in items:
        try:
            reverse(item.url_name)
        except NoReverseMatch:
            hint = "Register the model with the admin site, or correct `url_name` in the app's navigation.py."
            message = f"Navigation entry {item.label!s} leads to {item.url_name!r}, which does not exist."
            yield Error(message, hint=hint, id="console.E001")
