"""Imports of cost files: what was asked for, what became of it, and which rows were refused."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from core.models import User


class CostImportState(models.TextChoices):
    PREVIEWED = "PREVIEWED", _("waiting for confirmation")
    FINISHED = "FINISHED", _("finished")
    DISCARDED = "DISCARDED", _("discarded")


class CostImportQuerySet(models.QuerySet["CostImport"]):
    def for_user(self, user: "User") -> Self:
        """A person's own imports; a superuser sees all."""
        return self if user.is_superuser else self.filter(user=user)


class CostImport(models.Model):
    """One file. The counts say what its rows became; before it is confirmed, what they would."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("imported by"), related_name="+")
    created_at = models.DateTimeField(_("uploaded"), db_default=TransactionNow(), editable=False)
    file_name = models.CharField(_("file"), max_length=255)
    checksum = models.CharField(_("checksum (SHA-256)"), max_length=64)
    # Kept until it is confirmed or discarded.
    content = models.BinaryField(_("content"), null=True)
    header = models.JSONField(_("columns"), default=list)
    note = models.TextField(_("note"), blank=True, default="")
    sample = models.JSONField(_("sample"), default=list)
    # Rows as they stand in the file: number, cells, reasons.
    refusals = models.JSONField(_("refused rows"), default=list)
    recorded = models.PositiveIntegerField(_("recorded"), default=0)
    known = models.PositiveIntegerField(_("known already"), default=0)
    refused = models.PositiveIntegerField(_("refused"), default=0)
    state = models.CharField(
        _("state"), max_length=10, choices=CostImportState.choices, default=CostImportState.PREVIEWED
    )

    objects = CostImportQuerySet.as_manager()

    class Meta:
        db_table = "cost_imports"
        verbose_name = _("import of costs")
        verbose_name_plural = _("imports of costs")
        default_permissions = ()  # whoever may import costs sees their imports
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.file_name
