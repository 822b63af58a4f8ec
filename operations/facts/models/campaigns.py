"""Campaigns of SalesOps."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leads.history import tracked
from operations.facts.models.base import BusinessFact


@tracked(by="pgh_obj", exclude=["versions"])
class Campaign(BusinessFact):
    """A campaign. `burst` leads are expected in its strongest hour; `ratio` of them ask for a sample (0 to 1)."""

    MILESTONES: ClassVar = ("started_at", "ended_at")

    name = models.CharField(_("name"), max_length=200, blank=True, default="")
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    ends_at = models.DateTimeField(_("planned end"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    burst = models.PositiveIntegerField(_("leads expected in its strongest hour"), null=True, blank=True)
    ratio = models.DecimalField(_("share asking for a sample"), max_digits=7, decimal_places=6, null=True, blank=True)

    class Meta(BusinessFact.Meta):
        db_table = "fact_campaigns"
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        indexes = (models.Index("started_at", name="fact_campaigns_started", condition=Q(voided_at=None)),)
