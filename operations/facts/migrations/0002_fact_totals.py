from django.db import migrations, models
from django.db.models import Q

from core.sqlfiles import RunSQLFile


class Migration(migrations.Migration):
    dependencies = [("facts", "0001_initial")]

    operations = [
        RunSQLFile("facts", "fact_totals_v1"),
        migrations.AddIndex(
            model_name="order",
            index=models.Index("lead_id", name="fact_orders_lead", condition=Q(voided_at=None)),
        ),
        migrations.AddIndex(
            model_name="cateringrequest",
            index=models.Index("lead_id", name="fact_catering_lead", condition=Q(voided_at=None)),
        ),
        migrations.AddIndex(
            model_name="leadassignment",
            index=models.Index("lead_id", name="fact_assignments_lead", condition=Q(voided_at=None)),
        ),
    ]
