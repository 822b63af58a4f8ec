from django.db import migrations

from core.sqlfiles import RunSQLFile


class Migration(migrations.Migration):

    dependencies = [("kpis", "0005_two_territories")]

    operations = [RunSQLFile("kpis", "promised_within_v1")]
