from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("leads", "0009_own_holds")]
    operations: ClassVar = [
        # A million leads take a second; whoever holds the table for long must not hold up everybody behind us.
        migrations.RunSQL("SET LOCAL lock_timeout = '10s'"),
        migrations.AddIndex(
            model_name="lead", index=models.Index("created_at", name="leads_created", include=("territory",))
        ),
    ]
