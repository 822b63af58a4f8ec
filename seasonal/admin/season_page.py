"""The page of a season: its factor in each territory and how it came about, its hours, its plans."""

from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.admin.texts import moment
from core.console.badges import Tone, badge, with_note
from core.console.start_page import Card
from core.console.tables import Action, Table
from core.models import User
from journal.admin.page import ObjectPage
from seasonal.admin.activation_tables import activation_actions, activation_tables
from seasonal.admin.provisioning.tables import provisionings_table
from seasonal.admin.season_pages import page_links
from seasonal.admin.texts import NONE, day, days, number, percent, person, state_badge, territory_name, times
from seasonal.capacity.factors import Basis, Region, TerritoryFactor
from seasonal.models import Season, SeasonState
from seasonal.planning.calendar import PlannedSeason, SeasonCalendar
from seasonal.querysets.planning import load_calendar
from seasonal.rights import PLAN, own_territories, sees_all_territories
from seasonal.services.provisioning import PREPARED_IN
from seasonal.services.seasons import STEPS, next_step

STEP_LABELS = {
    SeasonState.OPEN: lambda: _("Open"),
    SeasonState.OVER: lambda: _("End"),
}


def season_page(season: Season, user: User) -> ObjectPage:
    """All of it, as a user may see it."""
    calendar = load_calendar(season.starts_on, season.ends_on)
    planned = next(each for each in calendar.seasons if each.pk == season.pk)
    territories = own_territories(user)
    return ObjectPage(
        title=str(season),
        badges=[state_badge(season)],
        subtitle=[days(season.starts_on, season.ends_on)],
        actions=list(_actions(season, user)),
        facts=[_card(calendar, planned, territory) for territory in territories],
        notes=[season.note] if season.note else [],
        tables=[
            _arithmetic(calendar, planned, territories),
            _hours(planned, territories),
            _overlapping(calendar, planned),
            _plans(season, territories),
            *_prepared(season, user),
            *activation_tables(season),
        ],
    )


def _actions(season: Season, user: User) -> Iterator[Action]:
    year = reverse("admin:seasonal_season_planner")
    yield Action(label=_("Year"), url=f"{year}?year={season.starts_on.year}", icon="calendar")
    calculator = reverse("admin:seasonal_capacityplan_calculator")
    yield Action(label=_("Calculate capacity"), url=f"{calculator}?season={season.pk}")
    if sees_all_territories(user):
        manifests = reverse("admin:seasonal_provisioning_manifests", args=[season.pk])
        yield Action(label=_("Manifests"), url=manifests)
    yield Action(label=_("Playbook"), url=reverse("admin:seasonal_milestone_playbook", args=[season.pk]))
    yield from page_links(season)
    if not user.has_perm(PLAN):
        return
    if season.state != SeasonState.OVER:
        yield Action(label=_("Edit"), url=reverse("admin:seasonal_season_edit", args=[season.pk]), icon="edit")
    yield Action(label=_("Copy to next year"), url=reverse("admin:seasonal_season_copy", args=[season.pk]))
    yield from activation_actions(season, user)
    step = next_step(season)
    if step is not None and step in STEPS:
        url = reverse("admin:seasonal_season_step", args=[season.pk, step.value.lower()])
        yield Action(label=STEP_LABELS[step](), url=url, primary=season.state == SeasonState.PLANNED)


def _prepared(season: Season, user: User) -> Iterator[Table]:
    """Only for those who see all territories: manifests are of all."""
    if sees_all_territories(user):
        yield provisionings_table(season, may_begin=user.has_perm(PLAN) and season.state in PREPARED_IN)


def _card(calendar: SeasonCalendar, season: PlannedSeason, territory: str) -> Card:
    found = calendar.factor(season, territory)
    return Card(label=territory_name(territory), value=times(found.factor), note=_why(found))


def _why(found: TerritoryFactor) -> str:
    """Which basis won, against what."""
    if found.basis is Basis.NORMAL:
        return _("not felt here")
    if found.basis is Basis.OVERALL:
        return _("the overall factor won, against %(other)s from the regions") % {
            "other": times(found.regions or found.factor)
        }
    if found.overall is None:
        return _("from the regions; the overall factor is that of Germany alone")
    return _("the regions won, against %(other)s overall") % {"other": times(found.overall)}


def _arithmetic(calendar: SeasonCalendar, season: PlannedSeason, territories: Sequence[str]) -> Table:
    rows: list[Sequence[str | SafeString]] = []
    for territory in territories:
        found, shares = calendar.factor(season, territory), calendar.shares_on(territory, season.first)
        regions = calendar.regions(season, territory, season.first)
        supposed = badge(_("assumption"), Tone.WARNING, icon="info") if shares and shares.is_assumption else ""
        steps = with_note(_sum(regions) or NONE, _sources(shares.valid_from if shares else None))
        won = {Basis.OVERALL: _("overall"), Basis.REGIONS: _("regions"), Basis.NORMAL: NONE}[found.basis]
        rows.append(
            (
                territory_name(territory),
                format_html("{} {}", steps, supposed),
                times(found.overall) if found.overall is not None else NONE,
                format_html("<strong>{}</strong> {}", times(found.factor), won),
            )
        )
    return Table(
        ident="factors",
        title=_("How the factors come about"),
        columns=(_("Territory"), _("Regions: share × factor"), _("Overall factor"), _("The larger counts")),
        rows=rows,
        action=Action(label=_("Shares of regions"), url=reverse("admin:seasonal_regionshare_changelist")),
    )


def _sum(regions: Sequence[Region]) -> str:
    parts = [f"{each.name} {percent(each.share)} × {number(each.factor)}" for each in regions]
    total = sum(each.contribution for each in regions)
    return f"{' + '.join(parts)} = {number(total)}" if parts else ""


def _sources(valid_from: object) -> str:
    return _("shares from %(day)s on") % {"day": day(valid_from)} if valid_from else ""  # type: ignore[arg-type]


def _hours(season: PlannedSeason, territories: Sequence[str]) -> Table:
    return Table(
        ident="hours",
        title=_("Hours of day"),
        columns=(_("Territory"), _("Scaled up beforehand, local time")),
        rows=[
            (territory_name(each), _("%(hours)s o'clock") % {"hours": season.hours[each]})
            for each in territories
            if each in season.hours
        ],
        empty=_("It is not scaled up for anywhere."),
    )


def _overlapping(calendar: SeasonCalendar, season: PlannedSeason) -> Table:
    return Table(
        ident="overlapping",
        title=_("Seasons at the same time"),
        columns=(_("Season"), _("Days in common")),
        rows=[
            (each.name, days(max(each.first, season.first), min(each.last, season.last)))
            for each in calendar.seasons
            if each.pk != season.pk
        ],
        empty=_("None. Where seasons overlap, the larger factor counts."),
    )


def _plans(season: Season, territories: Sequence[str]) -> Table:
    plans = season.plans.filter(territories__contained_by=territories).select_related("created_by")
    return Table(
        ident="plans",
        title=_("Capacity plans"),
        columns=(_("Capacity plan"), _("Saved"), _("By")),
        rows=[
            (
                format_html(
                    '<a href="{}">{}</a>', reverse("admin:seasonal_capacityplan_change", args=[each.pk]), each.name
                ),
                moment(each.created_at),
                person(each.created_by),
            )
            for each in plans
        ],
    )
