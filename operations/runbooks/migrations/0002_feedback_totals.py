from django.db import migrations

from core.sqlfiles import RunSQLFile


class Migration(migrations.Migration):
    dependencies = [("runbooks", "0001_initial")]

    operations = [RunSQLFile("runbooks", "runbook_feedback_totals_v1")]
