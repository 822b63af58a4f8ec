"""`verify_runbooks`: whether the published runbooks still hold; and the index of the search made anew."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from operations.runbooks.services.indexing import rebuild_index
from operations.runbooks.services.verifying import verify_runbooks


class Command(BaseCommand):
    help = "Holds every published runbook against what exists now; what is broken is logged, and exits 1."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--reindex", action="store_true", help="first make the search's index anew")

    def handle(self, *args: Any, **options: Any) -> None:
        """A line with what was found. CommandError where a runbook is broken."""
        if options["reindex"]:
            rebuild_index()
        found = verify_runbooks()
        if found["broken"]:
            raise CommandError(f"{found['broken']} of {found['runbooks']} runbooks are broken; see above.")
        self.stdout.write(f"{found['runbooks']} runbooks, all of them in order.")
