"""A runbook: the name under which its versions are found."""

from django.contrib.postgres.functions import TransactionNow
from django.core.validators import validate_slug
from django.db import models
from django.utils.translation import gettext_lazy as _

from operations.runbooks.querysets.runbooks import RunbookQuerySet


class Runbook(models.Model):
    """What it says is in its versions. `synced_digest`: what its file and the database last had in common."""

    slug = models.CharField(_("short name"), max_length=80, unique=True, validators=[validate_slug])
    synced_digest = models.CharField(
        _("fingerprint of the file"), max_length=64, blank=True, default="", editable=False
    )
    created_at = models.DateTimeField(_("created at"), db_default=TransactionNow(), editable=False)

    objects = RunbookQuerySet.as_manager()

    class Meta:
        db_table = "runbooks"
        verbose_name = _("runbook")
        verbose_name_plural = _("runbooks")
        default_permissions = ("view",)
        permissions = (
            ("edit_runbook", _("Can write drafts of runbooks")),
            ("publish_runbook", _("Can publish runbooks")),
            ("check_platform", _("Can run checks of the platform")),
        )
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.slug
