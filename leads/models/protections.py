"""The projection: the clock of every lead, computed ahead, so that lists and scans are index lookups."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.territory import Territory
from leads.models.leads import Lead, LeadStatus


class LeadProtection(models.Model):
    """What the facts of a lead come to, as far as time alone cannot change it. Written by triggers only.

    Instants are NULL while an open hold moves them; then `*_local` holds where they would be if the hold had just
    begun, on Berlin's wall clock. Phase, state and "due" are never stored, but compared with the time asked about.
    """

    lead = models.OneToOneField(
        Lead, models.CASCADE, primary_key=True, verbose_name=_("lead"), related_name="protection", db_constraint=False
    )
    user_id = models.BigIntegerField()
    territory = models.CharField(max_length=2, choices=Territory.choices)
    status = models.CharField(max_length=10, choices=LeadStatus.choices)
    started_at = models.DateTimeField()
    policy_id = models.BigIntegerField()
    base_local = models.DateTimeField()
    grace_local = models.DateTimeField()
    expires_local = models.DateTimeField()
    stopped_since = models.DateTimeField(null=True)
    stopped_until = models.DateTimeField(null=True)
    base_ends_at = models.DateTimeField(null=True)
    grace_starts_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    reminder_due_at = models.DateTimeField(null=True)
    # The Berlin date of expiry, and since when the present due date has been known: they key and date the reminder.
    window_start = models.DateField(null=True)
    due_known_at = models.DateTimeField()
    reminder_open = models.BooleanField()
    expiry_open = models.BooleanField()
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "lead_protections"
        managed = False
        verbose_name = _("protection")
        verbose_name_plural = _("protections")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.lead_id)
