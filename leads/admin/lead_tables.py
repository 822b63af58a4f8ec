"""The tables on a lead's page: holds, activities, reminders, owners, status."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.admin.texts import moment
from core.console.badges import Tone, badge, with_note
from core.console.tables import Action, Table
from core.models import User
from leads.admin.texts import reminder_badge
from leads.clock import Clock, Verdict
from leads.models import Lead, LeadActivity, LeadHold, LeadOwnership, LeadReminder, LeadStatusChange
from leads.models.facts import Fact
from leads.querysets.facts import LeadFacts
from leads.services.reminders.words import told

Cell = str | Promise | SafeString


def tables(lead: Lead, user: User, facts: LeadFacts, clock: Clock) -> list[Table]:
    """The tables that `user` may see, with the links to what they may do."""
    effects = {("hold", fact.id): verdict for fact, verdict in clock.holds.items()}
    effects |= {("activity", fact.id): verdict for fact, verdict in clock.activities.items()}
    add = _add_links(lead, user)
    return [
        Table(
            ident="holds",
            title=_("Holds"),
            columns=(_("Reason"), _("From"), _("Until"), _("Effect"), _("Recorded"), ""),
            rows=[_hold_row(lead, user, hold, effects.get(("hold", hold.pk))) for hold in reversed(facts.holds)],
            empty=_("The clock of this lead has never been stopped."),
            action=add.get("hold"),
        ),
        Table(
            ident="activities",
            title=_("Activities"),
            columns=(_("Kind"), _("Happened"), _("Effect"), _("Note"), _("Recorded"), ""),
            rows=[
                _activity_row(lead, user, act, effects.get(("activity", act.pk))) for act in reversed(facts.activities)
            ],
            empty=_("Nothing recorded yet."),
            action=add.get("activity"),
        ),
        Table(
            ident="reminders",
            title=_("Reminders"),
            columns=(_("Recipient"), _("Status"), _("Due"), _("Sent"), _("Attempts"), _("Remark")),
            rows=[_reminder_row(reminder) for reminder in facts.reminders],
            empty=_("No reminder has been due yet."),
        ),
        Table(
            ident="owners",
            title=_("Owners and policies"),
            columns=(_("Owner"), _("How"), _("From"), _("Until"), _("Protection from"), _("Policy"), ""),
            rows=[_ownership_row(lead, user, row) for row in reversed(facts.ownerships)],
        ),
        *_status_table(lead, user, facts.status_changes),
    ]


def _status_table(lead: Lead, user: User, changes: Sequence[LeadStatusChange]) -> list[Table]:
    """Most leads are open and always were: then there is nothing to show."""
    may_void = user.has_perm("leads.change_status")
    rows = [
        (
            change.get_status_display(),
            moment(change.changed_at),
            _voided(change) or change.reason or "–",
            _recorded(change),
            _links(lead, change.pk, [("void-status", _("Void"))] if may_void and change.voided_at is None else []),
        )
        for change in reversed(changes)
    ]
    columns = (_("Status"), _("From"), _("Reason"), _("Recorded"), "")
    return [Table(ident="status", title=_("Status"), columns=columns, rows=rows)] if rows else []


def _add_links(lead: Lead, user: User) -> dict[str, Action]:
    links = {
        "hold": ("leads.place_hold", _("Record hold")),
        "activity": ("leads.record_activity", _("Record activity")),
    }
    return {
        change: Action(label=label, url=reverse("admin:leads_lead_make_change", args=[lead.pk, change]))
        for change, (permission, label) in links.items()
        if user.has_perm(permission)
    }


def _hold_row(lead: Lead, user: User, hold: LeadHold, verdict: Verdict | None) -> Sequence[Cell]:
    links = []
    if hold.voided_at is None:
        links += [("correct", _("Correct")), ("void-hold", _("Void"))] if user.has_perm("leads.correct_hold") else []
        if hold.end_at is None and user.has_perm("leads.release_hold"):
            links.insert(0, ("release", _("Restart")))
    until: Cell = moment(hold.end_at)
    if hold.end_at is None:
        until = badge(_("open"), Tone.HELD, icon="pause")
    reason = with_note(hold.get_reason_code_display(), hold.reason) if hold.reason else hold.get_reason_code_display()
    return (reason, moment(hold.start_at), until, _effect(hold, verdict), _recorded(hold), _links(lead, hold.pk, links))


def _activity_row(lead: Lead, user: User, activity: LeadActivity, verdict: Verdict | None) -> Sequence[Cell]:
    may_void = activity.voided_at is None and user.has_perm("leads.record_activity")
    links = [("void-activity", _("Void"))] if may_void else []
    effect: Cell = (
        _("not qualified") if not activity.qualified and not activity.voided_at else _effect(activity, verdict)
    )
    return (
        str(activity),
        moment(activity.occurred_at),
        effect,
        activity.note or "–",
        _recorded(activity),
        _links(lead, activity.pk, links),
    )


def _reminder_row(reminder: LeadReminder) -> Sequence[Cell]:
    return (
        str(reminder.user),
        reminder_badge(reminder),
        moment(reminder.due_at),
        moment(reminder.sent_at),
        str(reminder.attempts),
        told(reminder.cancel_reason or reminder.last_error) or "–",
    )


def _ownership_row(lead: Lead, user: User, row: LeadOwnership) -> Sequence[Cell]:
    may_void = row.voided_at is None and row.mode != "REGISTERED" and user.has_perm("leads.reassign_lead")
    return (
        str(row.user),
        _voided(row) or with_note(row.get_mode_display(), row.reason),
        moment(row.valid_from),
        moment(row.valid_to),
        moment(row.protection_started_at),
        str(row.policy or "–"),
        _links(lead, row.pk, [("void-handover", _("Void"))] if may_void else []),
    )


def _effect(fact: Fact, verdict: Verdict | None) -> Cell:
    if voided := _voided(fact):
        return voided
    texts = {
        Verdict.COUNTS: (_("counts"), Tone.GOOD),
        Verdict.OVERTAKEN: (_("counted, until the next"), Tone.GOOD),
        Verdict.IN_BASE: (_("in the base period"), Tone.NEUTRAL),
        Verdict.TOO_LATE: (_("too late, no effect"), Tone.WARNING),
        Verdict.BEFORE_START: (_("before this protection"), Tone.NEUTRAL),
        Verdict.NO_LENGTH: (_("no length, no effect"), Tone.NEUTRAL),
    }
    return badge(*texts[verdict], icon="") if verdict else "–"


def _voided(fact: Fact) -> SafeString | None:
    if fact.voided_at is None:
        return None
    return badge(_("voided: %(why)s") % {"why": fact.void_reason}, Tone.NEUTRAL, icon="")


def _recorded(fact: Fact) -> SafeString:
    return with_note(moment(fact.recorded_at), str(fact.created_by or _source(fact)))


def _source(fact: Fact) -> str:
    return _("by rule") if fact.source == "rule" else fact.source or _("database")


def _links(lead: Lead, fact_id: int, links: Sequence[tuple[str, str]]) -> Cell:
    return format_html_join(
        " ",
        "{}",
        (
            (
                format_html(
                    '<a href="{}">{}</a>',
                    reverse("admin:leads_lead_change_fact", args=[lead.pk, change, fact_id]),
                    label,
                ),
            )
            for change, label in links
        ),
    )
