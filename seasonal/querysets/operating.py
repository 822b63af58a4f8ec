"""Which activations count."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone

from core.walltime import berlin_wall

if TYPE_CHECKING:
    from seasonal.models import SeasonActivation  # noqa: F401


class ActivationQuerySet(models.QuerySet["SeasonActivation"]):
    def live(self) -> "ActivationQuerySet":
        """Those that were neither rolled back nor ended."""
        return self.filter(rolled_back_at__isnull=True, ended_at__isnull=True)

    def in_force(self, at: datetime | None = None) -> "ActivationQuerySet":
        """Live ones whose season has not run out, though nothing may have ended it yet; `at` aware, default: now."""
        today: date = berlin_wall(at or timezone.now()).date()
        return self.live().filter(season__ends_on__gte=today).select_related("season").order_by("activated_at", "pk")
