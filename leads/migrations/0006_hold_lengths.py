from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [("leads", "0005_reminder_totals")]
    operations: ClassVar = []
