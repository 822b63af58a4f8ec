"""`manage.py replay_events`: send recorded events again."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from core.errors import DomainError
from journal.models import Subscription
from journal.services.replays import replay_events


def instant(text: str) -> datetime:
    """'2026-11-21' or '2026-11-21T08:00' in Berlin, or with a zone. ValueError otherwise."""
    parsed = parse_datetime(text) or datetime.fromisoformat(text)
    return timezone.make_aware(parsed) if timezone.is_naive(parsed) else parsed


class Command(BaseCommand):
    help = "Send recorded events again, by time, type, aggregate or subscription; their receivers see the same ids."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--reason", required=True, help="why; kept with the replay")
        parser.add_argument("--subscription", metavar="NAME", help="only this one (default: all that want the events)")
        parser.add_argument("--from", dest="since", type=instant, metavar="TIME", help="recorded from then on")
        parser.add_argument("--until", type=instant, metavar="TIME", help="recorded before then")
        parser.add_argument("--type", action="append", default=[], dest="types", help="a type, or lead.*; repeatable")
        parser.add_argument("--aggregate", metavar="TYPE/ID", help="one aggregate, such as lead/4711")

    def handle(self, *args: Any, **options: Any) -> None:
        aggregate_type, aggregate_id = self._aggregate(options["aggregate"])
        try:
            replay = replay_events(
                actor=None,
                reason=options["reason"],
                subscription_id=self._subscription(options["subscription"]),
                recorded_from=options["since"],
                recorded_until=options["until"],
                event_types=options["types"],
                aggregate_type=aggregate_type,
                aggregate_id=aggregate_id,
            )
        except DomainError as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(f"Replay {replay.pk}: {replay.deliveries} deliveries are queued.")

    def _aggregate(self, text: str | None) -> tuple[str | None, int | None]:
        if text is None:
            return None, None
        kind, _, number = text.partition("/")
        if not kind or not number.isdigit():
            raise CommandError(f"--aggregate {text}: write it as lead/4711.")
        return kind, int(number)

    def _subscription(self, name: str | None) -> int | None:
        if name is None:
            return None
        found = Subscription.objects.filter(name=name).first()
        if found is None:
            known = ", ".join(Subscription.objects.values_list("name", flat=True)) or "none"
            raise CommandError(f"There is no subscription {name!r}. There are: {known}.")
        return found.pk
