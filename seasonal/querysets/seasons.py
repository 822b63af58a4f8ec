"""Which seasons there are."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from seasonal.models import Season  # noqa: F401


class SeasonQuerySet(models.QuerySet["Season"]):
    def on(self, day: date) -> "SeasonQuerySet":
        """The peaks that a Berlin day lies in; what only a part of a territory feels is none."""
        return self.filter(starts_on__lte=day, ends_on__gte=day, is_peak=True)

    def touching(self, first: date, last: date) -> "SeasonQuerySet":
        """Those that have a day between two, both included, by their beginning."""
        return self.filter(starts_on__lte=last, ends_on__gte=first).order_by("starts_on", "pk")
