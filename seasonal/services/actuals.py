"""What came of a plan: entered by people, or fetched from Prometheus."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pghistory
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.models import User
from core.walltime import berlin_instant, berlin_wall
from seasonal.errors import PlanRefused
from seasonal.measuring import first_sample, measure_peaks
from seasonal.models import BaselineSource, CapacityPlan, PlanActual
from seasonal.prometheus import Prometheus

_PLACES = Decimal("0.0001")
_STEP = timedelta(minutes=5)
_GAP = timedelta(days=1)  # so much may be missing at the beginning of a season


def record_actual(
    *, actor: User, plan: CapacityPlan, territory: str, workload: str, peak_rate: Decimal, instances: int
) -> PlanActual:
    """Keep what came in a workload of a territory, as a person says; a later entry takes the place of the former.

    Raises PlanRefused where the plan has no such workload.
    """
    if not any((each["territory"], each["workload"]) == (territory, workload) for each in plan.results["routes"]):
        raise PlanRefused(_("The plan has no %(workload)s in %(territory)s.") % {
            "workload": workload, "territory": territory,
        })  # fmt: skip
    if peak_rate < 0 or instances < 0:
        raise PlanRefused(_("A rate and a number of instances are not negative."))
    with transaction.atomic(), pghistory.context(user=actor.pk, source="admin"):
        return _keep(
            plan,
            (territory, workload),
            peak_rate=peak_rate,
            instances=instances,
            recorded_by=actor,
            source=BaselineSource.MANUAL,
        )


def fetch_actuals(
    *, actor: User, plan: CapacityPlan, prometheus: Prometheus | None = None, at: datetime | None = None
) -> list[PlanActual]:
    """Keep the highest rates that Prometheus has of the plan's season, up to `at` (aware, default: now) while it runs.

    How many instances were needed it cannot tell: that stays open until a person says. What was entered before is
    replaced. Raises PrometheusError; PlanRefused before the season, and where Prometheus knows nothing of it or not of
    its beginning: the peak may have been then.
    """
    now = at or timezone.now()
    first, last = plan.season.starts_on, plan.season.ends_on + timedelta(days=1)
    begin, end = (berlin_instant(datetime.combine(day, time())) for day in (first, last))
    if now < begin + _STEP:
        raise PlanRefused(_("The season has not begun. Nothing has come yet."))
    client = prometheus or Prometheus(settings.PROMETHEUS_URL)
    _check_covered(client, begin, min(end, now))
    planned = {(each["territory"], each["workload"]) for each in plan.inputs["loads"]}
    found = {
        (peak.territory, peak.workload): peak.rate.quantize(_PLACES)
        for peak in measure_peaks(client, begin=begin, end=min(end, now))
        if (peak.territory, peak.workload) in planned
    }
    if not found:
        raise PlanRefused(_("Prometheus has no requests of the plan's territories on the days of the season."))
    with transaction.atomic(), pghistory.context(user=actor.pk, source="admin"):
        return [
            _keep(
                plan,
                route,
                peak_rate=rate,
                instances=None,
                recorded_by=actor,
                source=BaselineSource.PROMETHEUS,
            )
            for route, rate in found.items()
        ]


def _check_covered(client: Prometheus, begin: datetime, end: datetime) -> None:
    first = first_sample(client, begin=begin, end=end)
    if first is not None and first > begin + _GAP:
        raise PlanRefused(
            _(
                "Prometheus knows of this season only from %(known)s on; it began on %(begun)s. Enter what came by "
                "hand, and let Prometheus keep its data for longer than a season: --storage.tsdb.retention.time=150d."
            )
            % {"known": _day(first), "begun": _day(begin)}
        )


def _day(instant: datetime) -> str:
    return date_format(berlin_wall(instant), "DATE_FORMAT")


def _keep(plan: CapacityPlan, route: tuple[str, str], **came: Any) -> PlanActual:
    row, _made = PlanActual.objects.update_or_create(plan=plan, territory=route[0], workload=route[1], defaults=came)
    return row
