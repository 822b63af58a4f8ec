"""What is to be done in an incident, as its runbook said when it began."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from operations.incidents.models.incidents import Incident
from operations.runbooks.content.document import LANGUAGES


class ItemState(models.TextChoices):
    OPEN = "OPEN", _("open")
    DONE = "DONE", _("done")
    SKIPPED = "SKIPPED", _("skipped")


class ChecklistItem(models.Model):
    """A step. `title` and `text` are {"de": ..., "en": ...}, Markdown, and stay whatever becomes of the runbook."""

    id = models.BigAutoField(primary_key=True)
    incident = models.ForeignKey(Incident, models.PROTECT, verbose_name=_("incident"), related_name="checklist")
    position = models.PositiveSmallIntegerField(_("number"))
    step_id = models.CharField(_("step"), max_length=80)
    title = models.JSONField(_("title"))
    text = models.JSONField(_("text"))
    state = models.CharField(
        _("state"), max_length=10, choices=ItemState.choices, default=ItemState.OPEN, db_default="OPEN"
    )
    note = models.CharField(_("note"), max_length=1000, blank=True, default="")
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), null=True, related_name="+", db_index=False
    )
    done_at = models.DateTimeField(_("when"), null=True)

    class Meta:
        db_table = "incident_checklist"
        verbose_name = _("step of the checklist")
        verbose_name_plural = _("checklist")
        default_permissions = ()
        ordering = ("incident", "position")
        constraints = (
            models.UniqueConstraint("incident", "position", name="incident_checklist_once"),
            models.CheckConstraint(
                name="incident_checklist_done",
                condition=Q(state="OPEN", done_at=None)
                | Q(state="DONE", done_at__isnull=False)
                | (Q(state="SKIPPED", done_at__isnull=False) & ~Q(note="")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.position}. {self.said('title')}"

    def said(self, field: str) -> str:
        """`title` or `text` in the present language."""
        language = (get_language() or "de")[:2]
        return str(getattr(self, field)[language if language in LANGUAGES else "en"])
