"""Whose events somebody may have sent where: nobody opens a door to what they may not see themselves."""

from core.models import User
from core.territory import Territory
from journal.models import Subscription
from journal.querysets.scope import sees_everything


def may_manage(user: User, subscription: Subscription) -> bool:
    """Whether all territories of a subscription are the user's; one without any gets all events."""
    if sees_everything(user):
        return True
    return bool(subscription.territories) and set(subscription.territories) <= set(user.territories)


def territories_for(user: User) -> list[tuple[str, str]]:
    """The territories that a user may have events of sent."""
    return [
        (value, str(label)) for value, label in Territory.choices if sees_everything(user) or value in user.territories
    ]
