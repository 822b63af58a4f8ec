from typing import ClassVar

from django.db import migrations

from core.sqlfiles import RunSQLFile


class Migration(migrations.Migration):
    dependencies: ClassVar = [("journal", "0003_deliveries")]
    operations: ClassVar = [
        # Beside a working application: rather fail, and be run again, than hold everybody up behind a lock.
        migrations.RunSQL("SET LOCAL lock_timeout = '10s'"),
        RunSQLFile("journal", "replay_pending_v2"),
        RunSQLFile("journal", "unordered_subscriptions_v1"),
        RunSQLFile("journal", "channel_clients_v1"),
    ]
