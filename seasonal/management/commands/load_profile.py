"""Say what a load test of a season sends."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.errors import DomainError
from seasonal.services.load_tests import describe_load, season_to_test


class Command(BaseCommand):
    help = "Write what a load test of the coming season of a kind sends, as JSON: factor, regions' parts, goals."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """KIND."""
        parser.add_argument("kind", help="asparagus, oktoberfest, christmas, or another kind that is planned")

    def handle(self, **options: Any) -> None:
        """Print it."""
        try:
            found = describe_load(season=season_to_test(options["kind"]))
        except DomainError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(json.dumps(found, ensure_ascii=False))
