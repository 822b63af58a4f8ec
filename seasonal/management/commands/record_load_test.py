"""Keep what a load test came to as evidence."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.errors import DomainError
from seasonal.services.load_tests import record_load_test


class Command(BaseCommand):
    help = "Keep the result of a load test, read as JSON from standard input: `make loadtest` calls this at its end."

    def handle(self, **options: Any) -> None:
        """Say its number."""
        try:
            evidence = json.load(sys.stdin)
        except ValueError as error:
            raise CommandError(f"Standard input is no JSON: {error}") from None
        if not isinstance(evidence, dict):
            raise CommandError("Standard input is no JSON object.")
        try:
            kept = record_load_test(evidence=evidence)
        except DomainError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"Kept as load test {kept.pk}.")
