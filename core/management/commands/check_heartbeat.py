"""`check_heartbeat`: do beat, broker, worker and database work together? For health checks of what has no port."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.health import OK, check_job
from core.tasks import HEARTBEAT


class Command(BaseCommand):
    help = "Exits 1 unless a heartbeat from beat passed through a worker, or another job ran, within the last minutes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--job", default=HEARTBEAT, help="the job whose last success counts, such as relay")

    def handle(self, *args: Any, job: str, **options: Any) -> None:
        """Raise CommandError, exit status 1, with what is wrong."""
        outcome = check_job(job)
        if outcome != OK:
            raise CommandError(outcome)
