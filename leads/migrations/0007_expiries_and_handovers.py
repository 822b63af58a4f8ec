from typing import ClassVar

from django.db import migrations

from core.sqlfiles import RunSQLFile


class Migration(migrations.Migration):
    dependencies: ClassVar = [("leads", "0006_hold_lengths")]
    operations: ClassVar = [
        # Beside a working application: rather fail, and be run again, than hold everybody up behind a lock.
        migrations.RunSQL("SET LOCAL lock_timeout = '10s'; SET LOCAL statement_timeout = '10min'"),
        RunSQLFile("leads", "record_lead_expiries_v3"),
        RunSQLFile("leads", "record_lead_revivals_v2"),
        RunSQLFile("leads", "refresh_lead_protections_v2"),
        RunSQLFile("leads", "lead_ownerships_v2"),
        RunSQLFile("leads", "leads_updated_v2"),
        RunSQLFile("leads", "monitoring_user_lead_v2"),
        RunSQLFile("leads", "monitoring_lead_phases_v1"),
    ]
