from django.db import migrations

from core.sqlfiles import RunSQLFile


class Migration(migrations.Migration):

    dependencies = [("incidents", "0001_initial")]

    operations = [
        RunSQLFile("incidents", "incident_timeline_v1"),
        RunSQLFile("incidents", "on_call_shifts_v1"),
    ]
