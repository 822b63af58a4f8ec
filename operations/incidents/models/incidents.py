"""Incidents: what is wrong, how bad it is, how far it is, and by when somebody says more."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from core.territory import Territory
from leads.history import tracked
from operations.incidents.querysets.incidents import IncidentQuerySet
from operations.runbooks.models import RunbookVersion
from operations.runbooks.responsibilities import Responsibility, Severity
from operations.runbooks.subjects import Subject


class IncidentState(models.TextChoices):
    """How far it is. While it is OPEN nobody has reacted, and the escalation goes on."""

    OPEN = "OPEN", _("open")
    ACKNOWLEDGED = "ACKNOWLEDGED", _("acknowledged")
    MITIGATED = "MITIGATED", _("damage stopped")
    RESOLVED = "RESOLVED", _("resolved")
    CLOSED = "CLOSED", _("closed")


ENDED = (IncidentState.RESOLVED, IncidentState.CLOSED)


class Source(models.TextChoices):
    """Who opened it."""

    ALERT = "ALERT", _("an alert")
    RULE = "RULE", _("a rule of FreshOps")
    PERSON = "PERSON", _("a person")


def _person(label: Any) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=label,
        null=True,
        editable=False,
        related_name="+",
        db_index=False,
    )


# An IncidentEvent is an event that was linked.
@tracked(by="pgh_obj", exclude=["severity", "postmortem"], model_name="IncidentChange")
class Incident(models.Model):
    """One trouble. `key` (alert and territory) is that of one incident at a time, as long as it has not ended.

    `severity` counts: what a person said (`override_severity`), else what the impact comes to (`computed_severity`,
    with `severity_reasons` for operations.incidents.wording.reasons_of). `acknowledged_at`: the first reaction, which
    stays when it is reopened. Who is paged again gets a new `paging_round`, whose times count from `paging_since`.
    """

    id = models.BigAutoField(primary_key=True)
    title = models.CharField(_("title"), max_length=200)
    alert_name = models.CharField(_("alert"), max_length=100, blank=True, default="")
    subject = models.CharField(_("subject"), max_length=20, choices=Subject.choices)
    # Empty: all of them.
    territory = models.CharField(_("territory"), max_length=2, choices=Territory.choices, blank=True, default="")
    key = models.CharField(_("key"), max_length=120, blank=True, default="", editable=False)
    state = models.CharField(
        _("state"), max_length=12, choices=IncidentState.choices, default=IncidentState.OPEN, db_default="OPEN"
    )
    base_severity = models.CharField(_("severity of the alert"), max_length=4, choices=Severity.choices)
    computed_severity = models.CharField(_("computed severity"), max_length=4, choices=Severity.choices)
    severity_reasons = models.JSONField(_("reasons for the severity"), default=list)
    override_severity = models.CharField(
        _("severity by hand"), max_length=4, choices=Severity.choices, blank=True, default=""
    )
    override_reason = models.CharField(_("reason for the severity by hand"), max_length=500, blank=True, default="")
    severity = models.GeneratedField(
        expression=Case(When(override_severity="", then=F("computed_severity")), default=F("override_severity")),
        output_field=models.CharField(_("severity"), max_length=4, choices=Severity.choices),
        db_persist=True,
    )
    source = models.CharField(_("opened by"), max_length=10, choices=Source.choices)
    team = models.CharField(_("team"), max_length=30, choices=Responsibility.choices)
    is_drill = models.BooleanField(_("drill"), default=False, db_default=False)
    began_at = models.DateTimeField(_("began"))
    opened_at = models.DateTimeField(_("opened"), db_default=TransactionNow(), editable=False)
    opened_by = _person(_("opened by"))
    acknowledged_at = models.DateTimeField(_("acknowledged"), null=True, editable=False)
    acknowledged_by = _person(_("acknowledged by"))
    mitigated_at = models.DateTimeField(_("damage stopped"), null=True, editable=False)
    resolved_at = models.DateTimeField(_("resolved"), null=True, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)
    next_update_at = models.DateTimeField(_("next update due"), null=True, editable=False)
    paging_round = models.PositiveSmallIntegerField(
        _("round of notifications"), default=1, db_default=1, editable=False
    )
    paging_since = models.DateTimeField(_("notified since"), db_default=TransactionNow(), editable=False)
    runbook_slug = models.CharField(_("runbook"), max_length=80, blank=True, default="")
    runbook_version = models.ForeignKey(
        RunbookVersion, models.PROTECT, verbose_name=_("version of the runbook"), null=True, related_name="+"
    )
    runbook_step = models.CharField(_("step"), max_length=80, blank=True, default="")
    postmortem = models.TextField(_("post-mortem"), blank=True, default="")
    postmortem_published_at = models.DateTimeField(_("post-mortem published"), null=True, editable=False)
    postmortem_published_by = _person(_("post-mortem published by"))

    objects = IncidentQuerySet.as_manager()

    class Meta:
        db_table = "incidents"
        verbose_name = _("incident")
        verbose_name_plural = _("incidents")
        default_permissions = ("view",)
        permissions = (
            ("work_incident", _("Can acknowledge incidents and work on them")),
            ("command_incident", _("Can lead incidents, and plan who is on call")),
            ("receive_alerts", _("Can deliver alerts")),
        )
        ordering = ("-id",)
        indexes = (
            models.Index("opened_at", name="incidents_opened"),
            models.Index("state", "paging_since", name="incidents_active", condition=~Q(state__in=ENDED)),
            models.Index(fields=("key", "-id"), name="incidents_key"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("key",), name="incidents_one_at_a_time", condition=~Q(key="") & ~Q(state__in=ENDED)
            ),
            models.CheckConstraint(name="incidents_state", condition=Q(state__in=IncidentState.values)),
            models.CheckConstraint(name="incidents_severity", condition=Q(computed_severity__in=Severity.values)),
            models.CheckConstraint(
                name="incidents_override_has_reason",
                condition=Q(override_severity="", override_reason="")
                | (Q(override_severity__in=Severity.values) & ~Q(override_reason="")),
            ),
            models.CheckConstraint(
                name="incidents_ended_when", condition=Q(state__in=ENDED, resolved_at__isnull=False)
                | (~Q(state__in=ENDED) & Q(resolved_at=None)),
            ),
            models.CheckConstraint(
                name="incidents_closed_when", condition=Q(state="CLOSED", closed_at__isnull=False)
                | (~Q(state="CLOSED") & Q(closed_at=None)),
            ),
            models.CheckConstraint(
                name="incidents_published_has_text",
                condition=Q(postmortem_published_at=None) | ~Q(postmortem=Value("")),
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"#{self.pk} {self.title}"

    @property
    def ended(self) -> bool:
        """Resolved or closed."""
        return self.state in ENDED

    @property
    def unacknowledged(self) -> bool:
        """Nobody has reacted (again): the escalation goes on."""
        return self.state == IncidentState.OPEN
