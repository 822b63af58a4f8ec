"""What the pages of provisionings and manifests show."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.admin.texts import moment
from core.console.badges import Tone, badge
from core.console.start_page import Card
from core.console.tables import Action, Table
from seasonal.admin.texts import NONE, day, days, euros, kind_name, number, person, yes_no_badge
from seasonal.models import Provisioning, ProvisioningState, ProvisioningStep, Season, Step
from seasonal.models.provisioning import UNDER_WAY
from seasonal.scaling.fleet import Shortfall
from seasonal.services.scaling import Checked

_LOOKS = {
    ProvisioningState.RUNNING: (Tone.HELD, "clock"),
    ProvisioningState.WAITING: (Tone.WARNING, "alert"),
    ProvisioningState.DONE: (Tone.GOOD, "check"),
    ProvisioningState.FAILED: (Tone.DANGER, "alert"),
    ProvisioningState.CANCELLED: (Tone.NEUTRAL, "dot"),
}


def state_of(row: Provisioning) -> SafeString:
    """How a provisioning stands."""
    state = ProvisioningState(row.state)
    tone, icon = _LOOKS[state]
    return badge(state.label, tone, icon=icon)


def progress_cards(row: Provisioning, steps: Sequence[ProvisioningStep]) -> list[Card]:
    """How far it has come, and what the machine worked on it."""
    seconds = sum((each.seconds for each in steps), Decimal(0))
    return [
        Card(label=_("Steps"), value=_("%(done)s of %(all)s") % {"done": len(steps), "all": len(Step)}),
        Card(label=_("Machine time"), value=_("%(count)s s") % {"count": number(seconds, 1)}),
        Card(label=_("Begun"), value=moment(row.begun_at), note=person(row.begun_by)),
        Card(label=_("Finished"), value=moment(row.finished_at) if row.finished_at else NONE),
    ]


def step_table(row: Provisioning, steps: Sequence[ProvisioningStep]) -> Table:
    """All steps, those to come as well."""
    taken = {each.step: each for each in steps}
    rows = []
    for step in Step:
        one = taken.get(step)
        seconds = _("%(count)s s") % {"count": number(one.seconds, 3)} if one else NONE
        rows.append(
            (step.label, _step_state(row, step, taken), seconds, _outcome(row, step, one.detail) if one else NONE)
        )
    return Table(
        ident="steps",
        title=_("Steps"),
        columns=(_("Step"), _("State"), _("Machine time"), _("What came of it")),
        rows=rows,
    )


def _step_state(row: Provisioning, step: Step, taken: Mapping[str, ProvisioningStep]) -> SafeString:
    if step in taken:
        return badge(_("done"), Tone.GOOD, icon="check")
    if step != next(each for each in Step if each not in taken) or row.state == ProvisioningState.CANCELLED:
        return badge(_("to come") if row.state in UNDER_WAY else _("not reached"), Tone.NEUTRAL)
    if row.state == ProvisioningState.RUNNING:
        return badge(_("being worked on"), Tone.HELD, icon="clock")
    return state_of(row)


def _outcome(row: Provisioning, step: Step, detail: Mapping[str, Any]) -> str | SafeString:
    match step:
        case Step.COMPUTED:
            url = reverse("admin:seasonal_capacityplan_change", args=[row.plan_id])
            return format_html('<a href="{}">{}</a>', url, _("Plan: %s") % euros(Decimal(detail["costs"])))
        case Step.APPROVED if row.approved_by:
            told = {"who": person(row.approved_by), "why": row.approval}
            return _("by %(who)s: %(why)s") % told
        case Step.APPROVED:
            return _("What was approved before suffices.")
        case Step.VALIDATED:
            return _("%(hours)s hours simulated; at least %(left)s connections are left") % {
                "hours": number(detail["hours"]), "left": number(detail["left"]),
            }  # fmt: skip
    return _("%(count)s files") % {"count": detail["files"]}


def shortfall_table(short: Sequence[Shortfall], *, may_approve: bool) -> Table:
    """What wants more than was approved."""
    action = Action(label=_("Approved sizes"), url=reverse("admin:seasonal_fleetsize_changelist"))
    return Table(
        ident="shortfalls",
        title=_("More is wanted than was approved"),
        columns=(_("Deployment"), _("Why"), _("Days"), _("Wanted"), _("Approved")),
        rows=[
            (
                each.size.name,
                kind_name(each.cause),
                days(each.planned.first, each.planned.last),
                number(each.planned.replicas),
                number(each.approved),
            )
            for each in short
        ],
        empty=_("No: the approved sizes suffice."),
        action=action if may_approve else None,
    )


def checked_table(checked: Mapping[int, Checked]) -> Table:
    """Validation and simulation of each year's files."""
    return Table(
        ident="checked",
        title=_("Validation and simulation"),
        columns=(_("Year"), _("KEDA takes them"), _("Every hour as wanted"), _("Connections of the database")),
        rows=[(str(year), *_checked(each)) for year, each in checked.items()],
    )


