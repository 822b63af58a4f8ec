"""The form by which sizes are approved; it carries the numbers that were on the page."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext_lazy as _

from core.models import User
from seasonal.models import Provisioning
from seasonal.scaling.fleet import Shortfall
from seasonal.services.approving import Approval, as_seen

RAISE, KEEP = "raise", "keep"


class ApprovalForm(forms.Form):
    """What is approved, and why. `short`: what is short now, for the page that shows the form."""

    sizes = forms.ChoiceField(
        label=_("Sizes"),
        widget=forms.RadioSelect,
        choices=[
            (RAISE, _("approve as many as the model wants")),
            (KEEP, _("go on within those approved before")),
        ],
    )
    reason = forms.CharField(label=_("Reason"), max_length=255)
    # Signed for this provisioning: what is approved is what was seen.
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, *, row: Provisioning, short: Sequence[Shortfall]) -> None:
        self._signer = Signer(salt=f"approve-{row.pk}")
        self._fresh = self._signer.sign_object(as_seen(short))
        super().__init__(data, initial={"seen": self._fresh})

    def approval(self, actor: User) -> Approval:
        """What was sent. Should it be refused, the page shows what is short now."""
        said = self.cleaned_data
        self.data = {**self.data, "seen": self._fresh}
        return Approval(
            actor=actor, reason=said["reason"], raise_sizes=said["sizes"] == RAISE, seen=self._seen(said["seen"])
        )

    def _seen(self, signed: str) -> list[str]:
        """What the page has shown; nothing where it was not ours."""
        try:
            return list(self._signer.unsign_object(signed))
        except BadSignature:
            return []
