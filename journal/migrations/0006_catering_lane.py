"""An index for the lane of catering."""

from typing import ClassVar

from django.db import migrations

from core.sqlfiles import RunSQLFile


class Migration(migrations.Migration):
    atomic = False  # built beside whoever records events
    dependencies: ClassVar = [("journal", "0005_correlations")]
    operations: ClassVar = [
        # Two statements cannot be one script here: together they would be a transaction.
        RunSQLFile("journal", "catering_lane_undo_v1"),
        RunSQLFile("journal", "catering_lane_v1", undo="catering_lane_undo_v1"),
    ]
