"""What the key figures of incidents should be, to begin with; from then on it is kept in the admin."""

from datetime import date
from typing import ClassVar

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TARGETS = (("time_to_acknowledge", "900"), ("time_to_resolve", "14400"))


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for kpi, target in TARGETS:
        apps.get_model("kpis", "KpiTarget").objects.create(
            kpi=kpi, season="", valid_from=date(2020, 1, 1), target=target
        )


class Migration(migrations.Migration):
    # It needs the history of targets, which a trigger fills, as the first of them did.
    dependencies: ClassVar = [("incidents", "0002_timeline_and_rota"), ("kpis", "0004_confidence_target")]
    operations: ClassVar = [migrations.RunPython(fill, migrations.RunPython.noop)]
