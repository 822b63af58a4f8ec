"""Events as the CRM sends them, and what there is in the journal afterwards."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.contrib.auth.models import Group
from django.db import connection

from core.models import User
from tests.api.client import Api
from tests.factories import UserFactory

TABLES = (
    "integration.incoming_events",
    "integration.event_journal",
    "integration.event_deliveries",
    "integration.event_keys",
    "leads",
    "lead_activities",
    "lead_debts",
    "lead_holds",
    "lead_ownerships",
    "lead_status_changes",
)


def service(territories: tuple[str, ...] = ("DE", "CH", "AT"), role: str | None = "integration") -> Api:
    """A client of a new service account."""
    user: User = UserFactory.create(is_service=True, territories=list(territories))
    if role:
        user.groups.add(Group.objects.get(name=role))
    return Api(user)


def activity(**changes: Any) -> dict[str, Any]:
    """A valid event, an hour old."""
    happened = datetime.now(UTC) - timedelta(hours=1)
    event = {
        "event_id": str(uuid4()),
        "event_type": "lead.activity.created",
        "timestamp": happened.isoformat(),
        "lead_id": 4711,
        "territory": "DE",
        "metadata": {"kind": "QUALIFIED_CALL"},
    }
    return event | changes


def counts() -> dict[str, int]:
    """How many rows there are of everything that an event may change."""
    with connection.cursor() as cursor:
        found = {}
        for table in TABLES:
            cursor.execute(f"SELECT count(*) FROM {table}")
            found[table] = int(cursor.fetchone()[0])
        return found
