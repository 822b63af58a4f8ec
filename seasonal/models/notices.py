"""Mails about milestones that are late: one a person and day."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from seasonal.models.playbooks import Milestone


class NoticeState(models.TextChoices):
    PENDING = "PENDING", _("pending")
    SENT = "SENT", _("sent")
    FAILED = "FAILED", _("failed")
    CANCELLED = "CANCELLED", _("cancelled")


class LateNotice(models.Model):
    """The mail of a Berlin day to a person. What is in it is looked up when it is sent; `message_id` is that of every
    attempt, so that a mail server or reader can tell a repetition. `closed`: what a mail that was sent named as closed;
    nobody is told of that again."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person"))
    day = models.DateField(_("day"))
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=NoticeState.choices,
        default=NoticeState.PENDING,
        db_default=NoticeState.PENDING.value,
    )
    milestones = models.PositiveSmallIntegerField(_("milestones"), default=0, db_default=0)
    claimed_by = models.CharField(_("claimed by"), max_length=80, blank=True, default="", db_default="")
    claimed_until = models.DateTimeField(_("claimed until"), null=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, db_default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"))
    sent_at = models.DateTimeField(_("sent at"), null=True)
    error = models.TextField(_("last error"), blank=True, default="", db_default="")
    message_id = models.CharField(_("message id"), max_length=200, unique=True)
    closed = models.ManyToManyField(
        Milestone, related_name="last_mails", db_table="season_late_notices_closed", verbose_name=_("closed")
    )

    class Meta:
        db_table = "season_late_notices"
        verbose_name = _("mail about late milestones")
        verbose_name_plural = _("mails about late milestones")
        default_permissions = ()
        ordering = ("-day", "pk")
        indexes = (models.Index("next_attempt_at", name="season_late_notices_pending", condition=Q(state="PENDING")),)
        constraints: ClassVar = [
            models.UniqueConstraint("user", "day", name="season_late_notices_once"),
            models.CheckConstraint(name="season_late_notices_state", condition=Q(state__in=NoticeState.values)),
            models.CheckConstraint(
                name="season_late_notices_sent_when",
                condition=Q(state="SENT", sent_at__isnull=False) | (~Q(state="SENT") & Q(sent_at=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.day:%Y-%m-%d}"
