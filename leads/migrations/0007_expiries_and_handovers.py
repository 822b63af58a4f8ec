from typing import ClassVar

from django.db import migrations

from core.sqlfiles import RunSQLFile


class Migration(migrations.Migration):
    dependencies: ClassVar = [("leads", "0006_hold_lengths")]
    operations: ClassVar = [
        RunSQLFile("leads", "record_lead_expiries_v3"),
        RunSQLFile("leads", "record_lead_revivals_v2"),
        RunSQLFile("leads", "refresh_lead_protections_v2"),
    ]
