"""Shares of regions come to 100 %; saved plans are frozen."""

from typing import ClassVar

from django.db import migrations

from core.sqlfiles import RunSQLFile


class Migration(migrations.Migration):
    dependencies: ClassVar = [("seasonal", "0003_season_model")]
    operations: ClassVar = [RunSQLFile("seasonal", "region_shares_v1"), RunSQLFile("seasonal", "capacity_plans_v1")]
