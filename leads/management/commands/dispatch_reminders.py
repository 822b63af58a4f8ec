"""`manage.py dispatch_reminders [--once]`: what the scheduled tasks do, without Celery."""

import signal
import sys
import threading
from argparse import ArgumentParser
from dataclasses import asdict
from types import FrameType
from typing import Any

import pghistory
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections

from core.mail.failures import MailServerUnavailable
from leads.services.reminders import dispatch_reminders
from leads.tasks import sweep_reminders


class Command(BaseCommand):
    help = "Send every reminder that is due, and record expiries. Without --once: again and again, until it is stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do it once, whatever the schedule says, and end")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        self._stopped = threading.Event()
        signal.signal(signal.SIGTERM, self._stop)
        if once:
            self._dispatch()
        else:
            self._sweep()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        """Mails under way are sent and recorded before it ends; asked again, it ends at once."""
        if self._stopped.is_set():
            sys.exit(128 + number)
        self._stopped.set()

    def _dispatch(self) -> None:
        with pghistory.context(source="command"):
            try:
                done = dispatch_reminders(stopping=self._stopped.is_set)
            except MailServerUnavailable as error:
                raise CommandError(str(error)) from error
        self.stdout.write(", ".join(f"{count} {name}" for name, count in asdict(done).items()))
        if self._stopped.is_set():
            sys.exit(128 + signal.SIGTERM)

    def _sweep(self) -> None:
        while not self._stopped.is_set():
            try:
                sweep_reminders()
            except Exception as error:  # noqa: BLE001  on record as a failed job run; the next sweep tries again
                self.stderr.write(f"{type(error).__name__}: {error}")
            close_old_connections()
            self._stopped.wait(settings.REMINDER_SWEEP_SECONDS)
