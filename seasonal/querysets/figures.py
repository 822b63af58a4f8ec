"""The newest figures that hold on a day: baselines, bursts, prices, sizes, targets, limits."""

from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal

from seasonal.models import (
    Baseline,
    BaselineSource,
    BurstBaseline,
    DatabaseLimit,
    FleetSize,
    HourlyPrice,
    TargetUtilisation,
    Tier,
)
from seasonal.querysets.approved import approved_on


def baselines_on(day: date, territories: Iterable[str]) -> list[Baseline]:
    """The newest baseline of each class and territory that was measured by a day."""
    rows = Baseline.objects.filter(territory__in=territories, measured_on__lte=day)
    return list(rows.order_by("territory", "-workload", "-measured_on").distinct("territory", "workload"))


def told_baselines_on(day: date, territories: Iterable[str]) -> list[Baseline]:
    """The newest of each that people told: what an instance can do is not learnt from one slow week."""
    rows = Baseline.objects.filter(territory__in=territories, measured_on__lte=day)
    rows = rows.exclude(source=BaselineSource.PROMETHEUS)
    return list(rows.order_by("territory", "-workload", "-measured_on").distinct("territory", "workload"))


def bursts_on(day: date) -> list[BurstBaseline]:
    """The newest burst of each queue."""
    rows = BurstBaseline.objects.filter(measured_on__lte=day)
    return list(rows.order_by("queue", "-measured_on").distinct("queue"))


def prices_on(day: date) -> dict[str, Decimal]:
    """Resource -> euros an hour."""
    rows = HourlyPrice.objects.filter(valid_from__lte=day).order_by("resource", "-valid_from").distinct("resource")
    return {row.resource: row.euros for row in rows}


def sizes_on(day: date, kind: str) -> dict[tuple[str, str], FleetSize]:
    """(territory, workload) -> the approved size in a kind of season: its own, else that of any."""
    return sizes_by_kind(day, {kind})[kind]


def sizes_by_kind(day: date, kinds: Collection[str]) -> dict[str, dict[tuple[str, str], FleetSize]]:
    """The same of several kinds, by kind. One query."""
    rows: dict[tuple[str, str], list[FleetSize]] = {}
    for row in FleetSize.objects.filter(valid_from__lte=day, kind__in=("", *kinds)):
        rows.setdefault((row.territory, row.workload), []).append(row)
    found = {kind: {route: approved_on(sizes, kind, day) for route, sizes in rows.items()} for kind in kinds}
    return {kind: {route: size for route, size in own.items() if size} for kind, own in found.items()}


def utilisation_for(kind: str) -> dict[str, Decimal]:
    """Tier -> target utilisation (0 to 1) in a kind of season, else that of any other."""
    rows = TargetUtilisation.objects.filter(kind__in=("", kind), tier__in=Tier.values).order_by("kind")
    return {row.tier: row.percent / 100 for row in rows}


def limit_on(day: date) -> DatabaseLimit | None:
    """The database's limits on a day."""
    return DatabaseLimit.objects.filter(valid_from__lte=day).order_by("-valid_from").first()
