"""Load tests: what was sent to which version on which machine, and how fast it answered."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leads.history import tracked
from seasonal.models.plans import CapacityPlan
from seasonal.models.seasons import Season


@tracked(by="pgh_obj")
class LoadTest(models.Model):
    """A run of `make loadtest`, as it came out. The database refuses to change or delete one: it is evidence."""

    season = models.ForeignKey(Season, models.PROTECT, null=True, related_name="load_tests", verbose_name=_("season"))
    plan = models.ForeignKey(
        CapacityPlan, models.PROTECT, null=True, related_name="load_tests", verbose_name=_("capacity plan")
    )
    scale = models.DecimalField(_("times the normal load"), max_digits=6, decimal_places=2)
    rate = models.DecimalField(_("requests per second"), max_digits=9, decimal_places=2)
    passed = models.BooleanField(_("every threshold was kept"))
    carries = models.DecimalField(
        _("requests per second that the machine carries"), max_digits=9, decimal_places=2, null=True
    )
    version = models.CharField(_("version"), max_length=64)
    machine = models.CharField(_("machine"), max_length=255)
    evidence = models.JSONField(_("figures"))
    ran_at = models.DateTimeField(_("time"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("entered by")
    )

    class Meta:
        db_table = "season_load_tests"
        verbose_name = _("load test")
        verbose_name_plural = _("load tests")
        default_permissions = ()
        ordering = ("-ran_at", "-pk")
        constraints: ClassVar = [
            models.CheckConstraint(name="season_load_tests_possible", condition=Q(scale__gt=0, rate__gt=0)),
            models.CheckConstraint(name="season_load_tests_version", condition=~Q(version="")),
        ]

    def __str__(self) -> str:
        return f"{self.season or '–'} {self.scale.normalize():f} × {self.ran_at:%Y-%m-%d}"
