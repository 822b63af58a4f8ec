"""Requests under data-protection law."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leads.history import tracked
from operations.facts.models.base import BusinessFact


class PrivacyRight(models.TextChoices):
    """What a person may ask for (GDPR articles 15 to 21; the Swiss act has the same by other names)."""

    ACCESS = "ACCESS", _("access")
    RECTIFICATION = "RECTIFICATION", _("rectification")
    ERASURE = "ERASURE", _("erasure")
    RESTRICTION = "RESTRICTION", _("restriction")
    PORTABILITY = "PORTABILITY", _("portability")
    OBJECTION = "OBJECTION", _("objection")


@tracked(by="pgh_obj", exclude=["versions"])
class DataProtectionRequest(BusinessFact):
    """A request, entered by hand. It names no person: `subject_key` leads to the contact, while there is one.

    `due_at`: one calendar month after it came (GDPR article 12(3)), two more where that was told in time.
    """

    MILESTONES: ClassVar = ("received_at", "answered_at")

    right = models.CharField(_("right"), max_length=20, choices=PrivacyRight.choices)
    subject_key = models.UUIDField(_("person's key"), null=True, blank=True)
    received_at = models.DateTimeField(_("received"))
    due_at = models.DateTimeField(_("due"))
    extended = models.BooleanField(_("extended by two months"), default=False)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta(BusinessFact.Meta):
        db_table = "fact_privacy_requests"
        verbose_name = _("data-protection request")
        verbose_name_plural = _("data-protection requests")
        default_permissions = ("add", "view", "change")
        indexes = (
            models.Index("received_at", name="fact_privacy_received", condition=Q(voided_at=None)),
            models.Index("due_at", name="fact_privacy_open", condition=Q(voided_at=None, answered_at=None)),
        )
