"""Who may change whom, and what: nobody gives rights that they do not have, or locks themselves out."""

from collections.abc import Collection

from django.contrib.auth.models import Group, Permission
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.models import User

# Whoever has this right works with users; without it there is no way back to it.
MANAGES_USERS = "change_user"


class UserRefused(DomainError):
    """The rules about users refuse the change."""

    code = "user_refused"


def may_manage(actor: User, user: User) -> bool:
    """Whether `user` has no right that `actor` lacks: otherwise a new password for `user` would give it to `actor`."""
    if actor.is_superuser:
        return True
    # Asked of the tables: get_all_permissions() says nothing about a deactivated user, who may be activated again.
    return not user.is_superuser and not _rights_of(user).exclude(pk__in=_rights_of(actor)).exists()


def grantable_roles(actor: User) -> list[Group]:
    """The groups that `actor` may put others into, from the fewest rights to the most: those with no right beyond."""
    groups = Group.objects.order_by("pk")
    if not actor.is_superuser:
        beyond = Group.permissions.through.objects.exclude(permission__in=_rights_of(actor))
        groups = groups.exclude(pk__in=beyond.values("group_id"))
    return list(groups)


def check_user(*, actor: User, stored: User | None, wanted: User, roles: Collection[Group]) -> None:
    """Raise UserRefused, naming the field, where `actor` may not make `stored` (None: a new user) into `wanted`."""
    if stored is not None and not may_manage(actor, stored):
        raise UserRefused(_("This user has rights that you do not have. Only a superuser may change them."))
    if wanted.is_superuser != (stored is not None and stored.is_superuser) and not actor.is_superuser:
        raise UserRefused(_("Only a superuser makes superusers."), field="is_superuser")
    allowed = {group.pk for group in grantable_roles(actor)}
    if beyond := [group.name for group in roles if group.pk not in allowed]:
        message = _("You cannot give roles with rights that you do not have: %(roles)s.")
        raise UserRefused(message % {"roles": ", ".join(sorted(beyond))}, field="roles")
    if wanted.is_service and (wanted.is_staff or wanted.is_superuser):
        message = _("A service account signs in by token only, not to the back office.")
        raise UserRefused(message, field="is_staff" if wanted.is_staff else "is_superuser")
    if stored is not None and stored.pk == actor.pk:
        _check_self(stored, wanted, roles)


def check_actor(actor: User) -> None:
    """Raise UserRefused where the person who asks has just lost the right to: with `actor` locked, it stays true."""
    if not actor.is_active or not (actor.is_superuser or _rights_of(actor).filter(_manages()).exists()):
        raise UserRefused(_("You may no longer change users. Nothing has been changed."), status=403)


def _check_self(stored: User, wanted: User, roles: Collection[Group]) -> None:
    """Each would lock the person out at once, and nobody may be left who could undo it."""
    if not wanted.is_active:
        raise UserRefused(_("You cannot deactivate yourself. Ask another administrator."), field="is_active")
    if stored.is_staff and not wanted.is_staff:
        raise UserRefused(_("You cannot lock yourself out. Ask another administrator."), field="is_staff")
    if stored.is_superuser:
        if not wanted.is_superuser:
            raise UserRefused(_("You cannot lock yourself out. Ask another superuser."), field="is_superuser")
        return
    kept = Permission.objects.filter(Q(group__in=roles) | Q(user=stored))
    if not kept.filter(_manages()).exists():
        message = _("You cannot take the role of administrator away from yourself. Ask another administrator.")
        raise UserRefused(message, field="roles")


def _rights_of(user: User) -> QuerySet[Permission]:
    return Permission.objects.filter(Q(group__user=user) | Q(user=user)).order_by()


def _manages() -> Q:
    return Q(content_type__app_label="core", codename=MANAGES_USERS)
