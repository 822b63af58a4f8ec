"""What needs attention among the leads today, and how the next weeks look."""

from collections.abc import Iterator
from functools import wraps
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.console.badges import Tone
from core.console.start_page import Attention, Card, Panel, StartPage
from core.models import User
from core.svg import Bar, bar_chart
from leads.admin.texts import calendar_days, relative
from leads.models import Lead, LeadExpiry, LeadReminder
from leads.querysets.leads import OpenEnded
from leads.querysets.overview import expiring_by_week, running_holds_by_reason, sent_in_time
from leads.services.reminders.words import told

SHOWN = 4  # of each kind: the rest is one click away
TARGET = 0.95  # reminders sent within the promised hour


def _for_viewers(show: Any) -> Any:
    """Nothing for people who may not see leads."""

    @wraps(show)
    def shown(user: User) -> Any:
        return show(user) if user.has_perm("leads.view_lead") else ()

    return shown


@_for_viewers
def cards(user: User) -> Iterator[Card]:
    """The figures of the morning."""
    leads = Lead.objects.for_user(user)
    expiring, overdue = leads.filter(status="OPEN").expiring_within(10).count(), leads.reminder_overdue().count()
    yield Card(
        label=_("Expires within 10 days"),
        value=number_format(expiring, force_grouping=True),
        note=ngettext("%(count)s reminder overdue", "%(count)s reminders overdue", overdue) % {"count": overdue}
        if overdue
        else _("all reminders sent"),
        url=_list("expires=10"),
        tone=Tone.DANGER if overdue else Tone.NEUTRAL,
    )
    standing, long = leads.clock_stopped().count(), leads.clock_stopped_for(30).count()
    yield Card(
        label=_("Clock stands"),
        value=number_format(standing, force_grouping=True),
        note=ngettext("%(count)s for over 30 days", "%(count)s for over 30 days", long) % {"count": long}
        if long
        else _("none for over 30 days"),
        url=_list("clock=stopped"),
        tone=Tone.WARNING if long else Tone.NEUTRAL,
    )
    sent = sent_in_time(user)
    yield Card(
        label=_("Reminders within 60 minutes"),
        value="–" if sent.share is None else f"{number_format(sent.share * 100, 1)} %",
        note=_("none due in the last 30 days") if sent.share is None else _("target 95 % · last 30 days"),
        url=reverse("admin:leads_leadreminder_changelist"),
        tone=Tone.NEUTRAL if sent.share is None else Tone.GOOD if sent.share >= TARGET else Tone.DANGER,
    )
    violations = LeadExpiry.objects.for_user(user).violations().count()
    yield Card(
        label=_("Expired without a reminder"),
        value=number_format(violations, force_grouping=True),
        note=_("to be acknowledged") if violations else _("none open"),
        url=reverse("admin:leads_leadexpiry_changelist") + "?unreminded__exact=1&acknowledged_at__isempty=1",
        tone=Tone.DANGER if violations else Tone.GOOD,
    )


@_for_viewers
def attention(user: User) -> Iterator[Attention]:
    """What somebody should look at now, the worst first."""
    now = timezone.now()
    for expiry in LeadExpiry.objects.for_user(user).violations().select_related("lead", "user")[:SHOWN]:
        yield Attention(
            badge=_("No reminder"),
            tone=Tone.DANGER,
            title=str(expiry.lead),
            url=_page(expiry.lead_id),
            note=_("expired %(when)s, %(owner)s") % {"when": relative(expiry.expired_at, now), "owner": expiry.user},
            weight=100,
        )
    for reminder in LeadReminder.objects.for_user(user).dead().select_related("lead", "user")[:SHOWN]:
        yield Attention(
            badge=_("Mail failed"),
            tone=Tone.DANGER,
            title=str(reminder.lead),
            url=reverse("admin:leads_leadreminder_changelist") + "?status__exact=DEAD",
            note=told(reminder.last_error)[:120],
            weight=90,
        )
    soonest = Lead.objects.for_user(user).filter(status="OPEN").expiring_within(3)
    for lead in soonest.select_related("user", "protection").order_by(OpenEnded("protection__expires_at"))[:SHOWN]:
        expires_at = lead.protection.expires_at
        yield Attention(
            badge=_("Grace"),
            tone=Tone.DANGER,
            title=str(lead),
            url=_page(lead.pk),
            note=f"{relative(expires_at, now)} · {lead.user}",
            weight=50,
        )
    standing = Lead.objects.for_user(user).filter(status="OPEN").clock_stopped_for(30)
    for lead in standing.select_related("user", "protection").order_by("protection__stopped_since")[:SHOWN]:
        days = calendar_days(lead.protection.stopped_since, now)
        yield Attention(
            badge=_("Clock stands"),
            tone=Tone.HELD,
            title=str(lead),
            url=_page(lead.pk),
            note=ngettext("for %(count)s day", "for %(count)s days", days) % {"count": days} + f" · {lead.user}",
            weight=30,
        )


@_for_viewers
def panels(user: User) -> Iterator[Panel]:
    """The coming weeks, and why clocks stand."""
    weeks = expiring_by_week(user)
    bars = [
        Bar(
            label=_("CW %(week)s") % {"week": week.isocalendar().week} if number == 0 else str(week.isocalendar().week),
            value=count,
            tone="hot" if number == 0 else "",
        )
        for number, (week, count) in enumerate(weeks)
    ]
    yield Panel(
        title=_("Protection ends in the next 8 weeks"),
        content=bar_chart(bars, title=_("Leads that lose protection, by calendar week"), ident="expiring"),
        note=_("Open leads whose clock runs, if nothing happens"),
        url=_list("expires=60"),
    )
    reasons = running_holds_by_reason(user)
    if reasons:
        yield Panel(
            title=_("Why clocks stand"),
            content=bar_chart(
                [Bar(label=reason, value=count) for reason, count in reasons],
                title=_("Standing clocks by reason"),
                ident="standing",
            ),
            url=_list("clock=stopped"),
        )


def _list(query: str) -> str:
    return f"{reverse('admin:leads_lead_changelist')}?{query}"


def _page(lead_id: int) -> str:
    return reverse("admin:leads_lead_change", args=[lead_id])


START_PAGE = StartPage(order=10, cards=cards, attention=attention, panels=panels)