def _checked(one: Checked) -> tuple[SafeString, SafeString | str, SafeString | str]:
    faults = format_html_join("", " {}", ((fault,) for fault in one.faults))
    takes = format_html("{}{}", yes_no_badge(good=not one.faults, yes=_("yes"), no=_("no")), faults)
    if one.proof is None:
        return takes, NONE, NONE
    wrong = sum(len(each) for each in one.proof.differences.values())
    told = _("%(hours)s hours simulated") % {"hours": number(one.proof.hours)}
    if wrong:
        told = _("%(count)s hours differ") % {"count": number(wrong)}
    hourly = format_html("{} {}", yes_no_badge(good=not wrong, yes=_("yes"), no=_("no")), told)
    room = _("at most %(used)s in use, at least %(left)s left") % {
        "used": number(one.proof.used), "left": number(one.proof.left),
    }  # fmt: skip
    return takes, hourly, format_html("{} {}", yes_no_badge(good=one.proof.left >= 0, yes=_("yes"), no=_("no")), room)


def manifest_cards(files: Mapping[int, Mapping[str, str]], short: Sequence[Shortfall]) -> list[Card]:
    """Of which years they are, how many, and how many sizes want more than was approved."""
    return [
        Card(label=_("Years"), value=", ".join(map(str, files))),
        Card(label=_("Files"), value=number(sum(len(texts) for texts in files.values()))),
        Card(label=_("Sizes that want more than was approved"), value=number(len(short))),
    ]


def file_table(files: Mapping[int, Mapping[str, str]], page: str, archive: Action | None) -> Table:
    """The files; `page`: where each is shown, by `?file=`."""
    return Table(
        ident="files",
        title=_("Files"),
        columns=(_("File"), _("Lines")),
        rows=[
            (
                format_html('<a href="{}?file={}/{}">{}/{}</a>', page, year, name, year, name),
                number(text.count("\n")),
            )
            for year, texts in files.items()
            for name, text in texts.items()
        ],
        action=archive,
    )


def provisionings_table(season: Season, *, may_begin: bool) -> Table:
    """Those of a season, for its page."""
    begin = Action(label=_("Prepare capacity"), url=reverse("admin:seasonal_provisioning_begin", args=[season.pk]))
    return Table(
        ident="provisionings",
        title=_("Prepared capacity"),
        columns=(_("Begun"), _("State"), _("By")),
        rows=[
            (
                format_html(
                    '<a href="{}">{}</a>',
                    reverse("admin:seasonal_provisioning_change", args=[each.pk]),
                    moment(each.begun_at),
                ),
                state_of(each),
                person(each.begun_by),
            )
            for each in season.provisionings.select_related("begun_by")
        ],
        empty=_("Not prepared yet. First day: %s.") % day(season.starts_on),
        action=begin if may_begin else None,
    )
