"""What a person says about a change. Instants are entered and shown on Berlin's wall clock."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.admin.instants import InstantField
from core.models import User
from core.walltime import berlin_wall
from leads.admin.fields import OwnerField, text_field
from leads.models import ActivityKind, HoldReason, LeadHold, LeadStatus, OwnershipMode, ProtectionPolicy

# Nothing is chosen for people: the first reason of the list would be the one most often recorded.
HOLD_REASONS = [("", _("Choose a reason")), *HoldReason.choices]


class ChangeForm(forms.Form):
    """Base of all: who fills it in, and the reason where they override a rule."""

    override_reason = forms.CharField(
        label=_("Reason for the override"),
        max_length=255,
        required=False,
        widget=forms.HiddenInput,
        help_text=_("Protection ends or comes back by this entry. The reason is kept with it."),
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, OwnerField):
                field.offer_to(person)

    def ask_for_override(self) -> None:
        """Show the field for the reason: the preview has found that protection would end or come back."""
        self.fields["override_reason"].widget = forms.TextInput(attrs={"class": "vTextField", "autofocus": True})
        self.order_fields([*(name for name in self.fields if name != "override_reason"), "override_reason"])


class HoldForm(ChangeForm):
    """A hold: why, and from when to when."""

    reason_code = forms.ChoiceField(label=_("Reason"), choices=HOLD_REASONS)
    reason = text_field(_("Explanation"), help_text=_("What is owed, to whom, since when."))
    start_at = InstantField(label=_("From"), help_text=_("Empty: now."))
    end_at = InstantField(label=_("Until"), help_text=_("Empty: until somebody restarts the clock. May be planned."))


class CorrectHoldForm(HoldForm):
    """A hold as it should have been recorded."""

    start_at = InstantField(label=_("From"), required=True)

    @staticmethod
    def initial_of(hold: LeadHold) -> dict[str, Any]:
        """What is recorded now."""
        return {
            "reason_code": hold.reason_code,
            "reason": hold.reason,
            "start_at": hold.start_at,
            "end_at": hold.end_at,
        }

    def clean(self) -> dict[str, Any]:
        """The form shows minutes: an instant that nobody touched stays what it was, to the microsecond."""
        data = super().clean() or {}
        for name in ("start_at", "end_at"):
            recorded, given = self.initial.get(name), data.get(name)
            if recorded and given and _shown(recorded) == _shown(given):
                data[name] = recorded
        return data


def _shown(instant: datetime) -> datetime:
    return berlin_wall(instant).replace(second=0, microsecond=0)


class ReleaseForm(ChangeForm):
    """The end of a hold."""

    end_at = InstantField(label=_("Until"), help_text=_("Empty: now. May be planned."))


class VoidForm(ChangeForm):
    """Taking back a fact."""

    why = text_field(_("Why"), required=True, help_text=_("The entry stays visible, with this reason."))


class ActivityForm(ChangeForm):
    """Something done about the lead."""

    kind = forms.ChoiceField(label=_("Kind"), choices=ActivityKind.choices)
    occurred_at = InstantField(label=_("Happened"), help_text=_("Empty: now."))
    note = forms.CharField(
        label=_("Note"), required=False, widget=forms.Textarea(attrs={"class": "vLargeTextField", "rows": 3})
    )


class HandoverForm(ChangeForm):
    """Another owner."""

    user = OwnerField(label=_("New owner"))
    effective_at = InstantField(label=_("Takes effect"), help_text=_("Empty: now."))
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
    reason = text_field(_("Reason"))


class PolicyForm(ChangeForm):
    """Another policy."""

    policy = forms.ModelChoiceField(label=_("Policy"), queryset=ProtectionPolicy.objects.all())
    effective_at = InstantField(label=_("Takes effect"), help_text=_("Empty: now."))
    reason = text_field(_("Reason"), required=True)


class StatusForm(ChangeForm):
    """What became of the lead."""

    status = forms.ChoiceField(label=_("Status"), choices=LeadStatus.choices)
    changed_at = InstantField(label=_("Takes effect"), help_text=_("Empty: now."))
    reason = text_field(_("Reason"))
