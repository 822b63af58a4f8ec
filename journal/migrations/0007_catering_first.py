"""Claiming with a lane for catering."""

from typing import ClassVar

from django.db import migrations

from core.sqlfiles import RunSQLFile


class Migration(migrations.Migration):
    dependencies: ClassVar = [("journal", "0006_catering_lane")]
    operations: ClassVar = [
        # Beside a working application: rather fail, and be run again, than hold everybody up behind a lock.
        migrations.RunSQL("SET LOCAL lock_timeout = '10s'"),
        RunSQLFile("journal", "claiming_v2"),
    ]
