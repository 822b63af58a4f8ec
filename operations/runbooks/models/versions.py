"""Versions of a runbook: a draft while it is written, kept for good once it is published."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from operations.runbooks.content.document import LANGUAGES
from operations.runbooks.models.runbooks import Runbook
from operations.runbooks.querysets.versions import VersionQuerySet


class VersionState(models.TextChoices):
    DRAFT = "DRAFT", _("draft")
    PUBLISHED = "PUBLISHED", _("published")


class Origin(models.TextChoices):
    """Where a version was written."""

    ADMIN = "ADMIN", _("here")
    FILE = "FILE", _("in a file")


class RunbookVersion(models.Model):
    """What a runbook says; the newest published version counts. The database keeps published ones as they are.

    `content` is a document as `operations.runbooks.content` describes it, `digest` what it comes to.
    """

    runbook = models.ForeignKey(Runbook, models.PROTECT, related_name="versions", verbose_name=_("runbook"))
    number = models.PositiveIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=10, choices=VersionState.choices, default=VersionState.DRAFT)
    content = models.JSONField(_("content"))
    digest = models.CharField(_("fingerprint"), max_length=64, editable=False)
    note = models.CharField(_("what changed"), max_length=500, blank=True, default="")
    origin = models.CharField(_("written"), max_length=10, choices=Origin.choices, default=Origin.ADMIN)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("begun by")
    )
    created_at = models.DateTimeField(_("begun at"), db_default=TransactionNow(), editable=False)
    changed_at = models.DateTimeField(_("changed at"), db_default=TransactionNow(), editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("published by")
    )
    published_at = models.DateTimeField(_("published at"), null=True, editable=False)

    objects = VersionQuerySet.as_manager()

    class Meta:
        db_table = "runbook_versions"
        verbose_name = _("version of a runbook")
        verbose_name_plural = _("versions of runbooks")
        default_permissions = ()
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint("runbook", "number", name="runbook_versions_once"),
            models.UniqueConstraint("runbook", name="runbook_versions_one_draft", condition=Q(state="DRAFT")),
            models.CheckConstraint(name="runbook_versions_state", condition=Q(state__in=VersionState.values)),
            models.CheckConstraint(
                name="runbook_versions_published_at",
                condition=Q(state="DRAFT", published_at=None) | Q(state="PUBLISHED", published_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} ({self.reference})"

    @property
    def reference(self) -> str:
        """`slug@version`, as the help system names it."""
        return f"{self.runbook.slug}@{self.number}"

    @property
    def title(self) -> str:
        """In the present language."""
        return str(self.text("title"))

    def text(self, field: str) -> Any:
        """A text of the document in the present language."""
        language = (get_language() or "de")[:2]
        return self.content[field][language if language in LANGUAGES else "en"]
