"""The war room of a season: all that counts while it runs, on one page, as one person may see it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.console.start_page import Card
from core.console.tables import Action, Table
from core.models import User
from core.walltime import berlin_wall
from operations.incidents.admin.rights import SEE_ROTA, WORK
from operations.incidents.admin.rights import VIEW as SEE_INCIDENTS
from operations.kpis.rights import VIEW as SEE_KPIS
from operations.warroom.admin.figures import figures
from operations.warroom.admin.incident_table import incident_table, opening_address
from operations.warroom.admin.kpi_table import kpi_table
from operations.warroom.admin.load_table import load_table, silence_of
from operations.warroom.admin.on_call_table import on_call_table
from operations.warroom.admin.playbook_tables import freeze_table, milestone_table, milestones_of, open_ones
from operations.warroom.load import LoadNow, load_now
from seasonal.admin.texts import days, state_badge
from seasonal.errors import PlanRefused
from seasonal.models import Season, SeasonState
from seasonal.rights import WORK as WORK_PLAYBOOK
from seasonal.rights import own_territories


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonRoom:
    """What `admin/warroom/season.html` shows. `urgent`: what people act on; `load` with why it is not known, if so;
    `steady`: what stands below it."""

    title: str
    badges: Sequence[SafeString]
    subtitle: Sequence[str]
    at: str
    actions: Sequence[Action]
    cards: Sequence[Card]
    urgent: Sequence[Table]
    load: Table | None
    silence: str
    steady: Sequence[Table]


def season_room(season: Season, user: User, now: datetime) -> SeasonRoom:
    """The page at `now` (aware). As many queries however much there is; see tests/operations/warroom."""
    wall = berlin_wall(now)
    territories, milestones = own_territories(user), milestones_of(season)
    load, refused = _load(season, territories, now)
    late = sum(each.due_on < wall.date() for each in open_ones(milestones)) if milestones else None
    return SeasonRoom(
        title=_("War room: %(season)s") % {"season": season},
        badges=[state_badge(season)],
        subtitle=[days(season.starts_on, season.ends_on)],
        at=f"{wall:%H:%M:%S}",
        actions=list(_actions(season, user, load)),
        cards=list(figures(season, user, now, late=late, territories=territories)),
        urgent=[
            *([incident_table(user, now)] if user.has_perm(SEE_INCIDENTS) else []),
            milestone_table(season, milestones, user, wall.date()),
            *([kpi_table(user, now)] if user.has_perm(SEE_KPIS) else []),
        ],
        load=load_table(load) if load else None,
        silence=silence_of(load) if load else refused,
        steady=[
            *([on_call_table(user, now)] if user.has_perm(SEE_ROTA) else []),
            freeze_table(now),
        ],
    )


def _load(season: Season, territories: Sequence[str], now: datetime) -> tuple[LoadNow | None, str]:
    """The load, or why nothing can be planned."""
    try:
        return load_now(season, territories, now), ""
    except PlanRefused as refused:
        return None, str(refused)


def _actions(season: Season, user: User, load: LoadNow | None) -> Iterator[Action]:
    yield Action(label=_("Season"), url=reverse("admin:seasonal_season_change", args=[season.pk]), icon="calendar")
    yield Action(label=_("Playbook"), url=reverse("admin:seasonal_milestone_playbook", args=[season.pk]), icon="book")
    if user.has_perm(WORK_PLAYBOOK) and season.state in {SeasonState.ACTIVE, SeasonState.OVER}:
        review = f"{reverse('admin:seasonal_dailyreview_add')}?season={season.pk}"
        yield Action(label=_("Write a daily review"), url=review, icon="edit")
    if user.has_perms((SEE_INCIDENTS, WORK)):
        yield Action(label=_("Open an incident"), url=opening_address(_felt_most(load)), icon="plus", primary=True)


def _felt_most(load: LoadNow | None) -> str:
    """The territory in which the season is felt most; empty where it is felt nowhere."""
    felt = [each for each in load.routes if each.peak_factor > 1] if load else []
    return max(felt, key=lambda each: each.peak_factor).planned.territory if felt else ""
