"""The page of one user, above the form: state, password, tokens."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.admin.texts import state_badges
from core.admin.tokens import token_command, tokens_table
from core.console.tables import Action, Table
from core.models import User


@dataclass(frozen=True, slots=True)
class UserPage:
    """What `admin/core/user/change_form.html` shows. `command` makes a token; empty for people, who log in for one."""

    badges: Sequence[SafeString]
    subtitle: str
    actions: Sequence[Action]
    tokens: Table | None
    command: str


def user_page(user: User, *, can_change: bool) -> UserPage:
    """The page of a user, for somebody who may change them, or only look."""
    tokens = tokens_table(user, can_revoke=can_change)
    password = Action(label=_("Set password"), url=reverse("admin:core_user_password", args=[user.pk]), icon="key")
    return UserPage(
        badges=state_badges(user),
        subtitle=user.username if str(user) != user.username else "",
        actions=[password] if can_change and not user.is_service else [],
        tokens=tokens if user.is_service or tokens.rows else None,
        command=token_command(user) if user.is_service and can_change else "",
    )
