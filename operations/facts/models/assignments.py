"""How long a new lead waits for its representative."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leads.history import tracked
from operations.facts.models.base import BusinessFact


@tracked(by="pgh_obj", exclude=["versions"])
class LeadAssignment(BusinessFact):
    """A lead came in at `came_in_at` (its lead.created), and was first given to somebody at `assigned_at`.

    That is by lead.assigned, or by being registered here for the user that lead.created names.
    """

    MILESTONES: ClassVar = ("came_in_at", "assigned_at")

    came_in_at = models.DateTimeField(_("came in"), null=True, blank=True)
    assigned_at = models.DateTimeField(_("assigned"), null=True, blank=True)

    class Meta(BusinessFact.Meta):
        db_table = "fact_assignments"
        verbose_name = _("assignment of a lead")
        verbose_name_plural = _("assignments of leads")
        indexes = (
            models.Index("came_in_at", name="fact_assignments_came_in", condition=Q(voided_at=None)),
            models.Index("lead_id", name="fact_assignments_lead", condition=Q(voided_at=None)),
        )
