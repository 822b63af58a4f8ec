"""Costs, each of a period."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from leads.history import tracked
from operations.facts.models.base import BusinessFact, Currency


class CostKind(models.TextChoices):
    AI = "AI", _("AI")
    INFRASTRUCTURE = "INFRASTRUCTURE", _("infrastructure")
    SALES_TIME = "SALES_TIME", _("sales time")


@tracked(by="pgh_obj", exclude=["versions"])
class Cost(BusinessFact):
    """A net amount for the time from `starts_at` until `ends_at`, over which it spreads evenly.

    Sales time may be given in `hours`: the amount is hours times the hourly rate of that day. `campaign`: the reference
    of the campaign that it was spent on. Without a territory it belongs to all of them.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=CostKind.choices, blank=True, default="")
    amount = models.DecimalField(_("amount"), max_digits=18, decimal_places=6, null=True)
    currency = models.CharField(_("currency"), max_length=3, choices=Currency.choices, default=Currency.EUR)
    starts_at = models.DateTimeField(_("from"), null=True)
    ends_at = models.DateTimeField(_("until"), null=True)
    team = models.CharField(_("team"), max_length=80, blank=True, default="")
    campaign = models.CharField(_("campaign"), max_length=100, blank=True, default="")
    hours = models.DecimalField(_("hours"), max_digits=10, decimal_places=2, null=True, blank=True)
    note = models.CharField(_("note"), max_length=255, blank=True, default="")

    class Meta(BusinessFact.Meta):
        db_table = "costs"
        verbose_name = _("cost")
        verbose_name_plural = _("costs")
        default_permissions = ("add", "view", "change")
        permissions = (("import_cost", _("Can import costs")),)
        indexes = (models.Index("ends_at", "starts_at", name="costs_period", condition=Q(voided_at=None)),)
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *BusinessFact.Meta.constraints,
            models.CheckConstraint(
                name="costs_period_has_length", condition=Q(starts_at=None) | Q(ends_at__gt=F("starts_at"))
            ),
        )
