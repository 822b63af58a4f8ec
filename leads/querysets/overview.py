"""The figures of the start page, each from an index of the projection."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection

from core.models import User
from leads.models import HoldReason
from leads.querysets.reminders import SENT_WITHIN


@dataclass(frozen=True, slots=True)
class SentInTime:
    """Reminders that fell due in the last 30 days, and how many of them went out within the promised hour."""

    due: int
    in_time: int

    @property
    def share(self) -> float | None:
        """Between 0 and 1; None where none was due."""
        return self.in_time / self.due if self.due else None


def expiring_by_week(user: User, weeks: int = 8) -> list[tuple[date, int]]:
    """How many of the user's open leads lose protection in each of the coming weeks (their Mondays in Berlin)."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT date_trunc('week', berlin_wall(expires_at))::date AS week, count(*)
            FROM lead_protections
            WHERE coalesce(expires_at, 'infinity') > now() AND status = 'OPEN'
              AND coalesce(expires_at, 'infinity') < berlin_instant(
                  date_trunc('week', berlin_wall(now())) + make_interval(weeks => %s))
              AND (%s OR territory = ANY (%s))
            GROUP BY 1
            """,
            [weeks, user.is_superuser, user.territories],
        )
        found = dict(cursor.fetchall())
        cursor.execute("SELECT date_trunc('week', berlin_wall(now()))::date")
        (monday,) = cursor.fetchone()
    mondays = [monday + timedelta(weeks=number) for number in range(weeks)]
    return [(week, found.get(week, 0)) for week in mondays]


def sent_in_time(user: User, days: int = 30) -> SentInTime:
    """Of the reminders that fell due in the last `days` days, those sent in time.

    A cancelled one was never owed; one that waits or was given up is late once the promised time is over, and does not
    count before.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT count(*), count(*) FILTER (WHERE sent_at <= due_at + make_interval(secs => %(within)s))
            FROM lead_reminders
            WHERE due_at > now() - make_interval(days => %(days)s)
              AND (sent_at IS NOT NULL OR due_at <= now() - make_interval(secs => %(within)s))
              AND status <> 'CANCELLED' AND (%(all)s OR territory = ANY (%(territories)s))
            """,
            {
                "within": SENT_WITHIN.total_seconds(),
                "days": days,
                "all": user.is_superuser,
                "territories": user.territories,
            },
        )
        return SentInTime(*cursor.fetchone())


def running_holds_by_reason(user: User) -> list[tuple[str, int]]:
    """How many clocks stand for which reason, the most frequent first."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT h.reason_code, count(*)
            FROM lead_protections p
            JOIN lead_holds h ON h.lead_id = p.lead_id AND h.voided_at IS NULL AND h.start_at <= now()
                AND (h.end_at IS NULL OR h.end_at > now())
            WHERE p.stopped_since IS NOT NULL AND coalesce(p.stopped_until, 'infinity') > now() AND p.status = 'OPEN'
              AND coalesce(p.expires_at, 'infinity') > now() AND (%s OR p.territory = ANY (%s))
            GROUP BY 1 ORDER BY 2 DESC, 1
            """,
            [user.is_superuser, user.territories],
        )
        return [(str(HoldReason(code).label), count) for code, count in cursor.fetchall()]
