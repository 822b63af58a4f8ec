"""Who is on call when."""

from django.conf import settings
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from leads.history import tracked
from operations.incidents.querysets.shifts import ShiftQuerySet
from operations.runbooks.responsibilities import Responsibility


@tracked(by="pgh_obj")
class OnCallShift(models.Model):
    """From `starts_at` until just before `ends_at`. The database refuses two at a time for one responsibility.

    `handover_note`: what whoever had it before tells; `taken_over_at`: when that was read.
    """

    id = models.BigAutoField(primary_key=True)
    responsibility = models.CharField(_("responsibility"), max_length=30, choices=Responsibility.choices)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("person"), related_name="+")
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("planned by"),
        related_name="+",
        editable=False,
        db_index=False,
    )
    created_at = models.DateTimeField(_("planned at"), db_default=TransactionNow(), editable=False)
    handover_note = models.TextField(_("handover"), blank=True, default="")
    taken_over_at = models.DateTimeField(_("taken over"), null=True, editable=False)

    objects = ShiftQuerySet.as_manager()

    class Meta:
        db_table = "on_call_shifts"
        verbose_name = _("shift on call")
        verbose_name_plural = _("shifts on call")
        default_permissions = ("view",)
        ordering = ("-starts_at", "responsibility")
        indexes = (models.Index("responsibility", "ends_at", name="on_call_shifts_ends"),)
        constraints = (
            models.CheckConstraint(name="on_call_shifts_has_length", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(
                name="on_call_shifts_responsibility", condition=Q(responsibility__in=Responsibility.values)
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_responsibility_display()}: {self.user}"
