"""The form of a subscription: who gets which events, and where."""

import re
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.admin.fields import Boxes
from core.errors import DomainError
from core.models import User
from core.territory import Territory
from journal.admin.event_types import EventTypesField, known_types_help
from journal.admin.rights import territories_for
from journal.models import Kind, Subscription
from journal.querysets.scope import sees_everything
from journal.relay.doorbell import CHANNEL as RELAY_CHANNEL
from journal.webhooks.addresses import check_target

_CHANNEL = re.compile(r"[a-z_][a-z0-9_]{0,62}")
_KINDS = [(Kind.WEBHOOK.value, Kind.WEBHOOK.label), (Kind.CHANNEL.value, Kind.CHANNEL.label)]


class SubscriptionForm(forms.ModelForm[Subscription]):
    """A webhook or a channel. The kind is chosen once; consumers are declared in the code."""

    person: ClassVar[User]  # who fills it in
    refusal: ClassVar[DomainError | None] = None  # why saving this very form was refused

    kind = forms.ChoiceField(label=_("Kind"), choices=_KINDS, widget=forms.RadioSelect)
    event_types = EventTypesField()
    territories = forms.MultipleChoiceField(label=_("Territories"), required=False, widget=Boxes())

    class Meta:
        model = Subscription
        fields = ("name", "kind", "target", "event_types", "territories", "ordered", "most_attempts")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "event_types" in self.fields:
            self.fields["event_types"].help_text = known_types_help()
        if "territories" in self.fields:
            self._offer_territories(self.fields["territories"])
        if "most_attempts" in self.fields:
            help_text = _("From 1 to 100. It stays parked until somebody decides.")
            self.fields["most_attempts"] = forms.IntegerField(
                label=_("Attempts until an event is parked"),
                min_value=1,
                max_value=100,
                initial=12,
                help_text=help_text,
            )

    def _offer_territories(self, field: forms.Field) -> None:
        everything = sees_everything(self.person)
        field.required = not everything
        field.help_text = (
            _("None: all, and events that belong to none.") if everything else _("Only your territories can be chosen.")
        )
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = territories_for(self.person)

    def clean_territories(self) -> list[str]:
        return [code for code in Territory.values if code in self.cleaned_data["territories"]]

    def clean(self) -> dict[str, Any]:
        """Refuse a target that nothing could be sent to; the reason stands at its field."""
        data = super().clean() or {}
        if self.refusal is not None:
            self.add_error(self.refusal.field if self.refusal.field in self.fields else None, str(self.refusal))
        kind, target = data.get("kind") or self.instance.kind, data.get("target")
        if target and ("target" in self.changed_data or "kind" in self.changed_data):
            try:
                _check(kind, target)
            except (DomainError, ValidationError) as refused:
                text = refused.message if isinstance(refused, ValidationError) else str(refused)
                self.add_error("target", text)
        return data


def _check(kind: str, target: str) -> None:
    if kind == Kind.WEBHOOK:
        check_target(target)
    elif not _CHANNEL.fullmatch(target):
        raise ValidationError(_("Write small letters, digits and underscores, beginning with no digit."))
    elif target == RELAY_CHANNEL:
        raise ValidationError(_("This channel is the relay's own. Choose another name."))
