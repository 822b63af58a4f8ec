"""The form of a lead: what describes it. Owner and start of protection are asked once, when it is registered."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from core.admin.instants import InstantField
from core.errors import DomainError
from core.models import User
from core.territory import Territory
from leads.admin.fields import OwnerField
from leads.models import Lead
from leads.querysets.leads import same_company

# Where the services name a column that the form has under another name, or shows elsewhere.
_FIELDS = {"protection_started_at": "created_at"}


class LeadForm(forms.ModelForm[Lead]):
    """Registering a lead and correcting its description; says at once whom else a company is protected for."""

    person: ClassVar[User]  # who fills it in
    refusal: ClassVar[DomainError | None] = None  # why saving this very form was refused

    user = OwnerField(label=_("Owner"))
    created_at = InstantField(label=_("Registered at"), help_text=_("Empty: now."))

    class Meta:
        model = Lead
        fields = ("company", "street", "postal_code", "city", "territory", "phone", "website", "user", "created_at")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            # Whoever sends them all the same has no field for them: a registered lead is handed over, not edited.
            del self.fields["user"], self.fields["created_at"]
        for field in self.fields.values():
            if isinstance(field, OwnerField):
                field.offer_to(self.person)
        if "company" in self.fields:
            self.fields["company"].required = True
        if "territory" in self.fields and not self.person.is_superuser:
            mine = {*self.person.territories, self.instance.territory if self.instance.pk else None}
            choices = [(value, label) for value, label in Territory.choices if value in mine]
            self.fields["territory"] = forms.ChoiceField(label=self.fields["territory"].label, choices=choices)

    def clean(self) -> dict[str, Any]:
        """Refuse a lead without a place, and one that is protected for somebody else."""
        data = super().clean() or {}
        if self.refusal is not None:
            field = _FIELDS.get(self.refusal.field or "", self.refusal.field)
            self.add_error(field if field in self.fields else None, str(self.refusal))
        company, city, code = (data.get(name) or "" for name in ("company", "city", "postal_code"))
        if company and not (city or code):
            self.add_error("city", _("A lead needs a place: a city or a postal code."))
        elif company:
            territory = data.get("territory") or self.instance.territory
            owner = data["user"].pk if data.get("user") else self.instance.user_id
            other = (
                same_company(company, city, code, territory).exclude(pk=self.instance.pk).exclude(user=owner).first()
            )
            if other is not None:
                self.add_error("company", self._conflict(other))
        return data

    def _conflict(self, other: Lead) -> ValidationError:
        """Whom it is protected for is told only to people who may see that lead."""
        if not Lead.objects.for_user(self.person).filter(pk=other.pk).exists():
            return ValidationError(
                _("This company in this place is protected for somebody else."), code="lead_conflict"
            )
        text = format_html(
            '{} <a href="{}">{}</a> ({})',
            _("This company in this place is protected for somebody else:"),
            reverse("admin:leads_lead_change", args=[other.pk]),
            other,
            other.user,
        )
        return ValidationError(text, code="lead_conflict")
