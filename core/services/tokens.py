"""API tokens: for people after a login, for systems by an administrator. Only their hashes are kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from knox.models import AuthToken
from knox.settings import knox_settings

from core.errors import DomainError
from core.models import User
from core.territory import Territory

# A working day, like a session in the admin.
LOGIN_LIFETIME = timedelta(hours=12)


class TokenRefused(DomainError):
    """There can be no such token."""

    code = "token_refused"


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """A new token in clear text, which cannot be read again; `expires_at` is aware, UTC."""

    token: str
    expires_at: datetime
    user: User


def issue_token(*, user: User, lifetime: timedelta = LOGIN_LIFETIME) -> IssuedToken:
    """A token for `user`. Their oldest ones end where there would be more than TOKEN_LIMIT_PER_USER."""
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        running = AuthToken.objects.filter(user=user, expiry__gt=timezone.now()).order_by("-created")
        kept = running.values_list("pk", flat=True)[: knox_settings.TOKEN_LIMIT_PER_USER - 1]
        AuthToken.objects.filter(user=user).exclude(pk__in=list(kept)).delete()
        record, token = AuthToken.objects.create(user=user, expiry=lifetime)
        return IssuedToken(token, record.expiry, user)


def issue_service_token(
    *, username: str, groups: Iterable[str], territories: Iterable[str] | None, lifetime: timedelta
) -> IssuedToken:
    """A token for the service account `username`, which is made where there is none.

    The account's rights become those of `groups`; its territories become `territories` (None: as they are, all of them
    for a new one). Raises TokenRefused for an unknown group, the name of a person, and what cannot be a name.
    """
    wanted = set(groups)
    _check_name(username)
    with transaction.atomic():
        found = list(Group.objects.filter(name__in=wanted))
        if missing := wanted - {group.name for group in found}:
            known = ", ".join(Group.objects.order_by("id").values_list("name", flat=True))
            message = _("There is no group %(missing)s. There are: %(known)s.")
            raise TokenRefused(message % {"missing": ", ".join(sorted(missing)), "known": known}, code="group_unknown")
        user, created = User.objects.get_or_create(username=username, defaults={"is_service": True})
        if not user.is_service:
            message = _("%(name)s is a person. People log in for a token; take another name for the service account.")
            raise TokenRefused(message % {"name": username}, code="not_a_service_account")
        if territories is not None or created:
            user.territories = list(Territory.values if territories is None else territories)
        if created:
            user.set_unusable_password()
        user.save()
        user.groups.set(found)
        return issue_token(user=user, lifetime=lifetime)


def revoke_token(*, token: AuthToken) -> None:
    """End a token now."""
    token.delete()


def revoke_tokens(*, user: User) -> None:
    """End all tokens of a user now."""
    AuthToken.objects.filter(user=user).delete()


def _check_name(username: str) -> None:
    try:
        User._meta.get_field("username").clean(username, None)
    except ValidationError as error:
        message = _("“%(name)s” cannot be a user name: %(why)s") % {"name": username, "why": " ".join(error.messages)}
        raise TokenRefused(message, code="name_invalid", status=422) from None
