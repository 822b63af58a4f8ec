"""Telling others: each step of an incident is an event in the journal, for webhooks and consumers."""

from typing import Any

from core.dbclock import database_now
from core.models import User
from journal.services.events import record
from operations.incidents.models import Incident


def tell(incident: Incident, step: str, *, actor: User | None = None, reason: str = "", **metadata: Any) -> None:
    """Record `incident.<step>` in the caller's transaction. `metadata`: what that step adds to what all of them say."""
    record(
        event_type=f"incident.{step}",
        aggregate_type="incident",
        aggregate_id=incident.pk,
        territory=incident.territory or None,
        payload={
            "event_type": f"incident.{step}",
            "timestamp": database_now(),
            "lead_id": None,
            "user_id": actor.pk if actor else None,
            "current_state": incident.state,
            "protection_expires_at": None,
            "reason": reason[:2000],
            "metadata": {
                "incident_id": incident.pk,
                "alert": incident.alert_name or None,
                "subject": incident.subject,
                "severity": incident.severity,
                "drill": incident.is_drill,
                **metadata,
            },
        },
    )
