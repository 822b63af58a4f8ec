"""Roles: four groups, each with the rights of the one before; each app's `roles.py` says what it adds to them."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import AppConfig
from django.contrib.auth.management import create_permissions

# From the fewest rights to the most.
ROLES = ("viewer", "clerk", "lead", "administrator")

Grants = Mapping[str, Sequence[str]]

# What this app itself grants.
GRANTS: Grants = {"administrator": ("add_user", "change_user", "view_user")}


def grants_of(app: AppConfig) -> Grants:
    """What `<app>/roles.py` says: role -> codenames of that app's permissions. Empty without such a file."""
    if find_spec(f"{app.name}.roles") is None:
        return {}
    return getattr(import_module(f"{app.name}.roles"), "GRANTS", {})


def grant_roles(sender: AppConfig, using: str, **_: Any) -> None:
    """After a migration: make the groups, and give each the rights that `sender` grants it.

    Only adds: what an administrator gave a group beyond that stays.
    """
    from django.contrib.auth.models import Group, Permission

    grants = grants_of(sender)
    if not grants:
        return
    create_permissions(sender, verbosity=0, using=using)
    codenames: list[str] = []
    for role in ROLES:
        codenames += grants.get(role, ())
        permissions = Permission.objects.using(using).filter(
            content_type__app_label=sender.label, codename__in=codenames
        )
        missing = set(codenames) - set(permissions.values_list("codename", flat=True))
        if missing:
            raise LookupError(f"{sender.name}.roles grants unknown permissions: {sorted(missing)}")
        group, _created = Group.objects.using(using).get_or_create(name=role)
        group.permissions.add(*permissions)
