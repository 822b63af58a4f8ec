"""How a date comes about, in words: every fact with what it did to the clock."""

from datetime import datetime

from django.utils.translation import gettext as _

from core.admin.texts import moment
from leads.admin.texts import span
from leads.clock import ActivityFact, Clock, HoldFact, Lengths, Verdict, clock_at
from leads.models import LeadActivity, LeadHold


def working(
    started_at: datetime, lengths: Lengths, holds: list[LeadHold], activities: list[LeadActivity], at: datetime
) -> Clock:
    """The clock of a lead with what each of its facts did; voided facts and unqualified activities left out."""
    return clock_at(
        at,
        started_at=started_at,
        lengths=lengths,
        holds=[HoldFact(hold.start_at, hold.end_at, hold.pk) for hold in holds if hold.voided_at is None],
        activities=[
            ActivityFact(activity.occurred_at, activity.pk)
            for activity in activities
            if activity.qualified and activity.voided_at is None
        ],
    )


def steps(clock: Clock, policy_lengths: Lengths, at: datetime) -> list[str]:
    """Sentences in the order of time, the last one the result."""
    told = [
        _("Protection started on %(start)s. The base period is %(months)s calendar months.")
        % {"start": moment(clock.started_at), "months": policy_lengths.months}
    ]
    facts: list[HoldFact | ActivityFact] = sorted([*clock.holds, *clock.activities], key=_when)
    told += [
        _hold_step(fact, clock.holds[fact], at)
        if isinstance(fact, HoldFact)
        else _activity_step(fact, clock.activities[fact])
        for fact in facts
    ]
    told.append(_("The base period ends on %(end)s.") % {"end": moment(clock.base_ends_at)})
    told.append(
        _("%(follow)s days of follow-up and %(grace)s days of grace: grace starts on %(start)s.")
        % {
            "follow": policy_lengths.follow_up_days,
            "grace": policy_lengths.grace_days,
            "start": moment(clock.grace_starts_at),
        }
    )
    told.append(
        _("If the clock were restarted now, protection would end on %(end)s.")
        % {"end": moment(clock.protection_expires_at)}
        if clock.clock_stopped and clock.stopped_until is None
        else _("Protection ends on %(end)s.") % {"end": moment(clock.protection_expires_at)}
    )
    return told


def _when(fact: HoldFact | ActivityFact) -> datetime:
    return fact.start_at if isinstance(fact, HoldFact) else fact.occurred_at


def _hold_step(hold: HoldFact, verdict: Verdict, at: datetime) -> str:
    values = {
        "start": moment(hold.start_at),
        "end": moment(hold.end_at),
        "span": span((hold.end_at or at) - hold.start_at),
    }
    if verdict is Verdict.TOO_LATE:
        return _("The hold from %(start)s began after protection had ended, and changes nothing.") % values
    if verdict is Verdict.BEFORE_START:
        return _("The hold from %(start)s was over before protection started, and changes nothing.") % values
    if verdict is Verdict.NO_LENGTH:
        return _("The hold on %(start)s ended when it started, and changes nothing.") % values
    if hold.end_at is None:
        return _("The clock has been standing since %(start)s, for %(span)s.") % values
    return _("The clock stood from %(start)s to %(end)s, for %(span)s; what was left moved on by that.") % values


def _activity_step(activity: ActivityFact, verdict: Verdict) -> str:
    texts = {
        Verdict.COUNTS: _("The qualified activity on %(at)s restarted the follow-up window."),
        Verdict.OVERTAKEN: _("The qualified activity on %(at)s restarted the window; a later one did so again."),
        Verdict.IN_BASE: _("The qualified activity on %(at)s lies in the base period, and changes nothing."),
        Verdict.TOO_LATE: _("The qualified activity on %(at)s came after protection had ended, and changes nothing."),
        Verdict.BEFORE_START: _("The qualified activity on %(at)s was before this protection, and changes nothing."),
    }
    return texts[verdict] % {"at": moment(activity.occurred_at)}
