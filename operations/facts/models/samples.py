"""Samples: a lost one costs a sales cycle of six months."""

from typing import ClassVar

from django.db import models
from django.db.models import Case, Q, Value, When
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from leads.history import tracked
from operations.facts.models.base import BusinessFact


class Urgency(models.TextChoices):
    NORMAL = "NORMAL", _("normal")
    URGENT = "URGENT", _("urgent")


class SampleState(models.TextChoices):
    """What has become of a sample; of several endings the latest counts: a lost one may turn up."""

    REQUESTED = "REQUESTED", _("requested")
    UNDER_WAY = "UNDER_WAY", _("under way")
    DELIVERED = "DELIVERED", _("delivered")
    FAILED = "FAILED", _("failed")
    LOST = "LOST", _("lost")


_ENDED = Greatest("delivered_at", "failed_at", "lost_at")
_STATE = Case(
    When(Q(delivered_at__isnull=False, delivered_at=_ENDED), then=Value("DELIVERED")),
    When(Q(lost_at__isnull=False, lost_at=_ENDED), then=Value("LOST")),
    When(Q(failed_at__isnull=False), then=Value("FAILED")),
    When(Q(processed_at__isnull=False), then=Value("UNDER_WAY")),
    default=Value("REQUESTED"),
)


@tracked(by="pgh_obj", exclude=["state", "ended_at", "versions"])
class Sample(BusinessFact):
    """A sample for a lead: requested, sent off (processed), and how that ended."""

    MILESTONES: ClassVar = ("requested_at", "processed_at", "delivered_at", "failed_at", "lost_at")

    product_type = models.CharField(_("product"), max_length=200, blank=True, default="")
    urgency = models.CharField(_("urgency"), max_length=10, choices=Urgency.choices, default=Urgency.NORMAL)
    due_at = models.DateTimeField(_("wanted by"), null=True, blank=True)
    requested_at = models.DateTimeField(_("requested"), null=True, blank=True)
    processed_at = models.DateTimeField(_("sent off"), null=True, blank=True)
    delivered_at = models.DateTimeField(_("delivered"), null=True, blank=True)
    failed_at = models.DateTimeField(_("failed"), null=True, blank=True)
    lost_at = models.DateTimeField(_("lost"), null=True, blank=True)
    cause = models.CharField(_("cause"), max_length=255, blank=True, default="")
    state = models.GeneratedField(
        expression=_STATE,
        output_field=models.CharField(_("state"), max_length=10, choices=SampleState.choices),
        db_persist=True,
    )
    ended_at = models.GeneratedField(expression=_ENDED, output_field=models.DateTimeField(_("ended")), db_persist=True)

    class Meta(BusinessFact.Meta):
        db_table = "fact_samples"
        verbose_name = _("sample")
        verbose_name_plural = _("samples")
        indexes = (
            models.Index("requested_at", name="fact_samples_requested", condition=Q(voided_at=None)),
            models.Index("ended_at", name="fact_samples_ended", condition=Q(voided_at=None)),
            # What waits is little, and looked at often.
            models.Index("requested_at", name="fact_samples_open", condition=Q(voided_at=None, ended_at=None)),
            models.Index("lost_at", name="fact_samples_lost", condition=Q(voided_at=None, state="LOST")),
            models.Index("lead_id", name="fact_samples_lead"),
        )
