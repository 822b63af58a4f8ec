from django.db import migrations

from core.sqlfiles import RunSQLFile


class Migration(migrations.Migration):
    dependencies = [("leads", "0004_imports")]

    operations = [RunSQLFile("leads", "lead_reminder_totals_v1")]
