"""Rules that stop clocks by themselves, one for each kind of thing that FreshFoodz may owe."""

from django.conf import settings
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leads.history import tracked
from leads.models.holds import HoldReason


class DebtKind(models.TextChoices):
    SAMPLE = "SAMPLE", _("Sample")
    PRICE = "PRICE", _("Price")
    DOCUMENTS = "DOCUMENTS", _("Documents")


@tracked(by="pgh_obj")
class HoldRule(models.Model):
    """While FreshFoodz owes a `kind` of thing, the clock of the lead stands. Made by migrations, switched by people."""

    kind = models.CharField(
        _("what is owed"), max_length=20, choices=DebtKind.choices, primary_key=True, editable=False
    )
    enabled = models.BooleanField(
        _("switched on"),
        default=True,
        help_text=_(
            "Switching a rule off releases nothing, and places nothing new: a clock that it stopped runs again when "
            "what is owed has been delivered. Switched on again, it stops clocks for what is requested from then on."
        ),
    )
    reason_code = models.CharField(_("reason of the hold"), max_length=20, choices=HoldReason.choices, editable=False)
    changed_at = models.DateTimeField(_("changed"), db_default=TransactionNow(), editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("changed by"),
        null=True,
        editable=False,
        related_name="+",
        db_index=False,
    )

    class Meta:
        db_table = "hold_rules"
        verbose_name = _("hold rule")
        verbose_name_plural = _("hold rules")
        ordering = ("kind",)
        default_permissions = ("view", "change")
        constraints = (
            models.CheckConstraint(name="hold_rules_reason_code", condition=Q(reason_code__in=HoldReason.values)),
        )

    def __str__(self) -> str:
        return self.get_kind_display()
