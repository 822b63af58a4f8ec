"""Where events are found, and how many wait for a decision."""

from django.utils.translation import gettext_lazy as _

from core.console.navigation import MANY, Group, NavigationItem
from core.models import User
from journal.admin.deliveries import PARKED
from journal.admin.incoming import parked_for
from journal.models import Delivery, DeliveryState


def _parked(user: User) -> int:
    return Delivery.objects.for_user(user).filter(state=DeliveryState.PARKED)[:MANY].count()


def _incoming(user: User) -> int:
    return parked_for(user)[:MANY].count()


NAVIGATION = (
    NavigationItem(
        group=Group.JOURNAL,
        label=_("Events"),
        url_name="admin:journal_event_changelist",
        permission="journal.view_event",
    ),
    NavigationItem(
        group=Group.JOURNAL,
        label=_("Deliveries"),
        url_name="admin:journal_delivery_changelist",
        permission="journal.view_delivery",
    ),
    NavigationItem(
        group=Group.JOURNAL,
        label=_("Parked"),
        url_name="admin:journal_delivery_changelist",
        query=PARKED,
        permission="journal.view_delivery",
        count=_parked,
        urgent=True,
    ),
    NavigationItem(
        group=Group.JOURNAL,
        label=_("Subscriptions"),
        url_name="admin:journal_subscription_changelist",
        permission="journal.view_subscription",
    ),
    NavigationItem(
        group=Group.JOURNAL,
        label=_("Unknown incoming events"),
        url_name="admin:journal_incomingevent_changelist",
        permission="journal.view_incomingevent",
        count=_incoming,
        urgent=True,
    ),
    NavigationItem(
        group=Group.JOURNAL,
        label=_("Replays"),
        url_name="admin:journal_replay_changelist",
        permission="journal.view_replay",
    ),
)
