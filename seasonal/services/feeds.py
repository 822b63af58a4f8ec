"""Personal secret addresses of the calendar: made, made anew, ended by whoever they belong to."""

import hashlib
import secrets

import pghistory
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.models import User
from seasonal.errors import SeasonConflict
from seasonal.models import CalendarFeed
from seasonal.rights import VIEW

_BYTES = 32  # 256 bits


def make_feed(*, user: User) -> str:
    """A new secret for somebody's address; the one before it ends. In clear text here, and never again."""
    secret = secrets.token_urlsafe(_BYTES)
    with transaction.atomic(), pghistory.context(user=user.pk, source="admin"):
        CalendarFeed.objects.update_or_create(
            user=user, defaults={"digest": _digest(secret), "made_at": timezone.now()}
        )
    return secret


def revoke_feed(*, user: User) -> None:
    """End somebody's address now. Raises SeasonConflict where there is none."""
    with transaction.atomic(), pghistory.context(user=user.pk, source="admin"):
        if not CalendarFeed.objects.filter(user=user).delete()[0]:
            raise SeasonConflict(_("You have no calendar address."))


def reader_of(secret: str) -> User | None:
    """Whose address it is; None for an unknown one, and where they are not active or see seasons no more."""
    feed = CalendarFeed.objects.filter(digest=_digest(secret), user__is_active=True).select_related("user").first()
    return feed.user if feed and feed.user.has_perm(VIEW) else None


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
