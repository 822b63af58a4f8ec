"""Which events are sent again, to whom, and why."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.admin.instants import InstantField
from core.models import User
from journal.admin.event_types import EventTypesField
from journal.admin.rights import may_manage
from journal.admin.search import understood
from journal.models import Subscription, SubscriptionState
from journal.querysets.replays import Selection
from journal.querysets.scope import sees_everything

_NARROWING = ("subscription", "recorded_from", "recorded_until", "event_types", "about")


class ReplayForm(forms.Form):
    """Everything given narrows it."""

    previewed = True  # asks for a preview before it can be confirmed

    subscription = forms.ModelChoiceField(
        label=_("Subscription"),
        queryset=Subscription.objects.none(),
        required=False,
        empty_label=_("All that want them"),
    )
    recorded_from = InstantField(label=_("Recorded from"))
    recorded_until = InstantField(label=_("Recorded before"))
    event_types = EventTypesField()
    about = forms.CharField(
        label=_("About"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"class": "vTextField", "placeholder": "lead/4711"}),
        help_text=_("One aggregate, as in lead/4711."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=255,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=_("Kept with the replay."),
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["subscription"]
        if not isinstance(field, forms.ModelChoiceField):
            raise TypeError("subscription is a choice")
        offered = Subscription.objects.exclude(state=SubscriptionState.DISABLED).order_by("name")
        mine = [subscription.pk for subscription in offered if may_manage(person, subscription)]
        field.queryset = offered.filter(pk__in=mine)
        if not sees_everything(person):
            field.required, field.empty_label = True, _("Choose a subscription")

    def clean_about(self) -> tuple[str, int] | None:
        typed = self.cleaned_data["about"]
        wanted = understood(typed) if typed else None
        if typed and (wanted is None or wanted.aggregate is None):
            raise ValidationError(_("Write it as lead/4711."), code="about")
        return wanted.aggregate if wanted else None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        begins, ends = data.get("recorded_from"), data.get("recorded_until")
        if begins and ends and begins >= ends:
            self.add_error("recorded_until", _("This lies before the beginning."))
        if not self.errors and not any(data.get(name) for name in _NARROWING):
            self.add_error(None, _("Say which events: a time, types, an aggregate or a subscription."))
        return data

    def selection(self) -> Selection:
        """What was asked for, once the form is valid."""
        data = self.cleaned_data
        kind, number = data["about"] or (None, None)
        return Selection(
            subscription_id=data["subscription"].pk if data["subscription"] else None,
            recorded_from=data["recorded_from"],
            recorded_until=data["recorded_until"],
            event_types=data["event_types"],
            aggregate_type=kind,
            aggregate_id=number,
        )
