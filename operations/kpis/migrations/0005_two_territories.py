from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kpis", "0004_confidence_target")]

    operations = [
        migrations.AlterField(
            model_name="kpisnapshot",
            name="territory",
            field=models.CharField(blank=True, default="", max_length=8, verbose_name="territory"),
        ),
    ]
