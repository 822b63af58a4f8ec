"""Who may do what with runbooks, as the pages ask it."""

from collections.abc import Iterable

from django.contrib.auth.models import Group
from django.db.models import Q

from core.models import User
from core.roles import role_name

VIEW, EDIT, PUBLISH = "runbooks.view_runbook", "runbooks.edit_runbook", "runbooks.publish_runbook"
SEE_CONTACTS, GIVE_FEEDBACK, SEE_FEEDBACK = (
    "runbooks.view_contact",
    "runbooks.add_stepfeedback",
    "runbooks.view_stepfeedback",
)


def may_read(user: User) -> bool:
    """Whether somebody may read published runbooks."""
    return user.has_perm(VIEW)


def may_edit(user: User) -> bool:
    """Whether somebody may write drafts, and see those of others."""
    return user.has_perm(VIEW) and user.has_perm(EDIT)


def may_publish(user: User) -> bool:
    """Whether somebody may have a draft count."""
    return user.has_perm(VIEW) and user.has_perm(PUBLISH)


def roles_with(permissions: Iterable[str]) -> dict[str, list[str]]:
    """By permission ("leads.view_lead") the names of the roles that give it, from the fewest rights to the most.

    One query, and none for no permissions.
    """
    found: dict[str, list[str]] = {permission: [] for permission in permissions}
    if not found:
        return found
    wanted = Q()
    for permission in found:
        app, _dot, codename = permission.partition(".")
        wanted |= Q(permissions__content_type__app_label=app, permissions__codename=codename)
    rows = Group.objects.filter(wanted).order_by("pk")
    for name, app, codename in rows.values_list(
        "name", "permissions__content_type__app_label", "permissions__codename"
    ):
        found[f"{app}.{codename}"].append(role_name(name))
    return found
