"""Which incidents there are."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from core.models import User
    from operations.incidents.models import Incident  # noqa: F401


class IncidentQuerySet(models.QuerySet["Incident"]):
    def for_user(self, user: "User") -> "IncidentQuerySet":
        """Those of the user's territories, and those that concern all territories, which everyone sees."""
        return self if user.is_superuser else self.filter(Q(territory="") | Q(territory__in=user.territories))

    def active(self) -> "IncidentQuerySet":
        """Those that have not ended."""
        return self.exclude(state__in=("RESOLVED", "CLOSED"))

    def ended(self) -> "IncidentQuerySet":
        """Those that have."""
        return self.filter(state__in=("RESOLVED", "CLOSED"))

    def unacknowledged(self) -> "IncidentQuerySet":
        """Those that nobody has reacted to."""
        return self.filter(state="OPEN")
