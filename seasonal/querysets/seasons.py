"""Which seasons there are."""

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q

from core.walltime import berlin_instant

if TYPE_CHECKING:
    from seasonal.models import Season  # noqa: F401


class SeasonQuerySet(models.QuerySet["Season"]):
    def on(self, day: date) -> "SeasonQuerySet":
        """The peaks of a Berlin day; what only a part of a territory feels is none.

        Where a season was switched on, it holds on the days at whose end it was on, none after its last; where nobody
        ever switched it, on its own.
        """
        from seasonal.models import SeasonActivation

        end = berlin_instant(datetime.combine(day + timedelta(days=1), time()))
        switched = SeasonActivation.objects.filter(season=OuterRef("pk"))
        still = Q(rolled_back_at__isnull=True) | Q(rolled_back_at__gte=end)
        on = switched.filter(still, Q(ended_at__isnull=True) | Q(ended_at__gte=end), activated_at__lt=end)
        by_date = Q(~Exists(switched), starts_on__lte=day)
        return self.filter(by_date | Q(Exists(on)), ends_on__gte=day, is_peak=True)

    def touching(self, first: date, last: date) -> "SeasonQuerySet":
        """Those that have a day between two, both included, by their beginning."""
        return self.filter(starts_on__lte=last, ends_on__gte=first).order_by("starts_on", "pk")
