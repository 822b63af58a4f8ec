"""Preparing a season's capacity: from its plan to the files that are applied, step by step, and how far it has come."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leads.history import tracked
from seasonal.models.plans import CapacityPlan
from seasonal.models.seasons import Season


class ProvisioningState(models.TextChoices):
    """How a provisioning stands. Only services take it further."""

    RUNNING = "RUNNING", _("running")
    WAITING = "WAITING", _("waiting for an approval")
    DONE = "DONE", _("done")
    FAILED = "FAILED", _("failed")
    CANCELLED = "CANCELLED", _("cancelled")


class Step(models.TextChoices):
    """The steps, in their order."""

    COMPUTED = "COMPUTED", _("Plan computed")
    APPROVED = "APPROVED", _("Sizes approved")
    RENDERED = "RENDERED", _("Manifests rendered")
    VALIDATED = "VALIDATED", _("Manifests validated")
    EXPORTED = "EXPORTED", _("Manifests exported")


UNDER_WAY = (ProvisioningState.RUNNING.value, ProvisioningState.WAITING.value)


@tracked(by="pgh_obj")
class Provisioning(models.Model):
    """One preparation of a season. One at a time is under way; `plan` is there once it is computed."""

    season = models.ForeignKey(Season, models.PROTECT, related_name="provisionings", verbose_name=_("season"))
    plan = models.ForeignKey(
        CapacityPlan, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("capacity plan")
    )
    state = models.CharField(
        _("state"),
        max_length=9,
        choices=ProvisioningState.choices,
        default=ProvisioningState.RUNNING,
        db_default=ProvisioningState.RUNNING.value,
        editable=False,
    )
    error = models.TextField(_("what went wrong"), blank=True, default="", db_default="")
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("begun by"))
    begun_at = models.DateTimeField(_("begun on"), auto_now_add=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("approved by")
    )
    approval = models.CharField(_("why approved"), max_length=255, blank=True, default="", db_default="")
    finished_at = models.DateTimeField(_("finished on"), null=True, editable=False)

    class Meta:
        db_table = "season_provisionings"
        verbose_name = _("provisioning")
        verbose_name_plural = _("provisionings")
        default_permissions = ()
        ordering = ("-begun_at",)
        constraints: ClassVar = [
            models.UniqueConstraint("season", name="season_provisionings_one", condition=Q(state__in=UNDER_WAY)),
            models.CheckConstraint(
                name="season_provisionings_state_known", condition=Q(state__in=ProvisioningState.values)
            ),
            models.CheckConstraint(
                name="season_provisionings_finished",
                condition=Q(state__in=UNDER_WAY, finished_at__isnull=True)
                | (~Q(state__in=UNDER_WAY) & Q(finished_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.season} {self.pk}"


class ProvisioningStep(models.Model):
    """A step that was taken: when, how long the machine worked on it, what came of it. Written once."""

    provisioning = models.ForeignKey(Provisioning, models.CASCADE, related_name="steps", verbose_name=_("provisioning"))
    step = models.CharField(_("step"), max_length=9, choices=Step.choices)
    started_at = models.DateTimeField(_("started on"))
    finished_at = models.DateTimeField(_("finished on"))
    seconds = models.DecimalField(_("machine seconds"), max_digits=8, decimal_places=3)
    detail = models.JSONField(_("what came of it"), default=list)

    class Meta:
        db_table = "season_provisioning_steps"
        verbose_name = _("step of a provisioning")
        verbose_name_plural = _("steps of provisionings")
        default_permissions = ()
        ordering = ("provisioning", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint("provisioning", "step", name="season_provisioning_steps_once"),
            models.CheckConstraint(name="season_provisioning_steps_known", condition=Q(step__in=Step.values)),
        ]

    def __str__(self) -> str:
        return f"{self.provisioning} {self.get_step_display()}"


class ManifestFile(models.Model):
    """A file of manifests as it was made for a season; exported once its provisioning is done."""

    provisioning = models.ForeignKey(Provisioning, models.CASCADE, related_name="files", verbose_name=_("provisioning"))
    year = models.PositiveSmallIntegerField(_("year"))
    name = models.CharField(_("file"), max_length=80)
    text = models.TextField(_("content"))

    class Meta:
        db_table = "season_manifest_files"
        verbose_name = _("file of manifests")
        verbose_name_plural = _("files of manifests")
        default_permissions = ()
        ordering = ("provisioning", "year", "name")
        constraints: ClassVar = [
            models.UniqueConstraint("provisioning", "year", "name", name="season_manifest_files_once"),
        ]

    def __str__(self) -> str:
        return f"{self.year}/{self.name}"
