"""What is at stake, counted."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.db import connection

from core.sqlfiles import read_sql

# For so long a lost sample counts as a present loss; the alert looks back for longer.
LOST_LATELY = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Impact:
    """Counts at one moment, as sql/questions/impact.sql says them; `season`: the kind of the peak, empty in none."""

    samples_lost: int = 0
    samples_at_risk: int = 0
    leads_about_to_expire: int = 0
    leads_expired_unreminded: int = 0
    events_unanswered: int = 0
    orders_unconfirmed: int = 0
    season: str = ""

    def count(self, measure: str) -> int:
        """One of the counts, by its name."""
        return int(asdict(self)[measure])


def measure_impact(*, territory: str, at: datetime) -> Impact:
    """What is at stake in a territory (empty: in all of them) at `at` (aware). One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            read_sql("incidents", "questions/impact"),
            {"territory": territory, "at": at, "lost_since": at - LOST_LATELY},
        )
        return Impact(*cursor.fetchone())
