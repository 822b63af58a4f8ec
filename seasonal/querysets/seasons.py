"""Which seasons there are."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from seasonal.models import Season  # noqa: F401


class SeasonQuerySet(models.QuerySet["Season"]):
    def on(self, day: date) -> "SeasonQuerySet":
        """Those that a Berlin day lies in."""
        return self.filter(starts_on__lte=day, ends_on__gte=day)
