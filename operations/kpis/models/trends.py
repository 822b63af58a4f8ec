"""The values before the present ones: they hardly change, and cost more than a page should wait for."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class KpiTrend(models.Model):
    """The windows of a KPI before the present one, oldest first, as they were at `measured_at`; null: nothing there.

    `scope`: whose total it is, by the territories that they see, such as "AT,DE"; all three stand for what has no
    territory, too.
    """

    kpi = models.CharField(max_length=60)
    scope = models.CharField(max_length=20)
    values = ArrayField(models.DecimalField(max_digits=20, decimal_places=6, null=True))
    measured_at = models.DateTimeField()

    class Meta:
        db_table = "kpi_trends"
        default_permissions = ()
        constraints = (models.UniqueConstraint("kpi", "scope", name="kpi_trends_once"),)

    def __str__(self) -> str:
        return f"{self.kpi} {self.scope}"
