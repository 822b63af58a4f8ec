"""Seasons over HTTP: a calendar to subscribe to."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.permissions import requires
from core.api.strict import StrictSerializer, read_query
from core.api.views import ApiView, user_of
from core.models import User
from core.walltime import berlin_wall
from seasonal.api.secret_address import SecretAddressAuthentication
from seasonal.ical import MEDIA_TYPE, Entry, calendar
from seasonal.models import Season
from seasonal.planning.calendar import SeasonCalendar
from seasonal.planning.marks import Marks
from seasonal.querysets.marks import load_marks
from seasonal.querysets.planning import load_calendar
from seasonal.rights import VIEW, own_territories

_STATES = {
    "open": gettext_lazy("open"),
    "late": gettext_lazy("late"),
    "done": gettext_lazy("done"),
    "skipped": gettext_lazy("left out"),
    "lapsed": gettext_lazy("left open"),
}


class CalendarRenderer(BaseRenderer):
    """Text as it is."""

    media_type = MEDIA_TYPE
    format = "ics"
    charset = "utf-8"

    def render(self, data: Any, *_args: object, **_options: object) -> bytes:
        """The text; a problem is answered as JSON before it comes here."""
        return str(data).encode()


class AlwaysCalendar(BaseContentNegotiation):
    """The one thing that there is, whatever is asked for: many calendar programs ask for pages."""

    def select_parser(self, request: Request, parsers: Iterable[BaseParser]) -> BaseParser | None:
        """None: nothing is sent here."""
        return None

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        """The view's own."""
        own = next(iter(renderers))
        return own, own.media_type or ""


class SeasonCalendarView(ApiView):
    """All seasons as an iCalendar."""

    permission_classes = (requires(GET=VIEW),)
    renderer_classes = (CalendarRenderer,)

    @extend_schema(
        operation_id="get_season_calendar",
        summary="Seasons, milestones and freezes as an iCalendar (RFC 5545)",
        description=(
            "Every season, as whole days, with its state and its factor in each of the caller's territories, and every "
            "milestone and release freeze. "
            "An entry keeps its UID when its days move."
        ),
        responses={(200, MEDIA_TYPE): OpenApiResponse(OpenApiTypes.STR, description="The calendar.")},
        tags=["seasons"],
    )
    def get(self, request: Request) -> Response:
        """Read anew at each request."""
        read_query(request, StrictSerializer)
        return _calendar_for(user_of(request))


class SecretCalendarView(ApiView):
    """The same by a personal address, whatever a program adds to it: one that were refused could not tell why."""

    authentication_classes = (SecretAddressAuthentication,)
    content_negotiation_class = AlwaysCalendar
    permission_classes = (requires(GET=VIEW),)
    renderer_classes = (CalendarRenderer,)

    @extend_schema(
        operation_id="get_season_calendar_by_address",
        summary="The same calendar, by a personal secret address",
        description=(
            "For calendar programs, which can send no token. A person makes their address in the admin, and ends it "
            "there. 404 where there is no such address, or where its owner may not see seasons any more."
        ),
        auth=[],
        responses={(200, MEDIA_TYPE): OpenApiResponse(OpenApiTypes.STR, description="The calendar.")},
        tags=["seasons"],
    )
    def get(self, request: Request, secret: str) -> Response:
        """In the language of whoever the address belongs to: programs ask in none."""
        reader = user_of(request)
        with translation.override(reader.language):
            return _calendar_for(reader)


def _calendar_for(reader: User) -> Response:
    """Two years back, and all that is planned."""
    now, territories = timezone.now(), own_territories(reader)
    first, last = (date(now.year + years, 1, 1) for years in (-2, 10))
    planned = load_calendar(first, last)
    rows = Season.objects.in_bulk([each.pk for each in planned.seasons])
    entries = [_entry(rows[each.pk], planned, territories) for each in planned.seasons]
    entries += _marked(load_marks(first, last, today=berlin_wall(now).date()))
    text = calendar(entries, name=_("FreshOps seasons"), made_at=now)
    return Response(text, headers={"Cache-Control": "no-store"})


def _marked(marks: Marks) -> list[Entry]:
    freezes = [
        Entry(
            uid=f"freeze-{each.pk}@freshops",
            first=each.first,
            last=each.last,
            title=each.name,
            description=each.scope,
            category="FREEZE",
            url=settings.PUBLIC_URL + reverse("admin:seasonal_freezewindow_change", args=[each.pk]),
        )
        for each in marks.freezes
    ]
    milestones = [
        Entry(
            uid=f"milestone-{each.pk}@freshops",
            first=each.day,
            last=each.day,
            title=f"{each.title} ({each.season})",
            description=str(_STATES[each.state]),
            category="MILESTONE",
            url=settings.PUBLIC_URL + reverse("admin:seasonal_milestone_playbook", args=[each.season_id]),
        )
        for each in marks.milestones
    ]
    return freezes + milestones


def _entry(season: Season, planned: SeasonCalendar, territories: list[str]) -> Entry:
    found = next(each for each in planned.seasons if each.pk == season.pk)
    factors = ", ".join(f"{each} {planned.factor(found, each).factor.normalize():f} ×" for each in territories)
    return Entry(
        uid=f"season-{season.pk}@freshops",
        first=season.starts_on,
        last=season.ends_on,
        title=str(season),
        description="\n".join(part for part in (str(season.state_label), factors, season.note) if part),
        category="SEASON",
        url=settings.PUBLIC_URL + reverse("admin:seasonal_season_change", args=[season.pk]),
    )
