"""`manage.py listen`: the reference client of a channel. Poll plus LISTEN: it misses nothing, whatever breaks."""

import json
import signal
import threading
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from journal.models import Kind, Subscription
from journal.relay.doorbell import DATABASE_AWAY, Doorbell
from journal.relay.workers import worker_name

PAUSE_AFTER_ERROR = 1.0


class Command(BaseCommand):
    help = "Print the events of a channel's subscription as JSON lines, each once it can be confirmed, until stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("subscription", help="the name of a subscription to a channel")
        parser.add_argument("--once", action="store_true", help="print what is there, and end")

    def handle(self, *args: Any, **options: Any) -> None:
        self._stopping = threading.Event()
        self._worker = worker_name()

        def stop(number: int, frame: FrameType | None) -> None:
            self._stopping.set()

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stop)
        subscription = Subscription.objects.filter(name=options["subscription"], kind=Kind.CHANNEL).first()
        if subscription is None:
            raise CommandError(f"There is no subscription to a channel called {options['subscription']!r}.")
        if options["once"]:
            while self._print(subscription.name):
                pass
            return
        while not self._stopping.is_set():
            try:
                with Doorbell(subscription.target, self._worker) as bell:
                    while not self._stopping.is_set():
                        if self._print(subscription.name):
                            bell.awake()
                        else:
                            bell.sleep(anything=lambda: self._print(subscription.name))
            except DATABASE_AWAY as error:
                self.stderr.write(f"Waiting for the database: {str(error).strip()}")
                connection.close()
                self._stopping.wait(PAUSE_AFTER_ERROR)

    def _print(self, name: str) -> bool:
        """Fetch, print, confirm; whether there was anything. A crash in between prints the same events again."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT delivery_id, payload FROM integration.fetch_events(%s, %s)", [name, self._worker])
            fetched = cursor.fetchall()
            if not fetched:
                return False
            for _, payload in fetched:
                self.stdout.write(json.dumps(json.loads(payload), ensure_ascii=False))
            self.stdout.flush()
            cursor.execute(
                "SELECT integration.acknowledge(%s, %s)", [self._worker, [delivery_id for delivery_id, _ in fetched]]
            )
        return True
