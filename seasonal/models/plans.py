"""Saved capacity plans, and what really came."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.territory import Territory
from leads.history import tracked
from seasonal.models.measured import BaselineSource
from seasonal.models.seasons import Season
from seasonal.workload import Workload


@tracked(by="pgh_obj")
class CapacityPlan(models.Model):
    """What a season needs, as computed once: inputs and results are frozen, with the version of the model.

    The database refuses to change or delete one: a better plan is another plan.
    """

    season = models.ForeignKey(Season, models.PROTECT, related_name="plans", verbose_name=_("season"))
    name = models.CharField(_("name"), max_length=80)
    territories = ArrayField(
        models.CharField(max_length=2, choices=Territory.choices), verbose_name=_("territories"), default=list
    )
    model_version = models.PositiveSmallIntegerField(_("version of the model"))
    inputs = models.JSONField(_("inputs"))
    results = models.JSONField(_("results"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("saved by")
    )
    created_at = models.DateTimeField(_("saved on"), auto_now_add=True)

    class Meta:
        db_table = "season_capacity_plans"
        verbose_name = _("capacity plan")
        verbose_name_plural = _("capacity plans")
        default_permissions = ()
        ordering = ("-created_at",)
        constraints: ClassVar = [models.UniqueConstraint("season", "name", name="season_capacity_plans_once")]

    def __str__(self) -> str:
        return f"{self.season}: {self.name}"


@tracked(by="pgh_obj")
class PlanActual(models.Model):
    """What came of a plan in a workload of a territory: the highest load, and the instances that carried it."""

    plan = models.ForeignKey(CapacityPlan, models.PROTECT, related_name="actuals", verbose_name=_("capacity plan"))
    territory = models.CharField(_("territory"), max_length=2, choices=Territory.choices)
    workload = models.CharField(_("workload"), max_length=8, choices=Workload.choices)
    peak_rate = models.DecimalField(_("highest requests per second"), max_digits=10, decimal_places=4)
    instances = models.PositiveSmallIntegerField(_("instances needed"), null=True)  # None: nobody has said
    source = models.CharField(
        _("source"),
        max_length=10,
        choices=BaselineSource.choices,
        default=BaselineSource.MANUAL,
        db_default=BaselineSource.MANUAL.value,
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    recorded_at = models.DateTimeField(_("entered on"), auto_now=True)

    class Meta:
        db_table = "season_plan_actuals"
        verbose_name = _("actual of a plan")
        verbose_name_plural = _("actuals of plans")
        default_permissions = ()
        ordering = ("plan", "territory", "-workload")
        constraints = (
            models.UniqueConstraint("plan", "territory", "workload", name="season_plan_actuals_once"),
            models.CheckConstraint(name="season_plan_actuals_rate", condition=Q(peak_rate__gte=0)),
        )

    def __str__(self) -> str:
        return f"{self.plan} {self.territory} {self.workload}"
