"""Users: made, changed, given a password; what somebody sets for themselves."""

from collections.abc import Collection

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext as _

from core.models import User
from core.services.tokens import revoke_tokens
from core.services.user_rules import UserRefused, check_actor, check_user, may_manage

# What an administrator enters. A person never becomes a service account, nor the other way round: the facts that one
# reports count without a second look.
EDITED = (
    "username",
    "first_name",
    "last_name",
    "email",
    "language",
    "territories",
    "is_active",
    "is_staff",
    "is_superuser",
)
OWN = ("language", "first_name", "last_name", "email")


def create_user(*, actor: User, user: User, roles: Collection[Group], password: str = "") -> User:
    """Save the new `user` with these roles. Without a password nobody can sign in as them until one is set.

    Raises UserRefused, naming the field, for what `actor` may not give; service accounts have no password at all.
    """
    with transaction.atomic():
        (actor,) = _lock(actor)
        check_actor(actor)
        check_user(actor=actor, stored=None, wanted=user, roles=roles)
        user.set_password(None if user.is_service else password or None)
        user.save(force_insert=True)
        user.groups.set(roles)
    return user


def update_user(*, actor: User, user: User, roles: Collection[Group]) -> User:
    """Save what is EDITED of `user`, and the roles. Who is deactivated loses their API tokens with it.

    Raises UserRefused, naming the field, for what `actor` may not change or give.
    """
    with transaction.atomic():
        actor, stored = _lock(actor, user)
        check_actor(actor)
        check_user(actor=actor, stored=stored, wanted=user, roles=roles)
        user.save(update_fields=EDITED)
        user.groups.set(roles)
        if stored.is_active and not user.is_active:
            revoke_tokens(user=user)
    return user


def set_password(*, actor: User, user: User, password: str) -> None:
    """Give a person a new password, which ends their sessions and API tokens. Raises UserRefused for the others."""
    with transaction.atomic():
        actor, stored = _lock(actor, user)
        check_actor(actor)
        check_password_change(actor=actor, user=stored)
        user.set_password(password)
        user.save(update_fields=["password"])
        revoke_tokens(user=user)


def check_password_change(*, actor: User, user: User) -> None:
    """Raise UserRefused where `actor` may not set the password of `user`."""
    if user.is_service:
        raise UserRefused(_("A service account has no password: it signs in by token only."))
    if not may_manage(actor, user):
        raise UserRefused(_("This user has rights that you do not have. Only a superuser may change them."))


def update_own_settings(*, user: User) -> None:
    """Save what people set for themselves (OWN), and nothing else of `user`."""
    user.save(update_fields=OWN)


def _lock(*users: User) -> list[User]:
    """The users as stored, locked in id order: two administrators cannot take each other's role at the same time."""
    wanted = {user.pk for user in users}
    found = {user.pk: user for user in User.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk")}
    return [found[user.pk] for user in users]
