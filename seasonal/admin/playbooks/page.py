"""The playbook of a season, day by day: what is due, who answers for it, what is late."""

from collections.abc import Sequence
from datetime import date, datetime

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.admin.texts import moment
from core.console.badges import Tone, with_note
from core.console.start_page import Card
from core.console.tables import Action, Table
from core.models import User
from core.walltime import berlin_wall
from journal.admin.page import Button, ObjectPage
from seasonal.admin.playbooks.reports import may_read_reports, report_address
from seasonal.admin.playbooks.texts import NOBODY, days_to, due, freeze_state, state_of
from seasonal.admin.season_pages import page_links, pages_for
from seasonal.admin.texts import day, days, number, person, state_badge, yes_no_badge
from seasonal.models import DrillRecord, Milestone, MilestoneState, Season, SeasonState
from seasonal.rights import PLAN, WORK

_SHOWN = 12  # reviews and drills; the rest is in their lists


def playbook_page(season: Season, user: User, now: datetime) -> ObjectPage:
    """All of it, with what the user may do."""
    today = berlin_wall(now).date()
    milestones = list(season.milestones.select_related("owner_user", "done_by"))
    return ObjectPage(
        title=_("Playbook: %(season)s") % {"season": season},
        badges=[state_badge(season)],
        subtitle=[days(season.starts_on, season.ends_on), days_to(season, today)],
        actions=_actions(season, user),
        buttons=_buttons(season, user, has_milestones=bool(milestones)),
        facts=_facts(milestones, today),
        tables=[
            _milestones(season, milestones, user, today),
            _freezes(season, user, now),
            _reviews(season, user),
            _drills(season, user),
        ],
    )


def _actions(season: Season, user: User) -> list[Action]:
    found = [Action(label=_("Season"), url=reverse("admin:seasonal_season_change", args=[season.pk]), icon="calendar")]
    found += page_links(season)
    if may_read_reports(user):
        found.append(Action(label=_("Report"), url=report_address(season), icon="book"))
    if user.has_perm(WORK) and season.state in (SeasonState.ACTIVE, SeasonState.OVER):
        review = f"{reverse('admin:seasonal_dailyreview_add')}?season={season.pk}"
        found.append(Action(label=_("Write a daily review"), url=review, icon="edit"))
    return found


def _buttons(season: Season, user: User, *, has_milestones: bool) -> list[Button]:
    url, chosen = reverse("admin:seasonal_milestone_playbook", args=[season.pk]), str(season.pk)
    found = []
    if user.has_perm(PLAN) and season.state in (SeasonState.OPEN, SeasonState.ACTIVE):
        label = _("Add what is missing") if has_milestones else _("Make the playbook")
        found.append(Button(label=label, url=url, action="make", chosen=chosen, primary=not has_milestones))
    if user.has_perm(WORK) and has_milestones:
        found.append(Button(label=_("Check now"), url=url, action="check", chosen=chosen, primary=True))
    return found


def _facts(milestones: Sequence[Milestone], today: date) -> list[Card]:
    waiting = [each for each in milestones if each.state == MilestoneState.OPEN]
    late = [each for each in waiting if each.due_on < today]
    settled = [each for each in milestones if each.state in (MilestoneState.DONE, MilestoneState.SKIPPED)]
    coming = next((each for each in waiting if each.due_on >= today), None)
    return [
        Card(
            label=_("Settled"),
            value=f"{number(len(settled))} / {number(len(milestones))}",
            note=_("milestones done or left out"),
        ),
        Card(label=_("Late"), value=number(len(late)), tone=Tone.DANGER if late else Tone.GOOD),
        Card(
            label=_("Next"),
            value=day(coming.due_on) if coming else NOBODY,
            note=coming.title if coming else _("nothing is ahead"),
        ),
    ]


def _milestones(season: Season, milestones: Sequence[Milestone], user: User, today: date) -> Table:
    def cells(each: Milestone) -> list[str | SafeString]:
        owner = with_note(each.get_owner_display(), person(each.owner_user) if each.owner_user else _("nobody by name"))
        return [due(each, today), with_note(each.title, each.text), owner, state_of(each, today), _doings(each, user)]

    return Table(
        ident="milestones",
        title=_("Milestones"),
        columns=(_("Due"), _("Milestone"), _("Who"), _("State"), _("Do")),
        rows=[cells(each) for each in milestones],
        empty=_("None was made for this season.")
        if season.state == SeasonState.OVER
        else _("It is made when the season is opened, or by the button above."),
    )


def _doings(milestone: Milestone, user: User) -> SafeString | str:
    if milestone.state == MilestoneState.OPEN:
        offered = [("finish", _("Tick"), WORK), ("skip", _("Leave out"), WORK), ("plan", _("Plan"), PLAN)]
    elif milestone.state == MilestoneState.LAPSED:
        offered = [("finish", _("Tick"), WORK), ("skip", _("Leave out"), WORK)]
    else:
        offered = [("reopen", _("Open again"), WORK)]
    links = [(page.address(milestone.season_id), page.label) for page in pages_for(milestone.code)]
    links += [
        (reverse(f"admin:seasonal_milestone_{name}", args=[milestone.pk]), label)
        for name, label, right in offered
        if user.has_perm(right)
    ]
    if not links:
        return NOBODY
    return format_html('<div class="doings-of">{}</div>', format_html_join(" ", '<a href="{}">{}</a>', links))


def _freezes(season: Season, user: User, now: datetime) -> Table:
    add = f"{reverse('admin:seasonal_freezewindow_add')}?season={season.pk}"
    return Table(
        ident="freezes",
        title=_("Release freezes"),
        columns=(_("Freeze"), _("Time"), _("Scope"), _("State")),
        rows=[
            (
                format_html(
                    '<a href="{}">{}</a>', reverse("admin:seasonal_freezewindow_change", args=[each.pk]), each.reason
                ),
                f"{moment(each.starts_at)} – {moment(each.ends_at)}",
                each.get_scope_display(),
                freeze_state(each, now),
            )
            for each in season.freezes.all()
        ],
        action=Action(label=_("Plan a freeze"), url=add) if user.has_perm(PLAN) else None,
    )


def _reviews(season: Season, user: User) -> Table:
    return Table(
        ident="reviews",
        title=_("Daily reviews"),
        columns=(_("Day"), _("What was noticed"), _("By")),
        rows=[
            (day(each.day), each.note, person(each.written_by))
            for each in season.reviews.select_related("written_by")[:_SHOWN]
        ],
        action=Action(label=_("All"), url=reverse("admin:seasonal_dailyreview_changelist")),
    )


def _drills(season: Season, user: User) -> Table:
    drills = DrillRecord.objects.filter(on__lte=season.ends_on).select_related("recorded_by")[:_SHOWN]
    add = Action(label=_("Enter a drill"), url=f"{reverse('admin:seasonal_drillrecord_add')}?season={season.pk}")
    return Table(
        ident="drills",
        title=_("Newest drills"),
        columns=(_("Day"), _("Kind"), _("Result"), _("Evidence"), _("By")),
        rows=[
            (
                day(each.on),
                each.get_kind_display(),
                yes_no_badge(good=each.worked, yes=_("it worked"), no=_("it failed")),
                each.evidence,
                person(each.recorded_by),
            )
            for each in drills
        ],
        action=add if user.has_perm(WORK) else None,
    )
