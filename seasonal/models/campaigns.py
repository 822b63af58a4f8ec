"""Campaigns of SalesOps: they raise the load for a while, on top of any season."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.territory import Territory
from leads.history import tracked


@tracked(by="pgh_obj")
class Campaign(models.Model):
    """A campaign in a territory from `starts_at` up to `ends_at`.

    It reaches `ratio` of the territory's load, and multiplies that part by `burst`: the load becomes
    1 + ratio x (burst - 1) times what it would be.
    """

    name = models.CharField(_("name"), max_length=80)
    territory = models.CharField(_("territory"), max_length=2, choices=Territory.choices)
    starts_at = models.DateTimeField(_("start"))
    ends_at = models.DateTimeField(_("end"))
    burst = models.DecimalField(
        _("burst factor"),
        max_digits=5,
        decimal_places=2,
        help_text=_("How many times the normal those send whom it reaches."),
    )
    ratio = models.DecimalField(
        _("reach in percent"),
        max_digits=5,
        decimal_places=2,
        help_text=_("How much of the territory's load comes from those whom it reaches."),
    )

    class Meta:
        db_table = "season_campaigns"
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        default_permissions = ()
        ordering = ("-starts_at",)
        constraints = (
            models.CheckConstraint(name="season_campaigns_ends_after_start", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(name="season_campaigns_burst", condition=Q(burst__gte=1)),
            models.CheckConstraint(name="season_campaigns_ratio", condition=Q(ratio__gt=0, ratio__lte=100)),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.territory})"
