"""Who held a lead when, and in which status it was when."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leads.history import tracked
from leads.models.facts import Fact
from leads.models.leads import Lead, LeadStatus
from leads.models.policies import ProtectionPolicy


class OwnershipMode(models.TextChoices):
    REGISTERED = "REGISTERED", _("registered")
    RESTART = "RESTART", _("handed over, protection restarted")
    INHERIT = "INHERIT", _("handed over, protection inherited")
    POLICY = "POLICY", _("another policy assigned")


@tracked()
class LeadOwnership(Fact):
    """From `valid_from` on the lead is protected for `user`, counted from `protection_started_at` under `policy`.

    `valid_to` is the next one's `valid_from`, kept by the database, as is what INHERIT and POLICY take over from the
    one before: so handovers may arrive in any order.
    """

    lead = models.ForeignKey(
        Lead, models.CASCADE, verbose_name=_("lead"), related_name="ownerships", db_constraint=False, db_index=False
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("owner"), related_name="+", db_index=False
    )
    valid_from = models.DateTimeField(_("from"))
    valid_to = models.DateTimeField(_("until"), null=True, blank=True, editable=False)
    protection_started_at = models.DateTimeField(_("protection started at"), null=True, blank=True)
    policy = models.ForeignKey(
        ProtectionPolicy, models.PROTECT, verbose_name=_("policy"), null=True, blank=True, db_index=False
    )
    mode = models.CharField(
        _("how"),
        max_length=10,
        choices=OwnershipMode.choices,
        default=OwnershipMode.RESTART,
        db_default=OwnershipMode.RESTART,
    )
    reason = models.CharField(_("reason"), max_length=255, blank=True, default="", db_default="")

    class Meta(Fact.Meta):
        db_table = "lead_ownerships"
        verbose_name = _("ownership")
        verbose_name_plural = _("ownerships")
        ordering = ("valid_from",)
        indexes = (models.Index("user", name="lead_ownerships_user"),)
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *Fact.Meta.constraints,
            # One that holds at each instant; voided ones differ by when they were voided. Serves every look-up by lead.
            models.UniqueConstraint(
                "lead", "valid_from", "voided_at", name="lead_ownerships_one_at_a_time", nulls_distinct=False
            ),
            models.CheckConstraint(name="lead_ownerships_mode", condition=Q(mode__in=OwnershipMode.values)),
        )

    def __str__(self) -> str:
        return f"{self.user} ({self.get_mode_display()})"


@tracked()
class LeadStatusChange(Fact):
    """From `changed_at` on the lead has this status. Before the first one it is open."""

    lead = models.ForeignKey(
        Lead, models.CASCADE, verbose_name=_("lead"), related_name="status_changes", db_constraint=False, db_index=False
    )
    status = models.CharField(_("status"), max_length=10, choices=LeadStatus.choices)
    changed_at = models.DateTimeField(_("happened at"))
    reason = models.CharField(_("reason"), max_length=255, blank=True, default="", db_default="")

    class Meta(Fact.Meta):
        db_table = "lead_status_changes"
        verbose_name = _("status change")
        verbose_name_plural = _("status changes")
        ordering = ("changed_at",)
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                "lead", "changed_at", "voided_at", name="lead_status_changes_one_at_a_time", nulls_distinct=False
            ),
            models.CheckConstraint(name="lead_status_changes_status", condition=Q(status__in=LeadStatus.values)),
        )

    def __str__(self) -> str:
        return self.get_status_display()
