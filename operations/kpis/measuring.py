"""Measuring key figures: one SQL each, for any number of buckets of time, by territory and in total."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.db import connection

from core.models import User
from core.territory import Territory
from operations.kpis.registry import Kpi

SQL = Path(__file__).parent / "sql" / "kpis"
ALL = ""  # the territory of a total, and of what belongs to none


@dataclass(frozen=True, slots=True)
class Measurement:
    """A value in the bucket between `since` and `until`; None where nothing was there to count.

    `territory` is empty for the total; `population`: how many cases it was computed from.
    """

    since: datetime
    until: datetime
    territory: str
    value: Decimal | None
    population: int


def territories_seen_by(user: User | None) -> list[str]:
    """The territories whose facts count for a user (None: all). Who has all of them sees what belongs to none, too."""
    own = list(Territory.values) if user is None or user.is_superuser else [*user.territories]
    return [*own, ALL] if set(own) == set(Territory.values) else own


def scope_key(territories: Iterable[str]) -> str:
    """The name of what several territories have together: theirs in alphabetical order."""
    return ",".join(sorted(territories))


def measure(kpi: Kpi, *, edges: Sequence[datetime], territories: Sequence[str], now: datetime) -> list[Measurement]:
    """The values of a KPI between each two neighbouring `edges` (aware, ascending), as known at `now`.

    One query. Of every bucket the total comes first, then the territories that had anything; cost grows with the time
    between the first and the last edge, not with history.
    """
    return measure_all({kpi: edges}, territories=territories, now=now)[kpi]


def measure_all(
    asked: Mapping[Kpi, Sequence[datetime]], *, territories: Sequence[str], now: datetime
) -> dict[Kpi, list[Measurement]]:
    """The same for several KPIs, each with edges of its own, in one query; none for no KPIs."""
    if not asked:
        return {}
    parameters: dict[str, Any] = {"territories": list(territories), "now": now}
    parts = []
    for number, (kpi, edges) in enumerate(asked.items()):
        own = {"edges": list(edges), "since": edges[0], "until": edges[-1]}
        parameters |= {f"{name}_{number}": value for name, value in own.items()}
        text = re.sub(r"%\((edges|since|until)\)s", rf"%(\1_{number})s", sql_of(kpi))
        parts.append(f"SELECT {number}, bucket, territory, value, population FROM ({text}) AS kpi_{number}")  # noqa: S608  our own files
    with connection.cursor() as cursor:
        cursor.execute("\nUNION ALL\n".join(parts), parameters)
        found = {tuple(key): (value, population) for *key, value, population in cursor.fetchall()}
    return {
        kpi: [
            Measurement(since, until, territory, *found.get((number, bucket, territory), (None, 0)))
            for bucket, (since, until) in enumerate(pairwise(edges), start=1)
            for territory in (ALL, *Territory.values)
            if territory == ALL or (number, bucket, territory) in found
        ]
        for number, (kpi, edges) in enumerate(asked.items())
    }


@cache
def sql_of(kpi: Kpi) -> str:
    """The statement that computes a KPI."""
    text = (SQL / f"{kpi.name}.sql").read_text(encoding="utf-8")
    return re.sub(r"^--.*\n", "", text, flags=re.MULTILINE)
