"""The page of one subscription, above its form: how it stands, its last day, what is parked, what can be done."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from core.admin.texts import moment
from core.console.badges import Tone
from core.console.start_page import Card
from core.console.tables import Action, Table
from core.models import User
from journal.admin.lag_chart import hours_chart, in_words
from journal.admin.page import ObjectPage
from journal.admin.subscription_steps import STEPS
from journal.admin.texts import counted, place, since, state_note, subscription_badge, told
from journal.models import Delivery, DeliveryState, Subscription, SubscriptionState
from journal.querysets.health import Health, health_by_subscription
from journal.querysets.hours import settled_by_hour

SHOWN = 10
MOST_SHOWN = 120  # characters of an error


def subscription_page(subscription: Subscription, user: User, *, can_change: bool) -> ObjectPage:
    """The page as `user` may see it; steps are offered to those who may change it."""
    health = health_by_subscription().get(subscription.pk, Health())
    hours = settled_by_hour(user, subscription.pk)
    note = state_note(subscription)
    return ObjectPage(
        badges=[subscription_badge(subscription)],
        subtitle=[str(subscription.get_kind_display()), subscription.target if can_change else place(subscription)],
        actions=_actions(subscription, user) if can_change else [],
        facts=health_cards(health),
        notes=[note] if note else [],
        chart=hours_chart(hours, ident="hours"),
        chart_note=in_words(hours),
        tables=[_parked(subscription, user)] if user.has_perm("journal.view_delivery") else [],
    )


def health_cards(health: Health) -> list[Card]:
    """The figures of a subscription."""
    return [
        Card(label=_("Waiting"), value=counted(health.waiting)),
        Card(
            label=_("Parked"),
            value=counted(health.parked),
            tone=Tone.DANGER if health.parked else Tone.NEUTRAL,
            note=_("hold up what follows them") if health.parked else "",
        ),
        Card(label=_("Oldest waiting"), value=since(health.oldest_waiting), note=_since(health)),
        Card(
            label=_("Last success"),
            value=moment(health.last_success) if health.last_success else _("none yet"),
            note=_("%(age)s ago") % {"age": since(health.last_success)} if health.last_success else "",
        ),
    ]


def _since(health: Health) -> str:
    return _("since %(at)s") % {"at": moment(health.oldest_waiting)} if health.oldest_waiting else ""


def _actions(subscription: Subscription, user: User) -> list[Action]:
    offered = [
        Action(
            label=f"{step.title} …",
            url=reverse("admin:journal_subscription_step", args=[subscription.pk, name]),
            icon=step.icon,
            primary=step.primary,
        )
        for name, step in STEPS.items()
        if step.possible(subscription)
    ]
    if user.has_perm("journal.replay_event") and subscription.state != SubscriptionState.DISABLED:
        url = f"{reverse('admin:journal_replay_add')}?subscription={subscription.pk}"
        offered.append(Action(label=_("Send events again …"), url=url))
    return offered


def _parked(subscription: Subscription, user: User) -> Table:
    rows = Delivery.objects.for_user(user).filter(subscription=subscription, state=DeliveryState.PARKED)
    url = reverse("admin:journal_delivery_changelist") + f"?state=PARKED&subscription={subscription.pk}"
    found = list(rows.order_by("id")[:SHOWN])
    return Table(
        ident="parked",
        title=_("Parked events"),
        columns=(_("Event"), _("About"), _("Attempts"), _("Parked"), _("Last error")),
        rows=[
            (
                format_html(
                    '<a href="{}">{}</a>', reverse("admin:journal_delivery_change", args=[row.pk]), row.event_type
                ),
                row.stream,
                str(row.attempts),
                moment(row.settled_at),
                told(row.last_error, MOST_SHOWN) or "–",
            )
            for row in found
        ],
        empty=_("None. Everything that was tried often enough has arrived."),
        action=Action(label=_("Show all"), url=url) if found else None,
    )
