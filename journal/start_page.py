"""What needs attention among the events: what is parked, who gets nothing; and the last day of deliveries."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.console.badges import Tone
from core.console.start_page import Attention, Panel, StartPage
from core.models import User
from journal.admin.incoming import parked_for
from journal.admin.lag_chart import hours_chart, in_words
from journal.admin.texts import rests, since
from journal.models import Delivery, DeliveryState, Subscription, SubscriptionState
from journal.querysets.hours import settled_by_hour

SHOWN = 5  # of each kind: the rest is one click away
LOOKED_AT = 1000  # parked events that are counted here


def attention(user: User) -> Iterable[Attention]:
    """What somebody should look at now."""
    if user.has_perm("journal.view_delivery"):
        yield from _parked(user)
    if user.has_perm("journal.view_incomingevent"):
        yield from _unknown(user)
    if user.has_perm("journal.view_subscription"):
        yield from _silent()


def _parked(user: User) -> Iterator[Attention]:
    first = Delivery.objects.for_user(user).filter(state=DeliveryState.PARKED).order_by("id").values("pk")[:LOOKED_AT]
    groups = (
        Delivery.objects.filter(pk__in=first)
        .values_list("subscription_id", "subscription__name")
        .annotate(events=Count("pk"), oldest=Min("settled_at"))
        .order_by("oldest")
    )
    for subscription_id, name, events, oldest in groups[:SHOWN]:
        told = ngettext("%(count)s event for %(name)s", "%(count)s events for %(name)s", events)
        yield Attention(
            badge=_("Parked"),
            tone=Tone.DANGER,
            title=told % {"count": events, "name": name},
            url=reverse("admin:journal_delivery_changelist") + f"?state=PARKED&subscription={subscription_id}",
            note=_for(oldest),
            weight=80,
        )


def _unknown(user: User) -> Iterator[Attention]:
    received = list(parked_for(user).order_by("received_at").values_list("received_at", flat=True)[:LOOKED_AT])
    if received:
        told = ngettext("%(count)s incoming event", "%(count)s incoming events", len(received))
        yield Attention(
            badge=_("Unknown type"),
            tone=Tone.WARNING,
            title=told % {"count": len(received)},
            url=reverse("admin:journal_incomingevent_changelist"),
            note=_for(received[0]),
            weight=60,
        )


def _silent() -> Iterator[Attention]:
    """Subscriptions that are disabled or rest."""
    rows = Subscription.objects.filter(Q(state=SubscriptionState.DISABLED) | Q(rests_until__gt=timezone.now()))
    silent = [row for row in rows.order_by("name") if row.state == SubscriptionState.DISABLED or rests(row)]
    for row in silent[:SHOWN]:
        disabled = row.state == SubscriptionState.DISABLED
        yield Attention(
            badge=_("Disabled") if disabled else _("Receiver down"),
            tone=Tone.DANGER if disabled else Tone.WARNING,
            title=row.name,
            url=reverse("admin:journal_subscription_change", args=[row.pk]),
            note=_for(row.state_at) if disabled else _failures(row),
            weight=70 if disabled else 40,
        )


def _for(instant: datetime) -> str:
    return _("for %(age)s") % {"age": since(instant)}


def _failures(row: Subscription) -> str:
    count = row.failures_in_a_row
    return ngettext("%(count)s failure in a row", "%(count)s failures in a row", count) % {"count": count}


def panels(user: User) -> Iterable[Panel]:
    """The last day."""
    if user.has_perm("journal.view_delivery"):
        hours = settled_by_hour(user)
        yield Panel(
            title=_("Events delivered"),
            content=hours_chart(hours, ident="delivered"),
            note=in_words(hours),
            url=reverse("admin:journal_delivery_changelist"),
            wide=True,
        )


START_PAGE = StartPage(order=40, attention=attention, panels=panels)
