"""`prepare_run`: what `make run` needs before the web starts: a migrated database; at first a demo; runbooks."""

from io import StringIO
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from core.models import User
from operations.runbooks.models import Runbook


class Command(BaseCommand):
    help = "Migrates; fills a demo into a database without users, brings runbooks up to date. Called by `make run`."

    def handle(self, *args: Any, **options: Any) -> None:
        """Each step that does something says so. The demo's logins are kept in DATA_DIR/logins.txt."""
        waiting = _waiting_migrations()
        if waiting:
            self.stdout.write(f"    Migrating the database: {waiting} steps")
        call_command("migrate", verbosity=0, interactive=False)
        if not User.objects.exists():
            self.stdout.write("    Filling the demo")
            # In one transaction: a demo that was interrupted is begun anew, not left half full.
            with transaction.atomic():
                call_command("seed_demo", leads=settings.DEMO_LEADS, stdout=self.stdout)
                call_command("seed_demo_facts", stdout=StringIO())
                call_command("seed_demo_rota", stdout=StringIO())
            _keep_logins()
        self._load_runbooks()

    def _load_runbooks(self) -> None:
        """Those that came with this release; what changed here is left alone.

        A runbook that is wrong must not keep everything else from starting; the next start tries again.
        """
        if not Runbook.objects.exists():
            self.stdout.write("    Loading the runbooks")
        try:
            call_command("sync_runbooks", stdout=StringIO())
        except CommandError as error:
            self.stderr.write(f"    Not all runbooks were loaded: {error} See manage.py sync_runbooks.")


def _waiting_migrations() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _keep_logins() -> None:
    logins = StringIO()
    call_command("seed_demo", leads=0, stdout=logins)  # a second time it only tells the logins
    path = settings.DATA_DIR / "logins.txt"
    path.touch(mode=0o600)
    path.write_text(logins.getvalue())
