"""Facts as the tests of key figures make them: around noon of one Saturday in November, in days before it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from operations.costs.models import AiUsage, Cost
from operations.facts.models import (
    CateringRequest,
    DataProtectionRequest,
    HelpAnswer,
    LeadAssignment,
    Order,
    Sample,
)
from operations.kpis.measuring import measure, territories_seen_by
from operations.kpis.registry import KPIS
from operations.kpis.windows import present_window
from tests.factories import LeadFactory

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
Values = dict[str, tuple[Decimal | None, int]]

_numbers: Iterator[int] = count(1)


def ago(**duration: float) -> datetime:
    """So long before noon."""
    return NOW - timedelta(**duration)


def fact(model: Any, **fields: Any) -> Any:
    """A fact of DE, unless said otherwise."""
    return model.objects.create(**{"source": "test", "external_id": str(next(_numbers)), "territory": "DE", **fields})


def sample(**fields: Any) -> Sample:
    return fact(Sample, **{"requested_at": ago(days=3), **fields})  # type: ignore[no-any-return]


def order(**fields: Any) -> Order:
    return fact(Order, **{"placed_at": ago(days=3), **fields})  # type: ignore[no-any-return]


def catering(**fields: Any) -> CateringRequest:
    return fact(CateringRequest, **{"asked_at": ago(days=3), **fields})  # type: ignore[no-any-return]


def assignment(**fields: Any) -> LeadAssignment:
    return fact(LeadAssignment, **{"came_in_at": ago(days=3), **fields})  # type: ignore[no-any-return]


def usage(**fields: Any) -> AiUsage:
    return fact(AiUsage, **{"used_at": ago(days=3), **fields})  # type: ignore[no-any-return]


def answer(**fields: Any) -> HelpAnswer:
    return fact(HelpAnswer, **{"answered_at": ago(days=3), **fields})  # type: ignore[no-any-return]


def cost(amount: str, **fields: Any) -> Cost:
    """A cost within the last days."""
    when = {"starts_at": ago(days=3), "ends_at": ago(days=2)}
    return fact(Cost, **{"amount": Decimal(amount), "kind": "INFRASTRUCTURE", **when, **fields})  # type: ignore[no-any-return]


def request(due: datetime, answered: datetime | None) -> DataProtectionRequest:
    return fact(  # type: ignore[no-any-return]
        DataProtectionRequest, right="ACCESS", received_at=due - timedelta(days=30), due_at=due, answered_at=answered
    )


def leads(number: int, territory: str = "DE", days: float = 3) -> list[Any]:
    """New leads."""
    return LeadFactory.create_batch(number, territory=territory, created_at=ago(days=days))


def present(name: str, territories: list[str] | None = None) -> Values:
    """The present values of a KPI, by territory (empty: the total), with the number of cases."""
    kpi = KPIS[name]
    seen = territories_seen_by(None) if territories is None else territories
    found = measure(kpi, edges=present_window(kpi, NOW), territories=seen, now=NOW)
    return {each.territory: (each.value, each.population) for each in found}


def total(name: str) -> Decimal | None:
    """The present value of a KPI in all territories, to six digits."""
    value = present(name)[""][0]
    return None if value is None else round(value, 6).normalize() + 0


BERLIN_TODAY = date(2026, 11, 21)
