"""What may be asked in an address."""

from rest_framework import serializers

from core.api.fields import FlagField, InstantField, PlainTextField, WholeNumberField
from core.api.strict import StrictSerializer
from core.territory import Territory
from leads.models import LeadStatus
from leads.protection import Phase, State
from leads.querysets.pages import ORDERINGS


class LeadQuery(StrictSerializer):
    """Filters of the list; all that are given must hold."""

    phase = serializers.ChoiceField([(each.value, each.value) for each in Phase], required=False)
    state = serializers.ChoiceField([(each.value, each.value) for each in State], required=False)
    territory = serializers.ChoiceField(Territory.choices, required=False)
    owner = WholeNumberField(required=False, min_value=1, help_text="The id of the user who holds the lead.")
    status = serializers.ChoiceField(LeadStatus.choices, required=False)
    expiring_within = WholeNumberField(
        required=False,
        min_value=0,
        max_value=36_500,
        help_text="Days: protection ends within them if nothing happens. Leads whose clock stands are not among them.",
    )
    clock_stopped = FlagField(required=False, help_text="A hold stands now.")
    reminder_overdue = FlagField(required=False, help_text="A reminder has fallen due and has not been sent.")
    q = PlainTextField(
        required=False,
        max_length=200,
        help_text="Beginnings of words of company, city or postal code; case and accents do not count.",
    )
    # Also an attribute of every field; as a field of this serializer it is declared, and never read as one.
    source = PlainTextField(required=False, max_length=40)  # type: ignore[assignment]
    external_id = PlainTextField(required=False, max_length=100, help_text="Best together with `source`.")
    ordering = serializers.ChoiceField(
        [(each, each) for each in ORDERINGS],
        default="id",
        help_text="By `expiry`, leads whose expiry an open hold moves come last (`-expiry`: first).",
    )
    limit = WholeNumberField(default=50, min_value=1, max_value=500)
    cursor = PlainTextField(required=False, max_length=200, help_text="From `next` of the page before.")


class AsOfQuery(StrictSerializer):
    """The instant asked about."""

    as_of = InstantField(
        required=False, help_text="An instant with a zone, such as 2026-03-01T08:00:00Z; default: now. Write + as %2B."
    )


class PreviewQuery(StrictSerializer):
    """Whether to look only."""

    preview = FlagField(default=False, help_text="`true`: answer what would become of the clock, and change nothing.")
