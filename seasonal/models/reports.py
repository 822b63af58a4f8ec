"""What a season was like: drafted from what is recorded, completed by people, published for good."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models.user import Language
from leads.history import tracked
from seasonal.models.seasons import Season


@tracked(by="pgh_obj")
class SeasonReport(models.Model):
    """The report of a season in a language (de, en). `facts` are those that it was drafted from, as they were then.

    Once it is published, the database refuses to change or delete it.
    """

    season = models.ForeignKey(Season, models.PROTECT, related_name="reports", verbose_name=_("season"))
    language = models.CharField(_("language"), max_length=2)
    text = models.TextField(_("report (Markdown)"))
    facts = models.JSONField(_("facts"), editable=False)
    drafted_at = models.DateTimeField(_("drafted on"), editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("drafted by"), editable=False
    )
    published_at = models.DateTimeField(_("published on"), null=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("published by"),
        null=True,
        editable=False,
        db_index=False,
    )

    class Meta:
        db_table = "season_reports"
        verbose_name = _("report of a season")
        verbose_name_plural = _("reports of seasons")
        default_permissions = ()
        ordering = ("-season__starts_on", "language")
        constraints: ClassVar = [
            models.UniqueConstraint("season", "language", name="season_reports_once"),
            models.CheckConstraint(name="season_reports_language", condition=Q(language__in=Language.values)),
            models.CheckConstraint(
                name="season_reports_published_by",
                condition=Q(published_at=None, published_by=None)
                | Q(published_at__isnull=False, published_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.season} ({self.language})"
