"""The heartbeat of Alertmanager: an alert that always fires, so that its silence is heard."""

from django.db.models.functions import Now

from operations.incidents.models import WatchdogBeat


def record_beat() -> None:
    """Alertmanager is there, at this moment."""
    WatchdogBeat.objects.update_or_create(pk=1, defaults={"received_at": Now()})
