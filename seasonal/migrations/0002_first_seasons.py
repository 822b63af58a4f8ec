"""The seasons of the first years; from then on they are planned in the admin."""

from datetime import date
from typing import ClassVar

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

KINDS = (("asparagus", (4, 1), (6, 30)), ("oktoberfest", (9, 1), (10, 15)), ("christmas", (11, 1), (12, 31)))
YEARS = range(2024, 2028)


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for year in YEARS:
        for kind, first, last in KINDS:
            apps.get_model("seasonal", "Season").objects.create(
                kind=kind, starts_on=date(year, *first), ends_on=date(year, *last)
            )


class Migration(migrations.Migration):
    dependencies: ClassVar = [("pghistory", "0007_auto_20250421_0444"), ("seasonal", "0001_initial")]
    operations: ClassVar = [migrations.RunPython(fill, migrations.RunPython.noop)]
