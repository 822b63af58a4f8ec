"""What every fact about a lead has in common: who, when it was typed in, from where, and that it is never deleted."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Fact(models.Model):
    """Something that happened to a lead. A wrong one is voided with a reason: evidence is not deleted."""

    recorded_at = models.DateTimeField(_("recorded at"), db_default=TransactionNow(), editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("recorded by"),
        null=True,
        blank=True,
        related_name="+",
        db_column="created_by",
        db_index=False,
    )
    source = models.CharField(_("source"), max_length=40, blank=True, default="", db_default="")
    external_id = models.CharField(_("external id"), max_length=100, blank=True, default="", db_default="")
    voided_at = models.DateTimeField(_("voided at"), null=True, blank=True)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("voided by"),
        null=True,
        blank=True,
        related_name="+",
        db_column="voided_by",
        db_index=False,
    )
    void_reason = models.CharField(_("reason for voiding"), max_length=255, blank=True, default="", db_default="")

    class Meta:
        abstract = True
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.UniqueConstraint(
                "source", "external_id", name="%(class)s_external_id", condition=~Q(external_id="")
            ),
            models.CheckConstraint(
                name="%(class)s_void_has_reason", condition=Q(voided_at__isnull=True) | ~Q(void_reason="")
            ),
        )
