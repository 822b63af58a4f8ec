"""What a person says about a change. Instants are entered and shown on Berlin's wall clock."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.utils.translation import gettext_lazy as _

from core.models import User
from leads.models import ActivityKind, HoldReason, LeadHold, LeadStatus, OwnershipMode, ProtectionPolicy


class ChangeForm(forms.Form):
    """Base of all: carries what confirms a preview, and asks for a reason where a right is overridden."""

    override_reason = forms.CharField(
        label=_("Reason for the override"),
        max_length=255,
        required=False,
        widget=forms.HiddenInput,
        help_text=_("Protection ends or comes back by this entry. The reason is kept with it."),
    )

    def ask_for_override(self) -> None:
        """Show the field for the reason: the preview has found that protection would end or come back."""
        self.fields["override_reason"].widget = forms.TextInput(attrs={"class": "vTextField", "autofocus": True})
        self.order_fields([*(name for name in self.fields if name != "override_reason"), "override_reason"])


def instant(label: Any, help_text: Any = "", *, required: bool = False) -> forms.SplitDateTimeField:
    """A date and time field in the admin's hand."""
    return forms.SplitDateTimeField(label=label, help_text=help_text, required=required, widget=AdminSplitDateTime)


def text(label: Any, *, required: bool = False, help_text: Any = "") -> forms.CharField:
    """A line of text."""
    widget = forms.TextInput(attrs={"class": "vTextField"})
    return forms.CharField(label=label, required=required, max_length=255, widget=widget, help_text=help_text)


class HoldForm(ChangeForm):
    """A hold: why, and from when to when."""

    reason_code = forms.ChoiceField(label=_("Reason"), choices=HoldReason.choices)
    reason = text(_("Explanation"), help_text=_("What is owed, to whom, since when."))
    start_at = instant(_("From"), _("Empty: now."))
    end_at = instant(_("Until"), _("Empty: until somebody restarts the clock. May be planned."))


class CorrectHoldForm(HoldForm):
    """A hold as it should have been recorded."""

    start_at = instant(_("From"), required=True)

    @staticmethod
    def initial_of(hold: LeadHold) -> dict[str, Any]:
        """What is recorded now."""
        return {
            "reason_code": hold.reason_code,
            "reason": hold.reason,
            "start_at": hold.start_at,
            "end_at": hold.end_at,
        }


class ReleaseForm(ChangeForm):
    """The end of a hold."""

    end_at = instant(_("Until"), _("Empty: now. May be planned."))


class VoidForm(ChangeForm):
    """Taking back a fact."""

    why = text(_("Why"), required=True, help_text=_("The entry stays visible, with this reason."))


class ActivityForm(ChangeForm):
    """Something done about the lead."""

    kind = forms.ChoiceField(label=_("Kind"), choices=ActivityKind.choices)
    occurred_at = instant(_("Happened"), _("Empty: now."))
    note = forms.CharField(
        label=_("Note"), required=False, widget=forms.Textarea(attrs={"class": "vLargeTextField", "rows": 3})
    )


class HandoverForm(ChangeForm):
    """Another owner."""

    user = forms.ModelChoiceField(label=_("New owner"), queryset=User.objects.none())
    effective_at = instant(_("Takes effect"), _("Empty: now."))
    mode = forms.ChoiceField(
        label=_("Protection"),
        choices=[(OwnershipMode.RESTART, _("starts anew")), (OwnershipMode.INHERIT, _("is inherited"))],
        initial=OwnershipMode.RESTART,
    )
    holds = forms.ChoiceField(
        label=_("A hold that runs or is planned"),
        choices=[("close", _("ends with the handover")), ("carry", _("is carried over"))],
        initial="close",
    )
    reason = text(_("Reason"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["user"]
        assert isinstance(field, forms.ModelChoiceField)
        owners = User.objects.filter(is_active=True, is_service=False)
        field.queryset = owners.order_by("last_name", "first_name", "username")


class PolicyForm(ChangeForm):
    """Another policy."""

    policy = forms.ModelChoiceField(label=_("Policy"), queryset=ProtectionPolicy.objects.all())
    valid_from = instant(_("Takes effect"), _("Empty: now."))
    reason = text(_("Reason"), required=True)


class StatusForm(ChangeForm):
    """What became of the lead."""

    status = forms.ChoiceField(label=_("Status"), choices=LeadStatus.choices)
    changed_at = instant(_("Takes effect"), _("Empty: now."))
    reason = text(_("Reason"))
