from django.db import migrations

from core.sqlfiles import RunSQLFile


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [RunSQLFile("core", "walltime_v1"), RunSQLFile("core", "fold_text_v1")]
