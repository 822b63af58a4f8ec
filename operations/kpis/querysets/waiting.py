"""What waits longer than it should: samples, catering requests, orders."""

import re
from functools import cache
from pathlib import Path

from django.db import connection

from operations.kpis.registry import KPIS

SQL = Path(__file__).parents[1] / "sql" / "questions" / "waiting.sql"


def waiting() -> dict[tuple[str, str], int]:
    """How many, by what ("lost", "at_risk", "unanswered", "unconfirmed") and territory; nothing where there are none.

    Lost: within the time that the KPI covers. At risk: not sent off in time, or not there on the day it is wanted.
    Unanswered: of events that are still to come. In time is what the targets of the KPIs say, before the first refresh
    those of a new installation. One query.
    """
    with connection.cursor() as cursor:
        cursor.execute(_sql(), {"lately": KPIS["samples_lost"].window.total_seconds()})
        return {(what, territory): number for what, territory, number in cursor.fetchall()}


@cache
def _sql() -> str:
    return re.sub(r"^--.*\n", "", SQL.read_text(encoding="utf-8"), flags=re.MULTILINE)
