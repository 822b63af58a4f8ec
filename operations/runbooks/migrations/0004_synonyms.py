from django.db import migrations

from core.sqlfiles import RunSQLFile


class Migration(migrations.Migration):
    # Apart from the tables: Django makes their unique keys at the end of a migration, and the rows need them.
    dependencies = [("runbooks", "0003_search")]

    operations = [
        RunSQLFile("runbooks", "runbook_folding_v1"),
        RunSQLFile("runbooks", "runbook_synonyms_v1"),
        RunSQLFile("runbooks", "runbook_synonyms_seed_v1"),
    ]
