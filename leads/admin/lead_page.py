"""The page of one lead: its clock as facts, picture and words, and everything that happened to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.admin.texts import moment
from core.console.badges import Tone
from core.console.start_page import Card
from core.console.tables import Action, Table
from core.models import User
from leads.admin.explanation import steps, working
from leads.admin.lead_tables import tables
from leads.admin.texts import PHASES, badges, ends_soon, expiry_note, span
from leads.admin.timelines import timeline_of
from leads.clock import Clock, Lengths
from leads.models import Lead, LeadReminder, ProtectionPolicy, ReminderStatus
from leads.protection import Protection
from leads.querysets.facts import LeadFacts, facts_of
from leads.querysets.protection import protection_of
from leads.timeline import Picture, render_timeline


@dataclass(frozen=True, slots=True)
class LeadPage:
    """What `admin/leads/lead/change_form.html` shows above the form."""

    badges: Sequence[SafeString]
    subtitle: Sequence[str]
    actions: Sequence[Action]
    facts: Sequence[Card]
    picture: Picture
    steps: Sequence[str]
    tables: Sequence[Table]


def lead_page(lead: Lead, user: User, now: datetime | None = None) -> LeadPage | None:
    """The page of a lead as `user` may see and work it; None where it has no clock yet (registered this second)."""
    protection = protection_of(lead.pk)
    if protection is None:
        return None
    at = now or timezone.now()
    facts = facts_of(lead.pk)
    policy = ProtectionPolicy.objects.get(pk=protection.policy_id)
    lengths = Lengths(policy.months, policy.follow_up_days, policy.grace_days)
    clock = working(protection.started_at, lengths, facts.holds, facts.activities, at)
    return LeadPage(
        badges=badges(protection),
        subtitle=[
            part
            for part in (f"{lead.postal_code} {lead.city}".strip(), lead.get_territory_display(), str(lead.user))
            if part
        ],
        actions=_actions(lead, user, protection, facts),
        facts=[
            _until(protection, at),
            _phase(protection),
            _held(clock, facts),
            _reminder(protection, facts.reminders),
            Card(label=_("Policy"), value=str(policy), note=_lengths(lengths)),
        ],
        picture=render_timeline(timeline_of(lead, protection, clock, facts, at), ident=f"lead-{lead.pk}"),
        steps=steps(clock, lengths, at),
        tables=tables(lead, user, facts, clock),
    )


def _until(protection: Protection, at: datetime) -> Card:
    tone = Tone.HELD if protection.clock_stopped else Tone.DANGER if ends_soon(protection, at) else Tone.NEUTRAL
    label = _("Protected until") if protection.is_protected else _("Protected until (ended)")
    if protection.clock_stopped and protection.stopped_until is None:
        label = _("Protected until, if restarted now")
    return Card(
        label=label, value=moment(protection.protection_expires_at), note=expiry_note(protection, at), tone=tone
    )


def _phase(protection: Protection) -> Card:
    ends = {
        "BASE": (_("until %(at)s"), protection.base_ends_at),
        "FOLLOW_UP": (_("until %(at)s"), protection.grace_starts_at),
        "GRACE": (_("until %(at)s"), protection.protection_expires_at),
        "EXPIRED": (_("since %(at)s"), protection.protection_expires_at),
    }
    text, instant = ends[protection.phase]
    return Card(label=_("Phase"), value=str(PHASES[protection.phase][0]), note=text % {"at": moment(instant)})


def _held(clock: Clock, facts: LeadFacts) -> Card:
    count = sum(hold.voided_at is None for hold in facts.holds)
    note = ngettext("%(count)s hold", "%(count)s holds", count) % {"count": count}
    return Card(label=_("Clock stood"), value=span(clock.held) if count else "–", note=note)


def _reminder(protection: Protection, reminders: Sequence[LeadReminder]) -> Card:
    current = next(
        (r for r in reminders if r.user_id == protection.user_id and r.status != ReminderStatus.CANCELLED), None
    )
    if current is not None and current.sent_at is not None:
        return Card(label=_("Reminder"), value=_("sent"), note=moment(current.sent_at), tone=Tone.GOOD)
    if current is not None:
        tone = Tone.DANGER if current.status == ReminderStatus.DEAD else Tone.WARNING
        return Card(
            label=_("Reminder"), value=str(current.get_status_display()), note=moment(current.due_at), tone=tone
        )
    if protection.clock_stopped:
        return Card(label=_("Reminder"), value=_("none"), note=_("while the clock stands"))
    if not protection.is_protected:
        return Card(label=_("Reminder"), value=_("none"), note=_("protection has ended"))
    return Card(label=_("Reminder"), value=_("planned"), note=moment(protection.reminder_due_at))


def _lengths(lengths: Lengths) -> str:
    return _("%(months)s months + %(follow)s + %(grace)s days") % {
        "months": lengths.months,
        "follow": lengths.follow_up_days,
        "grace": lengths.grace_days,
    }


def _actions(lead: Lead, user: User, protection: Protection, facts: LeadFacts) -> list[Action]:
    def to(change: str) -> str:
        return reverse("admin:leads_lead_make_change", args=[lead.pk, change])

    running = facts.running_hold
    offered = [
        ("leads.record_activity", Action(label=_("Record activity"), url=to("activity"), icon="plus")),
        ("leads.reassign_lead", Action(label=_("Hand over"), url=to("handover"))),
        ("leads.assign_policy", Action(label=_("Assign policy"), url=to("policy"))),
        ("leads.change_status", Action(label=_("Change status"), url=to("status"))),
    ]
    if protection.clock_stopped and running is not None:
        url = reverse("admin:leads_lead_change_fact", args=[lead.pk, "release", running.pk])
        offered.append(("leads.release_hold", Action(label=_("Restart clock"), url=url, primary=True, icon="play")))
    elif protection.is_protected:
        offered.append(("leads.place_hold", Action(label=_("Stop clock"), url=to("hold"), primary=True, icon="pause")))
    else:
        offered.append(("leads.place_hold", Action(label=_("Record hold"), url=to("hold"), icon="pause")))
    return [action for permission, action in offered if user.has_perm(permission)]
