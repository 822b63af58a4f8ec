"""The address of a season's war room: for whoever may see seasons; each of its parts, for whoever may see that."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.admin.person import signed_in
from operations.warroom.admin.room import season_room
from seasonal.admin.season_pages import SeasonPage
from seasonal.models import Season

# The page asks for itself anew so often, and without a script so seldom.
REFRESH_SECONDS, WITHOUT_SCRIPT_SECONDS = 15, 60


@never_cache
@require_safe
def war_room(request: HttpRequest, season: Season, frame: Mapping[str, Any]) -> HttpResponse:
    """The page, as it is now."""
    room = season_room(season, signed_in(request), timezone.now())
    every = {"refresh_seconds": REFRESH_SECONDS, "without_script_seconds": WITHOUT_SCRIPT_SECONDS}
    return TemplateResponse(request, "admin/warroom/season.html", {**frame, **every, "room": room, "title": room.title})


WAR_ROOM = SeasonPage(
    slug="war-room",
    label=_("War room"),
    icon="view",
    view=war_room,
    milestones=frozenset({"war-room"}),
    is_watched=True,
)
