"""Holds: spans in which the clock stands, because FreshFoodz is the one who is late."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from leads.history import tracked
from leads.models.facts import Fact
from leads.models.leads import Lead


class HoldReason(models.TextChoices):
    PRICE = "PRICE", _("Price owed")
    SAMPLE = "SAMPLE", _("Sample owed")
    DOCUMENTS = "DOCUMENTS", _("Documents owed")
    CUSTOMER_BLOCKED = "CUSTOMER_BLOCKED", _("Blocking period of the customer")
    OTHER = "OTHER", _("Other reason")


@tracked()
class LeadHold(Fact):
    """The clock stands from `start_at` until `end_at`; without an end, until it is released."""

    lead = models.ForeignKey(
        Lead, models.CASCADE, verbose_name=_("lead"), related_name="holds", db_constraint=False, db_index=False
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("protected user"),
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    reason_code = models.CharField(
        _("reason"), max_length=20, choices=HoldReason.choices, default=HoldReason.OTHER, db_default=HoldReason.OTHER
    )
    reason = models.CharField(_("explanation"), max_length=255, blank=True, default="", db_default="")
    start_at = models.DateTimeField(_("from"), db_default=TransactionNow())
    end_at = models.DateTimeField(_("until"), null=True, blank=True)
    created_at = models.DateTimeField(_("created at"), db_default=TransactionNow(), editable=False)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("released by"),
        null=True,
        blank=True,
        related_name="+",
        db_column="released_by",
        db_index=False,
    )

    class Meta(Fact.Meta):
        db_table = "lead_holds"
        verbose_name = _("hold")
        verbose_name_plural = _("holds")
        ordering = ("start_at",)
        indexes = (models.Index("lead", "start_at", name="lead_holds_lead"),)
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *Fact.Meta.constraints,
            models.CheckConstraint(
                name="lead_holds_end_after_start", condition=Q(end_at__isnull=True) | Q(end_at__gte=F("start_at"))
            ),
            models.CheckConstraint(name="lead_holds_reason_code", condition=Q(reason_code__in=HoldReason.values)),
        )

    def __str__(self) -> str:
        return f"{self.get_reason_code_display()}: {self.reason}" if self.reason else self.get_reason_code_display()
