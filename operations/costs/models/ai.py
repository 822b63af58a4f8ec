"""Use of AI, and what it may cost."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.territory import Territory
from leads.history import tracked
from operations.facts.models.base import BusinessFact, Currency


@tracked(by="pgh_obj", exclude=["versions"])
class AiUsage(BusinessFact):
    """One use of a provider's model. `confidence`: how sure its answer was (0 to 1); `purpose`: what it was for."""

    MILESTONES: ClassVar = ("used_at",)

    used_at = models.DateTimeField(_("used"), null=True)
    provider = models.CharField(_("provider"), max_length=60, blank=True, default="")
    model = models.CharField(_("model"), max_length=100, blank=True, default="")
    input_tokens = models.PositiveIntegerField(_("input tokens"), null=True)
    output_tokens = models.PositiveIntegerField(_("output tokens"), null=True)
    amount = models.DecimalField(_("amount"), max_digits=18, decimal_places=6, null=True)
    currency = models.CharField(_("currency"), max_length=3, choices=Currency.choices, default=Currency.EUR)
    confidence = models.DecimalField(_("confidence"), max_digits=7, decimal_places=6, null=True)
    purpose = models.CharField(_("purpose"), max_length=100, blank=True, default="")
    correlation_id = models.UUIDField(_("correlation id"), null=True, editable=False)

    class Meta(BusinessFact.Meta):
        db_table = "ai_usage"
        verbose_name = _("use of AI")
        verbose_name_plural = _("uses of AI")
        indexes = (
            models.Index("used_at", name="ai_usage_used", condition=Q(voided_at=None)),
            models.Index("correlation_id", name="ai_usage_correlation", condition=Q(correlation_id__isnull=False)),
        )


@tracked(by="pgh_obj")
class AiBudget(models.Model):
    """What AI may cost in a month, from `valid_from` (a month's first day) on. Without a territory: in all."""

    territory = models.CharField(_("territory"), max_length=2, choices=Territory.choices, blank=True, default="")
    valid_from = models.DateField(_("from"))
    amount = models.DecimalField(_("amount a month"), max_digits=12, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3, choices=Currency.choices)

    class Meta:
        db_table = "ai_budgets"
        verbose_name = _("AI budget")
        verbose_name_plural = _("AI budgets")
        default_permissions = ("add", "view", "change")
        ordering = ("territory", "-valid_from")
        constraints = (
            models.UniqueConstraint("territory", "valid_from", name="ai_budgets_once"),
            models.CheckConstraint(name="ai_budgets_first_day", condition=Q(valid_from__day=1)),
            models.CheckConstraint(name="ai_budgets_positive", condition=Q(amount__gt=0)),
        )

    def __str__(self) -> str:
        return f"{self.territory or '–'} {self.valid_from:%Y-%m}"
