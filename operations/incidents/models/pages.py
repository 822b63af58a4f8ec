"""Notifications that wake people: each to one address, sent once, stopped by a reaction."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from operations.incidents.models.incidents import Incident
from operations.runbooks.responsibilities import Responsibility


class Channel(models.TextChoices):
    MAIL = "MAIL", _("e-mail")


class PageState(models.TextChoices):
    PENDING = "PENDING", _("pending")
    SENT = "SENT", _("sent")
    FAILED = "FAILED", _("failed")
    CANCELLED = "CANCELLED", _("cancelled")


class Page(models.Model):
    """A notification of `responsibility`, at `level` of the escalation (0: the team itself), due at `due_at`.

    `message_id` is that of every attempt, so that a mail server or reader can tell a repetition.
    """

    id = models.BigAutoField(primary_key=True)
    incident = models.ForeignKey(Incident, models.PROTECT, verbose_name=_("incident"), related_name="pages")
    round = models.PositiveSmallIntegerField(_("round"), default=1, db_default=1)
    level = models.PositiveSmallIntegerField(_("level"))
    responsibility = models.CharField(_("responsibility"), max_length=30, choices=Responsibility.choices)
    channel = models.CharField(
        _("channel"), max_length=10, choices=Channel.choices, default=Channel.MAIL, db_default="MAIL"
    )
    address = models.CharField(_("address"), max_length=254)
    name = models.CharField(_("name"), max_length=150, blank=True, default="")
    language = models.CharField(_("language"), max_length=2, default="de", db_default="de")
    due_at = models.DateTimeField(_("due"))
    state = models.CharField(
        _("state"), max_length=10, choices=PageState.choices, default=PageState.PENDING, db_default="PENDING"
    )
    claimed_by = models.CharField(_("claimed by"), max_length=80, blank=True, default="", db_default="")
    claimed_until = models.DateTimeField(_("claimed until"), null=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, db_default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"))
    sent_at = models.DateTimeField(_("sent at"), null=True)
    error = models.TextField(_("last error"), blank=True, default="", db_default="")
    message_id = models.CharField(_("message id"), max_length=200, unique=True)

    class Meta:
        db_table = "incident_pages"
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        default_permissions = ()
        ordering = ("id",)
        indexes = (models.Index("next_attempt_at", name="incident_pages_pending", condition=Q(state="PENDING")),)
        constraints = (
            models.UniqueConstraint(
                "incident", "round", "responsibility", "channel", "address", name="incident_pages_once"
            ),
            models.CheckConstraint(name="incident_pages_state", condition=Q(state__in=PageState.values)),
            models.CheckConstraint(
                name="incident_pages_sent_when",
                condition=Q(state="SENT", sent_at__isnull=False) | (~Q(state="SENT") & Q(sent_at=None)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_responsibility_display()}: {self.address}"
