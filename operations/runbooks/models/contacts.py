"""Who has a role, and how to reach them."""

from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from operations.runbooks.responsibilities import Responsibility


class Contact(models.Model):
    """A person or a desk that answers for a role. `rank`: who is tried first, from 1."""

    role = models.CharField(_("role"), max_length=30, choices=Responsibility.choices)
    rank = models.PositiveSmallIntegerField(_("order of calling"), default=1)
    name = models.CharField(_("name"), max_length=120)
    phone = models.CharField(_("telephone"), max_length=40, blank=True, default="")
    email = models.EmailField(_("e-mail"), blank=True, default="")
    hours = models.CharField(_("when"), max_length=120, blank=True, default="", help_text=_("For example: Mo–Fr 8–18"))
    changed_at = models.DateTimeField(_("changed at"), db_default=TransactionNow(), editable=False)

    class Meta:
        db_table = "runbook_contacts"
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        default_permissions = ("add", "change", "delete", "view")
        ordering = ("role", "rank", "name")
        constraints = (
            models.CheckConstraint(name="runbook_contacts_role", condition=Q(role__in=Responsibility.values)),
            models.CheckConstraint(name="runbook_contacts_reached", condition=~Q(phone="", email="")),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.get_role_display()})"
