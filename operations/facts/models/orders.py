"""Orders."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leads.history import tracked
from operations.facts.models.base import BusinessFact, Currency


@tracked(by="pgh_obj", exclude=["versions"])
class Order(BusinessFact):
    """An order, and its confirmation. `amount` is net, in `currency`."""

    MILESTONES: ClassVar = ("placed_at", "confirmed_at")

    placed_at = models.DateTimeField(_("placed"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=18, decimal_places=6, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, choices=Currency.choices, blank=True, default="")
    deliver_at = models.DateTimeField(_("to be delivered"), null=True, blank=True)

    class Meta(BusinessFact.Meta):
        db_table = "fact_orders"
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        indexes = (
            models.Index("placed_at", name="fact_orders_placed", condition=Q(voided_at=None)),
            models.Index("placed_at", name="fact_orders_open", condition=Q(voided_at=None, confirmed_at=None)),
            models.Index("lead_id", name="fact_orders_lead", condition=Q(voided_at=None)),
        )
