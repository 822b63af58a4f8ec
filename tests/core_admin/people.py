"""Users for these tests, their addresses, and what their form sends."""

from typing import Any

from django.contrib.auth.models import Group

from core.models import User
from tests.factories import UserFactory

LIST = "/admin/core/user/"
ADD = f"{LIST}add/"
ME = "/admin/me/"
PASSWORD = "korrekt-pferd-heft"


def make(role: str | None, **fields: Any) -> User:
    """A user of a role who may sign in and reads English; "superuser" and None (no role) too."""
    if role in {"superuser", None}:
        fields = {"is_staff": True, "is_superuser": role == "superuser", **fields}
        role = None
    user: User = UserFactory.create(**{"language": "en", "role": role, **fields})
    return user


def page_of(user: User, page: str = "change") -> str:
    """The address of a page of a user: change, history, password."""
    return f"{LIST}{user.pk}/{page}/"


def group(name: str) -> int:
    """The id by which a form names a role."""
    return Group.objects.get(name=name).pk


def sent(user: User | None = None, /, **changes: Any) -> dict[str, Any]:
    """What the form of a user sends when nothing but `changes` is entered; False and None leave a field out."""
    values: dict[str, Any] = {"username": "neu", "language": "de", "is_active": "on"}
    if user is not None:
        values = {name: getattr(user, name) for name in ("username", "first_name", "last_name", "email", "language")}
        values |= {"territories": user.territories, "roles": [each.pk for each in user.groups.all()]}
        values |= {name: "on" for name in ("is_active", "is_staff", "is_superuser") if getattr(user, name)}
    values |= changes
    return {name: value for name, value in values.items() if value not in (False, None)}
