"""The lengths of protection, as agreed in the contract."""

from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ProtectionPolicy(models.Model):
    """How long protection lasts. Immutable: contracts that were made under it must stay computable."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    months = models.PositiveSmallIntegerField(_("base protection, calendar months"))
    follow_up_days = models.PositiveSmallIntegerField(_("follow-up, calendar days"))
    grace_days = models.PositiveSmallIntegerField(_("grace, calendar days"))
    valid_from = models.DateTimeField(
        _("valid from"),
        null=True,
        blank=True,
        help_text=_("For leads whose protection starts at this instant or later. Empty: since ever."),
    )
    recorded_at = models.DateTimeField(_("recorded at"), db_default=TransactionNow(), editable=False)

    class Meta:
        db_table = "protection_policies"
        verbose_name = _("protection policy")
        verbose_name_plural = _("protection policies")
        ordering = ("-valid_from",)
        constraints = (
            models.CheckConstraint(name="protection_policies_grace_at_least_a_day", condition=Q(grace_days__gte=1)),
            # 100 years keep every boundary inside what a timestamp and a calendar picker can show.
            models.CheckConstraint(
                name="protection_policies_lengths",
                condition=Q(months__lte=1200) & Q(follow_up_days__lte=36500) & Q(grace_days__lte=36500),
            ),
            models.UniqueConstraint("valid_from", name="protection_policies_valid_from", nulls_distinct=False),
        )

    def __str__(self) -> str:
        return self.name
