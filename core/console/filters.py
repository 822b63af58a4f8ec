"""List filters: Django's own are drawn as menus above the table, these as tabs with counts."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib.admin import SimpleListFilter
from django.contrib.admin.views.main import ChangeList


class TabFilter(SimpleListFilter):
    """A filter drawn as tabs. Override `counts` to show how many each tab holds."""

    drawn_as_tabs = True

    def counts(self, changelist: ChangeList) -> Mapping[str | None, int]:
        """Return how many rows each value of `lookups` would show, and under None how many without the filter."""
        return {}

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        counts = self.counts(changelist)
        values = [None, *(str(value) for value, _title in self.lookup_choices)]
        for value, choice in zip(values, super().choices(changelist), strict=True):
            yield {**choice, "count": counts.get(value)}
