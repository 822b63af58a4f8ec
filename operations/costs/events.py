"""Which events report costs, and the use of AI."""

from datetime import datetime
from decimal import Decimal

from core.walltime import add_months, berlin_instant
from operations.costs.models import AiUsage, Cost
from operations.facts.reports import MONEY, Reporting, Reportings, text


def month_begins(month: str) -> datetime:
    """The first instant of a month such as 2026-03, in Berlin."""
    return berlin_instant(datetime.strptime(month, "%Y-%m"))  # noqa: DTZ007  (a wall time)


def month_ends(month: str) -> datetime:
    """The first instant after a month such as 2026-03, in Berlin."""
    return berlin_instant(add_months(datetime.strptime(month, "%Y-%m"), 1))  # noqa: DTZ007  (a wall time)


COSTS: Reportings = {
    "cost.recorded": (
        Reporting(
            Cost,
            "cost_id",
            details={
                "kind": ("kind", str),
                "starts_at": ("period", month_begins),
                "ends_at": ("period", month_ends),
                "note": ("note", text(255)),
                **MONEY,
            },
        ),
    ),
    "ai.usage": (
        Reporting(
            AiUsage,
            "usage_id",
            "used_at",
            {
                "provider": ("provider", text(60)),
                "model": ("model", text(100)),
                "input_tokens": ("input_tokens", int),
                "output_tokens": ("output_tokens", int),
                "confidence": ("confidence", lambda share: Decimal(str(share))),
                "purpose": ("purpose", text(100)),
                **MONEY,
            },
            is_correlated=True,
        ),
    ),
}
