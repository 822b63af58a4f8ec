from django.conf import settings
from django.db import migrations, models

from core.sqlfiles import RunSQLFile


class Migration(migrations.Migration):
    dependencies = [
        ("runbooks", "0004_synonyms"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # First: it removes what the constraint would refuse.
        RunSQLFile("runbooks", "runbook_feedback_totals_v2"),
        migrations.AddConstraint(
            model_name="stepfeedback",
            constraint=models.UniqueConstraint(
                condition=models.Q(("source", "admin")),
                fields=("version", "anchor", "given_by"),
                name="runbook_feedback_once",
            ),
        ),
    ]
