"""Whether the help system's answers helped."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leads.history import tracked
from operations.facts.models.base import BusinessFact


@tracked(by="pgh_obj", exclude=["versions"])
class HelpAnswer(BusinessFact):
    """An answer that somebody was given, and whether it helped.

    `correlation_id`: what it belongs to, such as the use of AI that took somebody to be struggling.
    """

    MILESTONES: ClassVar = ("answered_at",)

    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    runbook = models.CharField(_("runbook"), max_length=120, blank=True, default="")
    helpful = models.BooleanField(_("helped"), null=True, blank=True)
    correlation_id = models.UUIDField(_("correlation id"), null=True, blank=True, editable=False)

    class Meta(BusinessFact.Meta):
        db_table = "fact_help_answers"
        verbose_name = _("answer of the help system")
        verbose_name_plural = _("answers of the help system")
        indexes = (
            models.Index("answered_at", name="fact_help_answered", condition=Q(voided_at=None)),
            models.Index("correlation_id", name="fact_help_correlation", condition=Q(correlation_id__isnull=False)),
        )
