"""What the playbook of a season asks for today, and what may not be released."""

from collections.abc import Sequence
from datetime import date, datetime

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.admin.texts import moment
from core.console.badges import with_note
from core.console.tables import Action, Table
from core.models import User
from seasonal.admin.playbooks.texts import NOBODY, due, freeze_state
from seasonal.admin.texts import person
from seasonal.models import FreezeWindow, Milestone, MilestoneState, Season
from seasonal.rights import WORK

_AHEAD = 2  # that are not due yet
_FREEZES = 3


def milestones_of(season: Season) -> list[Milestone]:
    """Those of a season, by their day. One query."""
    return list(season.milestones.select_related("owner_user"))


def open_ones(milestones: Sequence[Milestone]) -> list[Milestone]:
    """Those that are neither done nor left out."""
    return [each for each in milestones if each.state == MilestoneState.OPEN]


def milestone_table(season: Season, milestones: Sequence[Milestone], user: User, today: date) -> Table:
    """What is late, what is due today, and what comes next."""
    waiting = open_ones(milestones)
    reached = [each for each in waiting if each.due_on <= today]
    ahead = [each for each in waiting if each.due_on > today][:_AHEAD]
    return Table(
        ident="milestones",
        title=_("Milestones: late, today, next"),
        columns=(_("Due"), _("Milestone"), _("Do")),
        rows=[_row(each, user, today) for each in (*reached, *ahead)],
        empty=_("Every milestone is settled.") if milestones else _("No playbook was made. Make it there."),
        action=Action(label=_("Playbook"), url=reverse("admin:seasonal_milestone_playbook", args=[season.pk])),
    )


def _row(milestone: Milestone, user: User, today: date) -> Sequence[str | SafeString]:
    who = [str(milestone.get_owner_display())]
    who.append(person(milestone.owner_user) if milestone.owner_user else _("nobody by name"))
    return due(milestone, today), with_note(milestone.title, ", ".join(who)), _doings(milestone, user)


def _doings(milestone: Milestone, user: User) -> SafeString | str:
    if not user.has_perm(WORK):
        return NOBODY
    links = [
        (reverse(f"admin:seasonal_milestone_{name}", args=[milestone.pk]), label)
        for name, label in (("finish", _("Tick")), ("skip", _("Leave out")))
    ]
    return format_html('<div class="doings-of">{}</div>', format_html_join(" ", '<a href="{}">{}</a>', links))


def freeze_table(now: datetime) -> Table:
    """The freezes that hold or come next, of whatever season. One query."""
    windows = FreezeWindow.objects.filter(called_off_at=None, ends_at__gt=now).order_by("starts_at")[:_FREEZES]
    return Table(
        ident="freezes",
        title=_("Release freezes"),
        columns=(_("Freeze"), _("Time"), _("State")),
        rows=[
            (
                with_note(
                    format_html(
                        '<a href="{}">{}</a>',
                        reverse("admin:seasonal_freezewindow_change", args=[each.pk]),
                        each.reason,
                    ),
                    each.get_scope_display(),
                ),
                f"{moment(each.starts_at)} – {moment(each.ends_at)}",
                freeze_state(each, now),
            )
            for each in windows
        ],
        empty=_("None holds, and none is planned."),
    )
