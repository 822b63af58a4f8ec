"""Roles: four groups, each with the rights of the one before; each app's `roles.py` says what it adds to them."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import AppConfig, apps
from django.contrib.auth.management import create_permissions
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# From the fewest rights to the most.
ROLES = ("viewer", "clerk", "lead", "administrator")
# Roles of systems: each by itself, with no rights but its own.
SYSTEMS = ("integration", "help", "alertmanager")

Grants = Mapping[str, Sequence[str]]
Duties = Mapping[str, str | Promise]

# A group's name is data, by which commands and migrations know it; people read this.
_NAMES: Duties = {
    "viewer": pgettext_lazy("role", "Viewer"),
    "clerk": pgettext_lazy("role", "Clerk"),
    "lead": pgettext_lazy("role", "Team lead"),
    "administrator": pgettext_lazy("role", "Administrator"),
    "integration": pgettext_lazy("role", "Integration"),
    "help": pgettext_lazy("role", "Help system"),
    "alertmanager": pgettext_lazy("role", "Alertmanager"),
}

# What this app itself grants, and what that means.
GRANTS: Grants = {"administrator": ("add_user", "change_user", "view_user")}
DUTIES: Duties = {"administrator": _("adds and changes users")}


def role_name(group: str) -> str:
    """What people call a group; one that was made here by hand keeps the name that it was given."""
    return str(_NAMES.get(group, group))


def duties_of(group: str) -> list[str]:
    """What a role may do beyond the one before it, as each app's `roles.py` says it. Empty for other groups."""
    found = (_declared(app, "DUTIES").get(group) for app in apps.get_app_configs())
    return [str(text) for text in found if text]


def grants_of(app: AppConfig) -> Grants:
    """What `<app>/roles.py` says: role -> codenames of that app's permissions. Empty without such a file."""
    return _declared(app, "GRANTS")


def _declared(app: AppConfig, name: str) -> Mapping[str, Any]:
    if find_spec(f"{app.name}.roles") is None:
        return {}
    return getattr(import_module(f"{app.name}.roles"), name, {})


def grant_roles(sender: AppConfig, using: str, **options: Any) -> None:
    """After a migration: make the groups, and give each the rights that `sender` grants it.

    Only adds: what an administrator gave a group beyond that stays.
    """
    from django.contrib.auth.models import Group, Permission

    grants = grants_of(sender)
    if not grants:
        return
    create_permissions(sender, verbosity=0, using=using)
    codenames: list[str] = []
    for role in ROLES + SYSTEMS:
        codenames = [*(codenames if role in ROLES else ()), *grants.get(role, ())]
        permissions = Permission.objects.using(using).filter(
            content_type__app_label=sender.label, codename__in=codenames
        )
        missing = set(codenames) - set(permissions.values_list("codename", flat=True))
        if missing:
            raise LookupError(f"{sender.name}.roles grants unknown permissions: {sorted(missing)}")
        group, _created = Group.objects.using(using).get_or_create(name=role)
        group.permissions.add(*permissions)
