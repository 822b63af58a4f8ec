"""Figures that seasons are planned with, each a list and a form."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from core.admin.person import signed_in
from core.admin.texts import moment
from core.console.badges import with_note
from seasonal.admin.base import FiguresAdmin
from seasonal.admin.texts import number, percent, times
from seasonal.models import BurstBaseline, Campaign, DatabaseLimit, FleetSize, HourlyPrice, Region, TargetUtilisation
from seasonal.rights import APPROVE
from seasonal.services.turns import SIZES, take_turn


@admin.register(Campaign)
class CampaignAdmin(FiguresAdmin):
    """Campaigns of SalesOps."""

    territory_path = "territory"
    may_delete = True
    list_display = ("name", "territory", "time_column", "burst_column", "reach_column")
    list_filter = ("territory",)

    @admin.display(description=_("Time"), ordering="starts_at")
    def time_column(self, row: Campaign) -> str:
        return f"{moment(row.starts_at)} – {moment(row.ends_at)}"

    @admin.display(description=_("burst factor"), ordering="burst")
    def burst_column(self, row: Campaign) -> str:
        return times(row.burst)

    @admin.display(description=_("Reach"), ordering="ratio")
    def reach_column(self, row: Campaign) -> SafeString:
        factor = times(1 + row.ratio / 100 * (row.burst - 1))
        return with_note(percent(row.ratio / 100), _("the load becomes %(factor)s") % {"factor": factor})


@admin.register(BurstBaseline)
class BurstAdmin(FiguresAdmin):
    """What comes to the workers at once."""

    list_display = ("queue", "pieces_column", "rate_column", "seconds_column", "measured_on", "source")

    @admin.display(description=_("pieces at once"), ordering="pieces")
    def pieces_column(self, row: BurstBaseline) -> str:
        return number(row.pieces)

    @admin.display(description=_("further pieces per second"))
    def rate_column(self, row: BurstBaseline) -> str:
        return number(row.rate)

    @admin.display(description=_("seconds per piece"))
    def seconds_column(self, row: BurstBaseline) -> str:
        return number(row.seconds)


@admin.register(HourlyPrice)
class PriceAdmin(FiguresAdmin):
    """What instances cost an hour."""

    list_display = ("resource", "from_column", "price_column", "source")

    @admin.display(description=_("euros per hour"))
    def price_column(self, row: HourlyPrice) -> str:
        return number(row.euros)


@admin.register(TargetUtilisation)
class UtilisationAdmin(FiguresAdmin):
    """How much of a tier is to be used."""

    list_display = ("tier", "kind_column", "percent_column")

    @admin.display(description=_("target utilisation"))
    def percent_column(self, row: TargetUtilisation) -> str:
        return percent(row.percent / 100)


@admin.register(DatabaseLimit)
class LimitAdmin(FiguresAdmin):
    """The database's connections."""

    list_display = ("from_column", "max_connections", "reserved", "per_queries", "per_commands", "per_worker")


@admin.register(Region)
class RegionAdmin(FiguresAdmin):
    """The parts of territories."""

    territory_path = "territory"
    list_display = ("name", "territory", "code")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """A region stays in its territory, and files know it by its code."""
        return ("territory", "code") if obj else ()


@admin.register(FleetSize)
class SizeAdmin(FiguresAdmin):
    """Sizes that were approved, and by whom."""

    right = APPROVE
    territory_path = "territory"
    list_display = (
        "territory",
        "workload",
        "kind_column",
        "size_column",
        "rate_column",
        "goal_column",
        "from_column",
        "approved_by",
    )
    list_filter = ("territory", "workload")
    list_display_links = ("territory", "workload")

    @admin.display(description=_("replicas"))
    def size_column(self, row: FleetSize) -> str:
        return f"{row.floor} – {row.cap}"

    @admin.display(description=_("requests per second a replica"))
    def rate_column(self, row: FleetSize) -> str:
        return number(row.rate_per_replica)

    @admin.display(description=_("95 % answered within"), ordering="p95_ms")
    def goal_column(self, row: FleetSize) -> str:
        return f"{number(row.p95_ms)}\u00a0ms"

    def save_model(self, request: HttpRequest, obj: FleetSize, form: Any, change: bool) -> None:
        """Keep who approved it. Not while somebody approves others, who has counted without it."""
        take_turn(SIZES)
        obj.approved_by = signed_in(request)
        super().save_model(request, obj, form, change)
