"""Reminders: the promise to tell a representative in time, once; and what became of it."""

from django.conf import settings
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.territory import Territory
from leads.history import tracked
from leads.models.leads import Lead
from leads.querysets.reminders import LeadExpiryQuerySet, LeadReminderQuerySet


class ReminderStatus(models.TextChoices):
    PENDING = "PENDING", _("waiting")
    SENT = "SENT", _("sent")
    CANCELLED = "CANCELLED", _("cancelled")
    DEAD = "DEAD", _("given up")


# A claim says who is at work on a reminder just now, which is no part of its history.
@tracked(exclude=["claimed_by", "claimed_until", "next_attempt_at"])
class LeadReminder(models.Model):
    """One reminder per lead, user and window (the Berlin date of expiry). Stays for good, also without its lead.

    `territory` is the lead's when the reminder fell due: totals by territory must not jump when a lead moves.
    `cancel_reason` and `last_error` hold English msgids where they are ours: show them translated.
    """

    lead = models.ForeignKey(
        Lead, models.DO_NOTHING, verbose_name=_("lead"), related_name="reminders", db_constraint=False, db_index=False
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("reminded user"), related_name="+"
    )
    territory = models.CharField(
        _("territory"), max_length=2, choices=Territory.choices, default=Territory.DE, db_default=Territory.DE
    )
    window_start = models.DateField(_("window"))
    due_at = models.DateTimeField(_("due at"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=ReminderStatus.choices,
        default=ReminderStatus.PENDING,
        db_default=ReminderStatus.PENDING,
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, db_default=0)
    next_attempt_at = models.DateTimeField(_("next attempt at"), db_default=TransactionNow())
    claimed_by = models.CharField(_("claimed by"), max_length=64, blank=True, default="", db_default="")
    claimed_until = models.DateTimeField(_("claimed until"), null=True, blank=True)
    expires_at = models.DateTimeField(_("protection expires at"), null=True, blank=True)
    recipient = models.EmailField(_("recipient"), blank=True, default="", db_default="")
    message_id = models.CharField(_("message id"), max_length=200, blank=True, default="", db_default="")
    last_error = models.TextField(_("last error"), blank=True, default="", db_default="")
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)
    cancel_reason = models.CharField(_("reason for cancelling"), max_length=255, blank=True, default="", db_default="")
    recorded_at = models.DateTimeField(_("recorded at"), db_default=TransactionNow(), editable=False)

    objects = LeadReminderQuerySet.as_manager()

    class Meta:
        db_table = "lead_reminders"
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ("-due_at",)
        permissions = (("retry_reminder", _("Can retry a reminder that was given up")),)
        indexes = (
            models.Index("next_attempt_at", "id", name="lead_reminders_to_send", condition=Q(status="PENDING")),
            models.Index("due_at", name="lead_reminders_due"),
            models.Index("due_at", name="lead_reminders_dead", condition=Q(status="DEAD")),
        )
        constraints = (
            models.UniqueConstraint("lead", "user", "window_start", name="lead_reminders_one_per_window"),
            models.CheckConstraint(name="lead_reminders_status", condition=Q(status__in=ReminderStatus.values)),
            models.CheckConstraint(
                name="lead_reminders_sent_has_instant", condition=~Q(status="SENT") | Q(sent_at__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return f"{self.lead_id} · {self.window_start:%Y-%m-%d}"


class LeadExpiry(models.Model):
    """Protection ended here, by time or by a fact. The evidence for whether a reminder had gone out."""

    lead = models.ForeignKey(
        Lead, models.DO_NOTHING, verbose_name=_("lead"), related_name="expiries", db_constraint=False, db_index=False
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("user"), related_name="+", db_index=False
    )
    territory = models.CharField(
        _("territory"), max_length=2, choices=Territory.choices, default=Territory.DE, db_default=Territory.DE
    )
    window_start = models.DateField(_("window"))
    expired_at = models.DateTimeField(_("expired at"))
    recorded_at = models.DateTimeField(_("recorded at"), db_default=TransactionNow(), editable=False)
    unreminded = models.BooleanField(
        _("without a reminder"), help_text=_("Protected and open after it was recorded here, and nobody was reminded.")
    )
    revived_at = models.DateTimeField(_("revived at"), null=True, blank=True)
    acknowledged_at = models.DateTimeField(_("acknowledged at"), null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("acknowledged by"), null=True, related_name="+"
    )

    objects = LeadExpiryQuerySet.as_manager()

    class Meta:
        db_table = "lead_expiries"
        verbose_name = _("expiry")
        verbose_name_plural = _("expiries")
        ordering = ("-expired_at",)
        permissions = (("acknowledge_expiry", _("Can acknowledge expiries without a reminder")),)
        indexes = (
            models.Index("expired_at", name="lead_expiries_unreminded", condition=Q(unreminded=True)),
            models.Index("lead", name="lead_expiries_lead"),
        )
        constraints = (
            models.UniqueConstraint(
                "lead", "user", "window_start", name="lead_expiries_once", condition=Q(revived_at__isnull=True)
            ),
        )

    def __str__(self) -> str:
        return f"{self.lead_id} · {self.window_start:%Y-%m-%d}"
