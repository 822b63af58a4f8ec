"""`check_heartbeat`: do beat, broker, worker and database work together? For health checks of worker and beat."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.health import OK, check_beat


class Command(BaseCommand):
    help = "Exits 1 unless a heartbeat from beat passed through a worker within the last minutes."

    def handle(self, *args: Any, **options: Any) -> None:
        """Raise CommandError, exit status 1, with what is wrong."""
        outcome = check_beat()
        if outcome != OK:
            raise CommandError(outcome)
