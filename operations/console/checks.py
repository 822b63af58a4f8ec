"""System checks: a navigation entry that leads nowhere is found at the start, not by a click."""

from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.urls import NoReverseMatch, reverse

from operations.console.declared import navigation_items


@register()
def check_navigation(**_: Any) -> list[CheckMessage]:
    """Return an error for every navigation entry whose address cannot be reversed."""
    found: list[CheckMessage] = []
    for item in navigation_items():
        try:
            reverse(item.url_name)
        except NoReverseMatch:
            hint = "Register the model with the admin site, or correct `url_name` in the app's navigation.py."
            message = f"Navigation entry {item.label!s} leads to {item.url_name!r}, which does not exist."
            found.append(Error(message, hint=hint, id="console.E001"))
    return found
