"""How key figures went before."""

from collections.abc import Sequence
from decimal import Decimal

from core.models import User
from operations.kpis.measuring import scope_key
from operations.kpis.models import KpiTrend
from operations.kpis.rights import own_territories


def trends_for(user: User) -> dict[str, Sequence[Decimal | None]]:
    """By KPI the values before the present one, oldest first, over all that the user sees. One query."""
    rows = KpiTrend.objects.filter(scope=scope_key(own_territories(user)))
    return {row.kpi: row.values for row in rows}
