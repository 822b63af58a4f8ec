"""`prepare_run`: what `make run` needs before the web starts: a migrated database, and the first time a demo."""

import secrets
from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from core.models import User


class Command(BaseCommand):
    help = "Migrates where needed, and fills a demo into a database without users. Called by `make run`."

    def handle(self, *args: Any, **options: Any) -> None:
        """Each step that does something says so."""
        waiting = _waiting_migrations()
        if waiting:
            self.stdout.write(f"    Migrating the database: {waiting} steps")
        call_command("migrate", verbosity=0, interactive=False)
        if not User.objects.exists():
            self._fill()

    def _fill(self) -> None:
        # In one transaction: a demo that was interrupted is begun anew, not left half full.
        with transaction.atomic():
            if "seed_demo" in get_commands():
                self.stdout.write("    Filling the demo")
                call_command("seed_demo", stdout=self.stdout)
            else:
                password = secrets.token_urlsafe(9)
                User.objects.create_superuser("admin", password=password)
                logins = settings.DATA_DIR / "logins.txt"
                logins.touch(mode=0o600)
                logins.write_text(f"Login: admin / {password}\n")


def _waiting_migrations() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
