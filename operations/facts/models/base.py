"""What every business fact has in common: where it comes from, whom it is about, and that it is never deleted."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.territory import Territory
from operations.facts.querysets.facts import FactQuerySet


class Currency(models.TextChoices):
    EUR = "EUR", _("EUR")
    CHF = "CHF", _("CHF")


class BusinessFact(models.Model):
    """Something that the CRM reports in one event or several, in whatever order they come.

    `MILESTONES` are its instants: of several reports the earliest counts. Of every other field the newest report counts
    (`versions`: field -> when and by which event it was said). What a person corrected (`corrected`) no event changes
    again. Lead and user are ids without a foreign key: the event may come before them.
    """

    MILESTONES: ClassVar[tuple[str, ...]] = ()

    source = models.CharField(_("source"), max_length=40)
    external_id = models.CharField(_("reference"), max_length=100)
    # Empty: not known.
    territory = models.CharField(_("territory"), max_length=2, choices=Territory.choices, blank=True, default="")
    lead_id = models.BigIntegerField(_("lead"), null=True, blank=True)
    user_id = models.BigIntegerField(_("representative"), null=True, blank=True)
    versions = models.JSONField(_("newest reports"), default=dict, editable=False)
    corrected = ArrayField(models.TextField(), verbose_name=_("corrected fields"), default=list, editable=False)
    recorded_at = models.DateTimeField(_("recorded at"), db_default=TransactionNow(), editable=False)
    voided_at = models.DateTimeField(_("voided at"), null=True, editable=False)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("voided by"),
        null=True,
        editable=False,
        related_name="+",
        db_index=False,
    )
    void_reason = models.CharField(_("reason for voiding"), max_length=255, blank=True, default="", editable=False)

    objects = FactQuerySet.as_manager()

    class Meta:
        abstract = True
        default_permissions: ClassVar[tuple[str, ...]] = ("view", "change")
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.UniqueConstraint("source", "external_id", name="%(class)s_reference"),
            models.CheckConstraint(
                name="%(class)s_void_has_reason", condition=Q(voided_at__isnull=True) | ~Q(void_reason="")
            ),
        )

    def __str__(self) -> str:
        return self.external_id
