"""The API tokens of a user: which there are, until when they work, and how one is ended or made."""

import hashlib
import shlex

from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from knox.models import AuthToken

from core.admin.texts import moment
from core.console.tables import Action, Table
from core.models import User

ALL = "all"


def tokens_of(user: User) -> list[AuthToken]:
    """The tokens of a user that work, the newest first."""
    return list(AuthToken.objects.filter(user=user, expiry__gt=timezone.now()).order_by("-created"))


def sign_of(token: AuthToken) -> str:
    """What stands for a token in an address: neither a part of the token nor what the database keeps of it."""
    return hashlib.sha256(token.digest.encode()).hexdigest()[:12]


def tokens_table(user: User, *, can_revoke: bool) -> Table:
    """The tokens of a user, each with a link to its end for those who may."""

    def revoke(sign: str) -> str:
        return reverse("admin:core_user_revoke", args=[user.pk, sign])

    tokens = tokens_of(user)
    links = [format_html('<a href="{}">{}</a>', revoke(sign_of(token)), _("Revoke …")) for token in tokens]
    return Table(
        ident="tokens",
        title=_("API tokens"),
        columns=(_("Created"), _("Works until"), *([_("Action")] if can_revoke else [])),
        rows=[
            (moment(token.created), moment(token.expiry), *([link] if can_revoke else []))
            for token, link in zip(tokens, links, strict=True)
        ],
        action=Action(label=_("Revoke all …"), url=revoke(ALL)) if can_revoke and len(tokens) > 1 else None,
    )


def token_command(user: User) -> str:
    """What makes another token for a service account, with the roles and territories that it has."""
    groups: list[Group] = sorted(user.groups.all(), key=lambda group: group.pk)
    words = ["create_service_token", user.username]
    words += [word for group in groups for word in ("--group", group.name)] or ["--group", "viewer"]
    words += [word for code in user.territories for word in ("--territory", code)]
    return shlex.join([".venv/bin/python", "manage.py", *words, "--days", "90"])
