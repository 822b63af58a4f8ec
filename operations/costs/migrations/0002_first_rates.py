"""Rates and budgets to begin with; from then on they are kept in the admin."""

from datetime import date
from typing import ClassVar

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

VAT = (
    ("DE", date(2007, 1, 1), "0.19"),
    ("DE", date(2020, 7, 1), "0.16"),
    ("DE", date(2021, 1, 1), "0.19"),
    ("AT", date(1984, 1, 1), "0.20"),
    ("CH", date(2018, 1, 1), "0.077"),
    ("CH", date(2024, 1, 1), "0.081"),
)
# Yearly means, rounded: a beginning.
FRANCS = ((date(2018, 1, 1), "0.866"), (date(2021, 1, 1), "0.925"), (date(2023, 1, 1), "1.029"), (date(2025, 1, 1), "1.067"))
BUDGETS = (("DE", "600", "EUR"), ("CH", "1000", "CHF"), ("", "1200", "EUR"))
FIRST = date(2020, 1, 1)


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for territory, valid_from, rate in VAT:
        apps.get_model("costs", "VatRate").objects.create(territory=territory, valid_from=valid_from, rate=rate)
    for valid_from, euros in FRANCS:
        apps.get_model("costs", "ExchangeRate").objects.create(currency="CHF", valid_from=valid_from, euros=euros)
    for territory, amount, currency in BUDGETS:
        apps.get_model("costs", "AiBudget").objects.create(
            territory=territory, valid_from=FIRST, amount=amount, currency=currency
        )
    apps.get_model("costs", "HourlyRate").objects.create(team="", valid_from=FIRST, amount="45", currency="EUR")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("pghistory", "0007_auto_20250421_0444"), ("costs", "0001_initial")]
    operations: ClassVar = [migrations.RunPython(fill, migrations.RunPython.noop)]
