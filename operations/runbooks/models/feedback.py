"""Whether a step helped."""

from django.conf import settings
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from operations.runbooks.models.versions import RunbookVersion

SOURCES = ("admin", "api")


class StepFeedback(models.Model):
    """One answer to "Did this help?", of a person or on behalf of one. `anchor`: the step or trouble; empty: the whole.

    In the admin everyone has one answer to each question, the last that they gave; systems answer for many.
    `asked` is what was searched for, where that is known.
    """

    version = models.ForeignKey(RunbookVersion, models.PROTECT, related_name="feedback", verbose_name=_("runbook"))
    anchor = models.CharField(_("step"), max_length=80, blank=True, default="")
    helped = models.BooleanField(_("helped"))
    comment = models.CharField(_("comment"), max_length=1000, blank=True, default="")
    asked = models.CharField(_("searched for"), max_length=300, blank=True, default="")
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("answered by")
    )
    source = models.CharField(_("source"), max_length=10)
    recorded_at = models.DateTimeField(_("recorded at"), db_default=TransactionNow(), editable=False)

    class Meta:
        db_table = "runbook_feedback"
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        default_permissions = ("add", "view")
        ordering = ("-id",)
        indexes = (models.Index("recorded_at", name="runbook_feedback_recorded"),)
        constraints = (
            models.CheckConstraint(name="runbook_feedback_source", condition=Q(source__in=SOURCES)),
            models.UniqueConstraint(
                fields=("version", "anchor", "given_by"),
                condition=Q(source="admin"),
                name="runbook_feedback_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.version_id}#{self.anchor}"
