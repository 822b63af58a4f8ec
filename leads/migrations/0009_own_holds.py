from typing import ClassVar

from django.db import migrations

from core.sqlfiles import RunSQLFile


class Migration(migrations.Migration):
    dependencies: ClassVar = [("leads", "0008_debts")]
    operations: ClassVar = [
        migrations.RunSQL("SET LOCAL lock_timeout = '10s'"),
        RunSQLFile("leads", "place_lead_hold_v3"),
    ]
