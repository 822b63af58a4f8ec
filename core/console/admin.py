"""What the admin pages of all apps have in common."""

from typing import Any, ClassVar, TypeVar

from django.contrib.admin import ModelAdmin, ShowFacets
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.console.saved_views import SavedView

Row = TypeVar("Row", bound=models.Model)


class ConsoleModelAdmin(ModelAdmin[Row]):
    """A ModelAdmin whose fields take and show fractions as the user's language writes them ("12,50")."""

    formfield_overrides: ClassVar = {models.DecimalField: {"localize": True}, models.FloatField: {"localize": True}}
    show_facets = ShowFacets.NEVER  # a count for each choice of each filter; tabs count for themselves
    show_full_result_count = False

    def saved_views(self, request: HttpRequest) -> list[SavedView]:
        """Return the named sets of filters that this user is offered above the list."""
        return []

    def get_action_choices(self, request: HttpRequest, default_choices: Any = None) -> list[tuple[str, str]]:
        """Ask for an action in words, where Django shows dashes."""
        return super().get_action_choices(request, default_choices or [("", _("Choose an action"))])
