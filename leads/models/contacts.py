"""Persons at a lead, apart from it: erasing a person must never rewrite evidence."""

from django.contrib.postgres.functions import RandomUUID, TransactionNow
from django.db import models
from django.utils.translation import gettext_lazy as _

from leads.models.leads import Lead


class LeadContact(models.Model):
    """A person to talk to. History, journal and logs name only the `subject_key`, never the person."""

    lead = models.ForeignKey(Lead, models.CASCADE, verbose_name=_("lead"), related_name="contacts", db_constraint=False)
    subject_key = models.UUIDField(_("subject key"), db_default=RandomUUID(), unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200)
    role = models.CharField(_("role"), max_length=100, blank=True, default="", db_default="")
    email = models.EmailField(_("email"), blank=True, default="", db_default="")
    phone = models.CharField(_("phone"), max_length=60, blank=True, default="", db_default="")
    recorded_at = models.DateTimeField(_("recorded at"), db_default=TransactionNow(), editable=False)

    class Meta:
        db_table = "lead_contacts"
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ("name",)

    def __str__(self) -> str:
        # What logs keep of it, the admin's among them.
        return str(self.subject_key)
