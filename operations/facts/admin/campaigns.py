"""Campaigns of SalesOps."""

from django.contrib import admin
from django.db.models import Q
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.admin.texts import moment
from core.console.badges import Tone, with_note
from operations.facts.admin.fact_admin import FactAdmin
from operations.facts.admin.states import State
from operations.facts.models import Campaign


@admin.register(Campaign)
class CampaignAdmin(FactAdmin):
    """Campaigns of the user's territories, those that started last first."""

    list_display = ("reference_column", "name_column", "state_column", "territory_column", "started_column", "burst")
    states = (
        State(
            value="RUNNING",
            label=gettext_lazy("running"),
            tone=Tone.GOOD,
            icon="play",
            rows=lambda: Q(ended_at=None),
            holds=lambda campaign: campaign.ended_at is None,
        ),
        State(
            value="ENDED",
            label=gettext_lazy("ended"),
            tone=Tone.NEUTRAL,
            rows=lambda: Q(ended_at__isnull=False),
        ),
    )
    dates = ("started_at", "ended_at", "ends_at")
    values = ("name", "ends_at", "burst", "ratio")

    @admin.display(description=gettext_lazy("Name"))
    def name_column(self, campaign: Campaign) -> str:
        return campaign.name or "–"

    @admin.display(description=gettext_lazy("Started"))
    def started_column(self, campaign: Campaign) -> SafeString:
        end = campaign.ended_at or campaign.ends_at
        return with_note(moment(campaign.started_at), _("until %(at)s") % {"at": moment(end)} if end else "")
