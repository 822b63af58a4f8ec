"""What an answer of the library depends on, beside what it was asked: the ETag comes of it."""

import hashlib
import json
from functools import cache
from importlib.metadata import version
from typing import Any

from django.conf import settings
from django.utils.translation import override

from core.models import User
from operations.runbooks.api.library.release import RELEASE
from operations.runbooks.api.rendering import SEE_CONTACTS
from operations.runbooks.checks.registry import CHECKS
from operations.runbooks.querysets.reading import Stamp
from operations.runbooks.responsibilities import Responsibility

# Where they change, the same code may write the same answer otherwise.
_LIBRARIES = ("django", "djangorestframework", "markdown-it-py", "nh3")


def state_of(stamp: Stamp, language: str, user: User) -> list[Any]:
    """Of a version, told in a language to a user with these rights."""
    rights = sorted(right for right in _rights_that_matter() if user.has_perm(right))
    return [stamp.pk, stamp.digest, str(stamp.published_at), language, rights, stamp.contacts, made_by(language)]


@cache
def made_by(language: str) -> str:
    """What the present release adds: another one may word or render the same document otherwise."""
    with override(language):
        checks = [
            (name, str(check.title), [(each.name, str(each.label), each.default) for each in check.parameters])
            for name, check in sorted(CHECKS.items())
        ]
        roles = [(value, str(label)) for value, label in Responsibility.choices]
    libraries = [version(name) for name in _LIBRARIES]
    told = [RELEASE, libraries, settings.PUBLIC_URL, checks, roles]
    return hashlib.sha256(json.dumps(told, default=str).encode()).hexdigest()


@cache
def _rights_that_matter() -> frozenset[str]:
    return frozenset({SEE_CONTACTS, *(check.permission for check in CHECKS.values())})
