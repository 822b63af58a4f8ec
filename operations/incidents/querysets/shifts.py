"""Which shifts there are."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from operations.incidents.models import OnCallShift  # noqa: F401


class ShiftQuerySet(models.QuerySet["OnCallShift"]):
    def at(self, instant: datetime) -> "ShiftQuerySet":
        """Those that run at an instant (aware)."""
        return self.filter(starts_at__lte=instant, ends_at__gt=instant)

    def of(self, responsibility: str) -> "ShiftQuerySet":
        """Those of one responsibility."""
        return self.filter(responsibility=responsibility)
