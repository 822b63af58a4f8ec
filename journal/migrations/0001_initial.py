from django.db import migrations

from core.sqlfiles import RunSQLFile


class Migration(migrations.Migration):
    initial = True

    dependencies = [("core", "0002_wall_clock_and_text")]

    operations = [RunSQLFile("journal", "event_journal_v1")]
