"""The form of a lead: what describes it. Owner and start of protection are asked once, when it is registered."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from core.models import User
from leads.models import Lead
from leads.querysets.leads import same_company


class LeadForm(forms.ModelForm[Lead]):
    """Registering a lead and correcting its description; says at once whom else a company is protected for."""

    person: User

    user = forms.ModelChoiceField(label=_("Owner"), queryset=User.objects.none(), required=False)
    created_at = forms.SplitDateTimeField(
        label=_("Registered at"), required=False, widget=AdminSplitDateTime, help_text=_("Empty: now.")
    )

    class Meta:
        model = Lead
        fields = ("company", "street", "postal_code", "city", "territory", "phone", "website", "user", "created_at")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        registering = self.instance.pk is None
        if "user" in self.fields:
            owners = User.objects.filter(is_active=True, is_service=False)
            self.fields["user"].queryset = owners.order_by("last_name", "first_name", "username")  # type: ignore[attr-defined]
            self.fields["user"].required = registering
        if "company" in self.fields:
            self.fields["company"].required = True
        if "territory" in self.fields and not self.person.is_superuser:
            field = self.fields["territory"]
            field.choices = [choice for choice in field.choices if choice[0] in self.person.territories]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        company, city, code = (data.get(name) or "" for name in ("company", "city", "postal_code"))
        owner = data["user"].pk if data.get("user") else self.instance.user_id
        if not company or not (city or code):
            if company:
                self.add_error("city", _("A lead needs a place: a city or a postal code."))
            return data
        other = same_company(company, city, code).exclude(pk=self.instance.pk).exclude(user=owner).first()
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
            '{} <a href="../../{}/change/">{}</a> ({})',
            _("This company in this place is protected for somebody else:"),
            other.pk,
            other,
            other.user,
        )
        return ValidationError(text, code="lead_conflict")
