"""`sync_runbooks`: bring runbooks as files and those in the database in line."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.errors import DomainError
from operations.runbooks.services.comparing import Standing
from operations.runbooks.services.syncing import Outcome, compare_with_files, sync_runbooks

FOLDER = Path(__file__).parents[4] / "docs" / "runbooks"


class Command(BaseCommand):
    help = (
        "Publishes runbooks that changed in files, and with --write writes those that changed in the database. What "
        "changed in both is shown and left alone, unless --prefer says which counts."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slugs", nargs="*", metavar="slug", help="only these runbooks")
        parser.add_argument("--folder", type=Path, default=FOLDER, help="where the files are (default: docs/runbooks)")
        parser.add_argument("--write", action="store_true", help="write files that changed in the database")
        parser.add_argument(
            "--prefer",
            choices=["file", "database"],
            help="for what changed in both: publish the file (a draft is kept), or write it anew",
        )
        parser.add_argument("--check", action="store_true", help="change nothing; exit 1 where anything is not in sync")

    def handle(self, *args: Any, **options: Any) -> None:
        """One line for each runbook that is not in sync, and a summary. CommandError for conflicts and problems."""
        folder, slugs = options["folder"], options["slugs"]
        try:
            if options["check"]:
                self._check(compare_with_files(folder=folder, slugs=slugs))
            else:
                self._tell(sync_runbooks(folder=folder, slugs=slugs, write=options["write"], prefer=options["prefer"]))
        except (DomainError, OSError) as error:
            raise CommandError(str(error)) from error

    def _check(self, outcome: Outcome) -> None:
        self._refuse_problems(outcome)
        differing = [entry for entry in outcome.entries if entry.standing is not Standing.IN_SYNC]
        for entry in differing:
            self.stdout.write(f"{entry.slug}: {entry.standing}")
            self._diff(outcome, entry.slug)
        self._summary(outcome)
        if differing:
            raise CommandError(f"{len(differing)} runbooks are not in sync.")

    def _tell(self, outcome: Outcome) -> None:
        self._refuse_problems(outcome)
        for version in outcome.published:
            self.stdout.write(f"{version.runbook.slug}: published as version {version.number}")
        for path in outcome.written:
            self.stdout.write(f"{path.stem}: written to {path}")
        for entry in outcome.waiting:
            self.stdout.write(f"{entry.slug}: {entry.standing}; --write writes it")
        for entry in outcome.conflicts:
            self.stdout.write(f"{entry.slug}: {entry.standing}")
            self._diff(outcome, entry.slug)
        self._summary(outcome)
        if outcome.conflicts:
            raise CommandError(
                "What is in conflict was left alone. Say whose version counts with --prefer file or --prefer database, "
                "and name the runbook where it does not hold for all."
            )

    def _refuse_problems(self, outcome: Outcome) -> None:
        for problem in outcome.problems:
            self.stdout.write(str(problem))
        if outcome.problems:
            raise CommandError(f"Nothing was changed: {len(outcome.problems)} problems, named above.")

    def _diff(self, outcome: Outcome, slug: str) -> None:
        entry = next(entry for entry in outcome.entries if entry.slug == slug)
        for line in entry.difference():
            self.stdout.write(f"    {line}")

    def _summary(self, outcome: Outcome) -> None:
        in_sync = sum(entry.standing is Standing.IN_SYNC for entry in outcome.entries)
        counts = {
            "in sync": in_sync,
            "published": len(outcome.published),
            "written": len(outcome.written),
            "to be written": len(outcome.waiting),
            "in conflict": len(outcome.conflicts),
        }
        told = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
        self.stdout.write(f"{len(outcome.entries)} runbooks: {told or 'nothing to do'}.")
