"""The target of a KPI that came later."""

from datetime import date
from typing import ClassVar

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("kpis", "KpiTarget").objects.create(
        kpi="confidence_time", season="", valid_from=date(2020, 1, 1), target="0.3"
    )


class Migration(migrations.Migration):
    # Its statement reads the times of questions.
    dependencies: ClassVar = [("kpis", "0003_pages_and_trends"), ("runbooks", "0007_question_times")]
    operations: ClassVar = [migrations.RunPython(fill, migrations.RunPython.noop)]
