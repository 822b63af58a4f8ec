"""Catering requests: an event has a date, and does not wait for an answer."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leads.history import tracked
from operations.facts.models.base import BusinessFact, Currency


class CateringAnswer(models.TextChoices):
    OFFERED = "OFFERED", _("offered")
    DECLINED = "DECLINED", _("declined")
    ASKED_BACK = "ASKED_BACK", _("asked back")


@tracked(by="pgh_obj", exclude=["versions"])
class CateringRequest(BusinessFact):
    """A request to cater an event at `event_at` for so many guests; answered, and held."""

    MILESTONES: ClassVar = ("asked_at", "answered_at", "held_at")

    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)
    event_at = models.DateTimeField(_("date of the event"), null=True, blank=True)
    guests = models.PositiveIntegerField(_("guests"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=20, choices=CateringAnswer.choices, blank=True, default="")
    amount = models.DecimalField(_("amount"), max_digits=18, decimal_places=6, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, choices=Currency.choices, blank=True, default="")
    held_at = models.DateTimeField(_("held"), null=True, blank=True)

    class Meta(BusinessFact.Meta):
        db_table = "fact_catering"
        verbose_name = _("catering request")
        verbose_name_plural = _("catering requests")
        indexes = (
            models.Index("asked_at", name="fact_catering_asked", condition=Q(voided_at=None)),
            models.Index("asked_at", name="fact_catering_open", condition=Q(voided_at=None, answered_at=None)),
            models.Index("event_at", name="fact_catering_event", condition=Q(voided_at=None)),
            models.Index("lead_id", name="fact_catering_lead", condition=Q(voided_at=None)),
        )
