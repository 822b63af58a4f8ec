"""Activities: what was done about a lead. Qualified ones restart the follow-up window."""

from django.conf import settings
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leads.history import tracked
from leads.models.facts import Fact
from leads.models.leads import Lead


class ActivityKind(models.TextChoices):
    """The kinds people pick from. Other systems may record kinds of their own; those change nothing."""

    QUALIFIED_CALL = "QUALIFIED_CALL", _("Qualified call")
    CUSTOMER_REACTION = "CUSTOMER_REACTION", _("Reaction of the customer")
    SCHEDULED_FOLLOWUP = "SCHEDULED_FOLLOWUP", _("Scheduled follow-up")
    SAMPLE_FEEDBACK = "SAMPLE_FEEDBACK", _("Feedback on a sample")
    ROI_PRESENTATION = "ROI_PRESENTATION", _("ROI presentation")
    NOTE = "NOTE", _("Note")
    MAIL = "MAIL", _("Mail")


# What counts by contract (design brief, section 2).
QUALIFIED_KINDS = (
    ActivityKind.QUALIFIED_CALL,
    ActivityKind.CUSTOMER_REACTION,
    ActivityKind.SCHEDULED_FOLLOWUP,
    ActivityKind.SAMPLE_FEEDBACK,
    ActivityKind.ROI_PRESENTATION,
)


@tracked(exclude=["qualified"])
class LeadActivity(Fact):
    """Something done about a lead at `occurred_at`; counted by when it happened, not by when it was typed in."""

    lead = models.ForeignKey(
        Lead, models.CASCADE, verbose_name=_("lead"), related_name="activities", db_constraint=False, db_index=False
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("protected user"),
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    kind = models.CharField(_("kind"), max_length=40)
    occurred_at = models.DateTimeField(_("happened at"), db_default=TransactionNow())
    note = models.TextField(_("note"), blank=True, default="", db_default="")
    qualified = models.GeneratedField(
        expression=Q(kind__in=[kind.value for kind in QUALIFIED_KINDS]),  # type: ignore[arg-type]
        output_field=models.BooleanField(verbose_name=_("qualified")),
        db_persist=True,
    )

    class Meta(Fact.Meta):
        db_table = "lead_activities"
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ("occurred_at",)
        indexes = (
            models.Index("lead", "occurred_at", name="lead_activities_lead"),
            # The clock reads only what can count.
            models.Index(
                "lead",
                "occurred_at",
                "id",
                name="lead_activities_counting",
                condition=Q(qualified=True, voided_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return str(dict(ActivityKind.choices).get(self.kind, self.kind))
