"""`manage.py relay_events`: the long-running process that delivers events."""

import signal
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand

from journal.relay.process import Relay


class Command(BaseCommand):
    help = "Bring recorded events to consumers and webhooks until stopped; any number may run."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--senders", type=int, default=16, help="webhooks on their way at a time; 0 sends none")

    def handle(self, *args: Any, **options: Any) -> None:
        relay = Relay(senders=options["senders"])

        def stop(number: int, frame: FrameType | None) -> None:
            relay.stop()

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stop)
        relay.run()
