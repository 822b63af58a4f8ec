"""New leads are counted by when they came in."""

from typing import ClassVar

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # built beside whoever writes leads
    dependencies: ClassVar = [("leads", "0009_own_holds")]
    operations: ClassVar = [
        AddIndexConcurrently("lead", models.Index("created_at", name="leads_created", include=("territory",))),
    ]
