"""The six deployments that the product begins with, and windows in short."""

from datetime import date
from decimal import Decimal

from core.territory import Territory
from seasonal.scaling.fleet import Size
from seasonal.scaling.windows import Window
from seasonal.workload import Workload

SIZES = (
    Size(Territory.DE, Workload.QUERIES, floor=2, cap=6, load=Decimal(80), p95_ms=300),
    Size(Territory.CH, Workload.QUERIES, floor=1, cap=4, load=Decimal(60), p95_ms=350),
    Size(Territory.AT, Workload.QUERIES, floor=1, cap=3, load=Decimal(40), p95_ms=400),
    Size(Territory.DE, Workload.COMMANDS, floor=1, cap=4, load=Decimal(30), p95_ms=350),
    Size(Territory.CH, Workload.COMMANDS, floor=1, cap=3, load=Decimal(20), p95_ms=350),
    Size(Territory.AT, Workload.COMMANDS, floor=1, cap=2, load=Decimal(15), p95_ms=400),
)


def daily(name: str, first: date, last: date, hours: tuple[int, int], replicas: int) -> Window:
    """The same hours of each day."""
    return Window(name=name, first=first, last=last, from_hour=hours[0], to_hour=hours[1], replicas=replicas)
