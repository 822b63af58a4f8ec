"""The use of AI: looked at, and voided where it was not."""

from django.contrib import admin
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from core.admin.texts import moment
from core.console.badges import with_note
from core.console.start_page import Card
from operations.costs.models import AiUsage
from operations.facts.admin.fact_admin import FactAdmin
from operations.facts.admin.values import NONE, decimal, money


@admin.register(AiUsage)
class AiUsageAdmin(FactAdmin):
    """Uses of AI in the user's territories, the last first."""

    list_display = (
        "reference_column",
        "model_column",
        "purpose_column",
        "territory_column",
        "confidence_column",
        "amount_column",
        "used_column",
    )
    dates = ("used_at",)
    values = (
        "provider",
        "model",
        "purpose",
        "input_tokens",
        "output_tokens",
        "confidence",
        "amount",
        "currency",
        "correlation_id",
    )
    is_correctable = False

    def more(self, fact: AiUsage) -> list[Card]:
        return [Card(label=AiUsage._meta.get_field("amount").verbose_name, value=money(fact.amount, fact.currency))]

    @admin.display(description=gettext_lazy("Model"))
    def model_column(self, usage: AiUsage) -> SafeString:
        return with_note(usage.model or NONE, usage.provider)

    @admin.display(description=gettext_lazy("Purpose"))
    def purpose_column(self, usage: AiUsage) -> str:
        return usage.purpose or NONE

    @admin.display(description=gettext_lazy("Confidence"))
    def confidence_column(self, usage: AiUsage) -> str:
        return NONE if usage.confidence is None else decimal(usage.confidence)

    @admin.display(description=gettext_lazy("Amount"))
    def amount_column(self, usage: AiUsage) -> str:
        return money(usage.amount, usage.currency)

    @admin.display(description=gettext_lazy("Used"))
    def used_column(self, usage: AiUsage) -> str:
        return moment(usage.used_at)
