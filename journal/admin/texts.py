"""How the pages of the journal say states, ages and counts."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from core.admin.texts import moment
from core.console.badges import Tone, badge
from journal.models import DeliveryState, IncomingState, Kind, Subscription, SubscriptionState
from journal.querysets.health import MOST_COUNTED

_DELIVERY_TONES = {
    DeliveryState.PENDING: Tone.WARNING,
    DeliveryState.DELIVERED: Tone.GOOD,
    DeliveryState.PARKED: Tone.DANGER,
    DeliveryState.DISCARDED: Tone.NEUTRAL,
}
_INCOMING_TONES = {
    IncomingState.RECORDED: Tone.GOOD,
    IncomingState.PARKED: Tone.DANGER,
    IncomingState.DISCARDED: Tone.NEUTRAL,
}

# What the code notes itself, in the words of `services.consumers`; shown translated.
NOTED = (gettext_noop("The code no longer declares this consumer."),)


def delivery_badge(state: str) -> SafeString:
    """What became of a delivery."""
    known = DeliveryState(state)
    return badge(known.label, _DELIVERY_TONES[known], icon="alert" if known == DeliveryState.PARKED else "")


def incoming_badge(state: str) -> SafeString:
    """What became of an event that was sent to us."""
    known = IncomingState(state)
    return badge(known.label, _INCOMING_TONES[known], icon="alert" if known == IncomingState.PARKED else "")


def rests(subscription: Subscription, now: datetime | None = None) -> bool:
    """Whether a receiver that failed again and again is left alone at the moment."""
    until = subscription.rests_until
    return subscription.state == SubscriptionState.ACTIVE and until is not None and until > (now or timezone.now())


def subscription_badge(subscription: Subscription) -> SafeString:
    """Whether events are delivered."""
    if rests(subscription):
        return badge(_("rests"), Tone.WARNING, icon="clock")
    if subscription.state == SubscriptionState.ACTIVE:
        return badge(_("active"), Tone.GOOD)
    if subscription.state == SubscriptionState.PAUSED:
        return badge(_("paused"), Tone.HELD, icon="pause")
    return badge(_("disabled"), Tone.DANGER, icon="alert")


def place(subscription: Subscription) -> str:
    """Where events go, without what may be a password: receivers put those into paths."""
    return urlsplit(subscription.target).netloc if subscription.kind == Kind.WEBHOOK else subscription.target


def state_note(subscription: Subscription) -> str:
    """Since when a subscription is not active, and why; until when it rests. Empty for one that delivers."""
    if rests(subscription):
        failures = subscription.failures_in_a_row
        text = ngettext("%(count)s failure in a row", "%(count)s failures in a row", failures) % {"count": failures}
        return _("%(told)s; rests until %(at)s") % {"told": text, "at": moment(subscription.rests_until)}
    if subscription.state == SubscriptionState.ACTIVE:
        return ""
    since = _("since %(at)s") % {"at": moment(subscription.state_at)}
    return f"{since}: {told(subscription.state_reason)}" if subscription.state_reason else since


def age(length: timedelta) -> str:
    """How long something has been waiting, in one or two units: "12 s", "5 min", "3 h 20 min", "2 days"."""
    seconds = max(int(length.total_seconds()), 0)
    if seconds < 60:
        return _("%(count)s s") % {"count": seconds}
    if seconds < 3600:
        return _("%(count)s min") % {"count": seconds // 60}
    if seconds < 2 * 86400:
        return _("%(hours)s h %(minutes)s min") % {"hours": seconds // 3600, "minutes": seconds % 3600 // 60}
    days = seconds // 86400
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}


def since(instant: datetime | None, now: datetime | None = None) -> str:
    """How long ago an instant was; a dash for none."""
    return "–" if instant is None else age((now or timezone.now()) - instant)


def counted(number: int, most: int = MOST_COUNTED) -> str:
    """A count as people read it; one that stopped at `most` says so."""
    shown = number_format(min(number, most), force_grouping=True)
    return _("over %(count)s") % {"count": shown} if number >= most else shown


def told(error: str, most: int = 2000) -> str:
    """A delivery's error in the reader's language: ours are kept as msgids, a receiver's words stay as they are.

    Cut with an ellipsis where it has more than `most` characters.
    """
    text = _(error) if error else ""
    return f"{text[:most].rstrip()}…" if len(text) > most else text
