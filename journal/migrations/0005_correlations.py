from typing import ClassVar

from django.db import migrations

from core.sqlfiles import RunSQLFile


class Migration(migrations.Migration):
    dependencies: ClassVar = [("journal", "0004_waiting_and_giving_back")]
    operations: ClassVar = [
        migrations.RunSQL("SET LOCAL lock_timeout = '10s'"),
        RunSQLFile("journal", "event_correlations_v1"),
    ]
