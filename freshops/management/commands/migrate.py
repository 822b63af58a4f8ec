"""`migrate`, as the owner of the schema; afterwards the runtime role's rights and the schedule are made anew."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from core.grants import renew_grants
from core.owner import as_owner
from freshops.schedule_sync import sync_schedule
from journal.services.consumers import sync_consumers


class Command(migrate.Command):
    help = f"{migrate.Command.help} Connects as DATABASE_OWNER_URL's role."

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, grant, schedule, subscribe the consumers in the code. `--plan` and `--check` change nothing."""
        alias = options["database"]
        with as_owner(alias):
            # A migration that waits for a lock makes everyone else wait behind it: rather fail, and try again.
            with connections[alias].cursor() as cursor:
                cursor.execute("SET lock_timeout = '10s'")
            super().handle(*args, **options)
            if options["plan"] or options["check_unapplied"]:
                return
            renew_grants(alias)
        if not options["app_label"]:  # a partial or backward migration may lack the tables
            sync_schedule()
            sync_consumers()
