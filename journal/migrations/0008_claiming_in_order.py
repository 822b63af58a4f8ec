"""Claiming by plans that no statistics change."""

from typing import ClassVar

from django.db import migrations

from core.sqlfiles import RunSQLFile


class Migration(migrations.Migration):
    dependencies: ClassVar = [("journal", "0007_catering_first")]
    operations: ClassVar = [
        migrations.RunSQL("SET LOCAL lock_timeout = '10s'"),
        RunSQLFile("journal", "claiming_v3"),
    ]
