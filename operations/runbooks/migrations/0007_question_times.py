from django.db import migrations

from core.sqlfiles import RunSQLFile


class Migration(migrations.Migration):
    dependencies = [("runbooks", "0006_feedback_once")]

    operations = [RunSQLFile("runbooks", "runbook_question_times_v1")]
