"""What needs attention among the leads today, and how the next weeks look."""

from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import TypeVar

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.console.badges import Tone
from core.console.start_page import Attention, Card, Panel, StartPage
from core.models import User
from core.svg import Bar, bar_chart
from leads.admin.fact_list import lead_name, lead_url
from leads.admin.lead_list import EXPIRING, STANDING
from leads.admin.texts import calendar_days, relative, subject
from leads.models import Lead, LeadExpiry, LeadReminder
from leads.querysets.leads import OpenEnded
from leads.querysets.overview import expiring_by_week, running_holds_by_reason, sent_in_time
from leads.services.reminders.words import told

SHOWN = 5  # of each kind: the rest is one click away
TARGET = 0.95  # reminders sent within the promised hour


Part = TypeVar("Part")


def _for_viewers(show: Callable[[User], Iterator[Part]]) -> Callable[[User], Iterable[Part]]:
    """Nothing for people who may not see leads."""

    @wraps(show)
    def shown(user: User) -> Iterable[Part]:
        return show(user) if user.has_perm("leads.view_lead") else ()

    return shown


@_for_viewers
def cards(user: User) -> Iterator[Card]:
    """The figures of the morning."""
    leads = Lead.objects.for_user(user).filter(status="OPEN")
    expiring, overdue = leads.expiring_within(10).count(), leads.reminder_overdue().count()
    yield Card(
        label=_("Expires within 10 days"),
        value=number_format(expiring, force_grouping=True),
        note=ngettext("%(count)s reminder overdue", "%(count)s reminders overdue", overdue) % {"count": overdue}
        if overdue
        else _("all reminders sent"),
        url=_list(EXPIRING),
        tone=Tone.DANGER if overdue else Tone.NEUTRAL,
    )
    standing, long = leads.clock_stopped().count(), leads.clock_stopped_for(30).count()
    yield Card(
        label=_("Clock stands"),
        value=number_format(standing, force_grouping=True),
        note=ngettext("%(count)s for over 30 days", "%(count)s for over 30 days", long) % {"count": long}
        if long
        else _("none for over 30 days"),
        url=_list(STANDING),
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
        url=reverse("admin:leads_leadexpiry_changelist") + "?reminder=open",
        tone=Tone.DANGER if violations else Tone.GOOD,
    )


@_for_viewers
def attention(user: User) -> Iterator[Attention]:
    """What somebody should look at now, the worst first."""
    now = timezone.now()
    violations = LeadExpiry.objects.for_user(user).violations().select_related("user").prefetch_related("lead")
    for expiry in violations[:SHOWN]:
        yield Attention(
            badge=_("No reminder"),
            tone=Tone.DANGER,
            title=lead_name(expiry),
            url=lead_url(expiry),
            note=_("expired %(when)s, %(owner)s") % {"when": relative(expiry.expired_at, now), "owner": expiry.user},
            weight=100,
        )
    for reminder in LeadReminder.objects.for_user(user).dead().prefetch_related("lead")[:SHOWN]:
        yield Attention(
            badge=_("Mail failed"),
            tone=Tone.DANGER,
            title=lead_name(reminder),
            url=reverse("admin:leads_leadreminder_changelist") + "?status__exact=DEAD",
            note=told(reminder.last_error)[:120],
            weight=90,
        )
    leads = Lead.objects.for_user(user).filter(status="OPEN").select_related("user", "protection")
    for lead in leads.expiring_within(3).order_by(OpenEnded("protection__expires_at"), "pk")[:SHOWN]:
        ends_at = lead.protection.expires_at or now
        yield Attention(
            badge=_("Grace"),
            tone=Tone.DANGER,
            title=subject(lead),
            url=_page(lead.pk),
            note=f"{relative(ends_at, now)} · {lead.user}",
            weight=50,
        )
    for lead in leads.clock_stopped_for(30).order_by("protection__stopped_since", "pk")[:SHOWN]:
        days = calendar_days(lead.protection.stopped_since or now, now)
        yield Attention(
            badge=_("Clock stands"),
            tone=Tone.HELD,
            title=subject(lead),
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
        url=_list("expires=60&status__exact=OPEN"),
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
            url=_list(STANDING),
        )


def _list(query: str) -> str:
    return f"{reverse('admin:leads_lead_changelist')}?{query}"


def _page(lead_id: int) -> str:
    return reverse("admin:leads_lead_change", args=[lead_id])


START_PAGE = StartPage(order=10, cards=cards, attention=attention, panels=panels)
