"""Checks as the tests ask them."""

from typing import Any
from uuid import UUID

from django.contrib.auth.models import Permission

from core.models import User
from operations.runbooks.checks.registry import CHECKS, Check, ParameterType
from operations.runbooks.checks.running import CheckResult, run_check
from tests.factories import UserFactory

NOBODY = UUID("0199a3c4-5d6e-7f80-9a1b-2c3d4e5f6071")


def superuser() -> User:
    """Somebody who may run every check, on all leads."""
    return User.objects.filter(is_superuser=True).first() or UserFactory.create(is_superuser=True, territories=[])


def ask(name: str, user: User | None = None, **parameters: Any) -> CheckResult:
    """What a check finds; asked by a superuser unless `user` is somebody else."""
    return run_check(name=name, user=user or superuser(), parameters=parameters)


def column(result: CheckResult, name: str) -> list[Any]:
    """One column of what was found."""
    index = list(result.columns).index(name)
    return [row[index] for row in result.rows]


def sample_parameters(check: Check, lead_id: int = 1, correlation_id: UUID = NOBODY) -> dict[str, Any]:
    """A value for each parameter that has no default."""
    samples = {ParameterType.LEAD_ID: lead_id, ParameterType.UUID: str(correlation_id)}
    return {each.name: samples[each.type] for each in check.parameters if each.default is None}


def names(*, scoped: bool | None = None) -> list[str]:
    """The checks, or those whose answer does (not) depend on the caller's territories."""
    return sorted(name for name, check in CHECKS.items() if scoped is None or check.scoped is scoped)


def grant(user: User, permission: str) -> User:
    """Give a right to a user; the user as read anew, since rights are remembered."""
    app_label, codename = permission.split(".")
    user.user_permissions.add(Permission.objects.get(content_type__app_label=app_label, codename=codename))
    return User.objects.get(pk=user.pk)
