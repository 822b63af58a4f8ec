"""How many leads there are of each kind: one pass over a million rows, too long for every scrape."""

from collections import Counter
from collections.abc import Mapping

from django.db import connection

COUNT = """
SELECT status, state, phase, territory, sum(leads)::bigint FROM monitoring_user_lead GROUP BY 1, 2, 3, 4
UNION ALL
SELECT 'expiries', '', '', territory, count(*) FROM lead_expiries GROUP BY territory
"""
_SEPARATOR = "."


def count_leads() -> dict[str, int]:
    """Open leads by state and territory, all by phase, and expiries by territory: see `counted`. One query."""
    counts: Counter[tuple[str, str, str]] = Counter()
    with connection.cursor() as cursor:
        cursor.execute(COUNT)
        for status, state, phase, territory, leads in cursor.fetchall():
            if status == "expiries":
                counts["expired", "", territory] += leads
                continue
            counts["phase", phase, ""] += leads
            if status == "OPEN":
                counts["state", state, territory] += leads
    return {_SEPARATOR.join(key): leads for key, leads in counts.items()}


def counted(counts: Mapping[str, int], kind: str, name: str = "", territory: str = "") -> int:
    """One of the counts: of kind "state" (by `name` and `territory`), "phase" (by `name`) or "expired"."""
    return counts.get(_SEPARATOR.join((kind, name, territory)), 0)
