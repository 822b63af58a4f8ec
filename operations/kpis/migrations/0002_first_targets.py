"""Targets to begin with; from then on they are kept in the admin."""

from datetime import date
from typing import ClassVar

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

FIRST = date(2020, 1, 1)
TARGETS = (
    ("reminder_sla", "", "0.95"),
    ("expiries_without_reminder", "", "0"),
    ("expiry_visibility", "", "3600"),
    ("sample_success", "", "0.85"),
    ("sample_success", "peak", "0.80"),
    ("samples_lost", "", "0"),
    ("territory_divergence", "", "0.20"),
    ("campaign_return", "", "0"),
    ("sample_processing", "", "120"),
    ("catering_answer", "", "7200"),
    ("order_confirmation", "", "300"),
    ("lead_assignment", "", "30"),
    ("cost_per_lead", "", "25"),
    ("cost_per_order", "", "100"),
    ("ai_spend", "", "1"),
    ("help_success", "", "0.85"),
    ("routing_failures", "", "0"),
    ("struggle_false_alarms", "", "0.20"),
    ("privacy_in_time", "", "1"),
)


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for kpi, season, target in TARGETS:
        apps.get_model("kpis", "KpiTarget").objects.create(kpi=kpi, season=season, valid_from=FIRST, target=target)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("pghistory", "0007_auto_20250421_0444"), ("kpis", "0001_initial")]
    operations: ClassVar = [migrations.RunPython(fill, migrations.RunPython.noop)]
