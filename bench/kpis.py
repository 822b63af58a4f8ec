"""The KPI page with three years of facts: from snapshots, and where every present value has to be measured.

It has to for somebody who is the first to see just two territories, until the next refresh.
"""

from pathlib import Path
from typing import Any, LiteralString

import psycopg

from bench.figures import Figure, below, p95_below
from bench.house import owner, superuser
from bench.measure import duration, sample
from bench.reading import rows
from bench.sizes import Size

SQL = Path(__file__).with_name("sql")
PAGE = "/admin/kpis/kpi/"
LIMIT = 0.500
MOST_QUERIES = 30
REFRESH_LIMIT = 60.0  # it is done every minute


def figures(size: Size) -> list[Figure]:
    """As somebody who sees all territories, and as somebody who sees two of them."""
    generate_facts(size.facts)
    refreshed = sample(_refresh, repetitions=1, warm_up=0)
    looks = 10 * size.repetitions
    found = [below("all KPIs and their trends measured for the snapshots", refreshed, REFRESH_LIMIT)]
    for name, territories in (("all territories", ["DE", "CH", "AT"]), ("two of them, their first look", ["DE", "CH"])):
        look = _looker(territories)
        taken = sample(look, repetitions=looks, warm_up=2)
        title = f"KPI page with {size.facts} facts, {name}"
        found += [p95_below(title, taken, LIMIT), _queries(title, look)]
    return [*found, *_plans()]


def generate_facts(facts: int) -> None:
    """So many business facts of three years, unless there are any."""
    with superuser() as session:
        session.execute("SET session_replication_role = replica")
        if session.execute("SELECT FROM fact_samples LIMIT 1").fetchall():
            return
        statements: Any = (SQL / "facts.sql").read_text()
        psycopg.ClientCursor(session).execute(statements, {"fifties": facts // 50})
    tables: tuple[LiteralString, ...] = ("fact_samples", "fact_orders", "ai_usage", "costs", "fact_catering")
    with owner() as session:
        for table in tables:
            session.execute("VACUUM ANALYZE " + table)


def _refresh() -> None:
    from operations.kpis.services.snapshots import refresh_snapshots
    from operations.kpis.services.trends import refresh_trends

    refresh_snapshots()
    refresh_trends()


def _looker(territories: list[str]) -> Any:
    from django.contrib.auth.models import Group
    from django.test import Client, override_settings

    from core.models import User

    name = f"bench-kpis-{len(territories)}"
    user, _made = User.objects.get_or_create(username=name, defaults={"is_staff": True, "territories": territories})
    user.groups.set(Group.objects.filter(name="administrator"))
    client = Client()
    client.force_login(user)

    def look() -> None:
        with override_settings(ALLOWED_HOSTS=["*"]):
            answer = client.get(PAGE)
        if answer.status_code != 200:
            raise RuntimeError(answer.content[:300])

    return look


def _queries(title: str, look: Any) -> Figure:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        look()
    count = len(captured)
    return Figure(f"{title}: statements", str(count), "–", f"at most {MOST_QUERIES}", count, count <= MOST_QUERIES)


def _plans() -> list[Figure]:
    """For each KPI its present value by EXPLAIN (ANALYZE, BUFFERS), the slowest six of them."""
    from django.utils import timezone

    from operations.kpis.measuring import sql_of, territories_seen_by
    from operations.kpis.registry import KPIS
    from operations.kpis.windows import present_window

    taken: list[tuple[float, Figure]] = []
    for kpi in KPIS.values():
        now = timezone.now()
        since, until = present_window(kpi, now)
        scope = territories_seen_by(None)
        values = {"edges": [since, until], "since": since, "until": until, "now": now, "territories": scope}
        ((plan,),) = (each[0] for each in rows(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql_of(kpi)}", values))
        seconds = plan["Execution Time"] / 1000
        top, scanned = plan["Plan"], sorted(set(_scanned(plan["Plan"])))
        buffers = top["Shared Hit Blocks"] + top["Shared Read Blocks"]
        read = f"reads all of {', '.join(scanned)}" if scanned else "index look-ups"
        measured = f"{duration(seconds)}, {buffers} buffers"
        taken.append((seconds, Figure(f"present value of {kpi.name}", measured, "–", read, seconds, None)))
    return [figure for _seconds, figure in sorted(taken, key=lambda each: -each[0])[:6]]


def _scanned(node: dict[str, Any]) -> list[str]:
    whole = [str(node["Relation Name"])] if node["Node Type"] == "Seq Scan" else []
    return whole + [found for child in node.get("Plans", []) for found in _scanned(child)]
