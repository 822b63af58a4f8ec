"""Doing what was confirmed with a subscription."""

from typing import Any

from django.utils.translation import gettext as _

from core.models import User
from journal.models import Subscription
from journal.services.subscriptions import disable_subscription, enable_subscription, pause_subscription


def carry_out(step: str, subscription: Subscription, user: User, data: dict[str, Any]) -> str:
    """Pause, disable or enable; what to tell the person. `data`: the form's."""
    if step == "enable":
        enable_subscription(subscription_id=subscription.pk, actor=user, catch_up=data.get("catch_up", True))
        return _("Events are delivered again.")
    why = f"{user}: {data['why']}"
    if step == "pause":
        pause_subscription(subscription_id=subscription.pk, actor=user, why=why)
        return _("Paused: events wait.")
    disable_subscription(subscription_id=subscription.pk, actor=user, why=why)
    return _("Disabled: nothing is delivered or kept for it.")
