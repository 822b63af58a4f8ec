from typing import ClassVar

from django.db import migrations

from core.sqlfiles import RunSQLFile


class Migration(migrations.Migration):
    dependencies: ClassVar = [("leads", "0005_reminder_totals")]
    operations: ClassVar = [
        # Beside a working application: rather fail, and be run again, than hold everybody up behind a lock.
        migrations.RunSQL("SET LOCAL lock_timeout = '10s'; SET LOCAL statement_timeout = '10min'"),
        RunSQLFile("leads", "lead_clock_v2"),
        RunSQLFile("leads", "correct_lead_hold_v1"),
        RunSQLFile("leads", "place_lead_hold_v2"),
        RunSQLFile("leads", "reassign_lead_v2"),
    ]
