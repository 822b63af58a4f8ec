from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0004_idempotency_keys")]

    operations = [
        migrations.CreateModel(
            name="TaskTotal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("task", models.CharField(max_length=200)),
                (
                    "outcome",
                    models.CharField(
                        choices=[("SUCCESS", "Success"), ("FAILURE", "Failure"), ("RETRY", "Retry")], max_length=10
                    ),
                ),
                ("bound", models.FloatField()),
                ("tasks", models.BigIntegerField(default=0)),
                ("seconds", models.FloatField(default=0)),
            ],
            options={
                "db_table": "task_totals",
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("task", "outcome", "bound"), name="task_totals_once")
                ],
            },
        ),
    ]
