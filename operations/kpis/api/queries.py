"""What may be asked."""

from typing import Any

from rest_framework import serializers

from core.api.strict import StrictSerializer
from core.territory import Territory
from operations.kpis.periods import Bucket


class SeriesQuery(StrictSerializer):
    """Which time, how fine, where."""

    until = serializers.DateField(required=False, help_text="The last day, included (Berlin). Default: today.")
    bucket = serializers.ChoiceField(
        Bucket.choices, required=False, help_text="Weeks begin on Mondays. At most 400 buckets. Default: as the page."
    )
    territory = serializers.ChoiceField(
        Territory.choices, required=False, help_text="One of yours; default: all of yours together."
    )

    def get_fields(self) -> dict[str, Any]:
        """With `from`, which Python has for itself."""
        first = serializers.DateField(required=False, help_text="The first day (Berlin). Default: as the page.")
        return {"from": first, **super().get_fields()}
