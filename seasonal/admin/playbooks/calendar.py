"""Release freezes and milestones of a year in tables, beside its picture."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.console.badges import Tone, badge
from core.console.tables import Action, Table
from seasonal.admin.texts import day, days
from seasonal.planning.marks import MarkedDay, Marks


def marked_tables(marks: Marks) -> list[Table]:
    """The same as the picture shows."""
    return [_freezes(marks), _milestones(marks)]


def _freezes(marks: Marks) -> Table:
    return Table(
        ident="freezes",
        title=_("Release freezes"),
        columns=(_("Freeze"), _("Days"), _("Scope")),
        rows=[
            (_link("freezewindow_change", each.pk, each.name), days(each.first, each.last), each.scope)
            for each in marks.freezes
        ],
        empty=_("Nothing is frozen in this year."),
        action=Action(label=_("All release freezes"), url=reverse("admin:seasonal_freezewindow_changelist")),
    )


def _milestones(marks: Marks) -> Table:
    return Table(
        ident="milestones",
        title=_("Milestones"),
        columns=(_("Day"), _("Milestone"), _("Season"), _("State")),
        rows=[
            (day(each.day), each.title, _link("milestone_playbook", each.season_id, each.season), _state(each))
            for each in marks.milestones
        ],
        empty=_("No season is opened that has milestones in this year."),
        action=Action(label=_("All milestones"), url=reverse("admin:seasonal_milestone_changelist")),
    )


def _link(name: str, pk: int, text: str) -> SafeString:
    return format_html('<a href="{}">{}</a>', reverse(f"admin:seasonal_{name}", args=[pk]), text)


def _state(mark: MarkedDay) -> SafeString:
    looks = {
        "open": (_("open"), Tone.NEUTRAL, "dot"),
        "late": (_("late"), Tone.DANGER, "alert"),
        "done": (_("done"), Tone.GOOD, "check"),
        "skipped": (_("left out"), Tone.HELD, "forward"),
        "lapsed": (_("left open"), Tone.WARNING, "alert"),
    }
    text, tone, icon = looks[mark.state]
    return badge(text, tone, icon=icon)
