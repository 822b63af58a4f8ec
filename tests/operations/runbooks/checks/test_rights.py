"""Who may run which check, and who may not."""

import pytest

from operations.runbooks.checks.registry import CHECKS
from operations.runbooks.checks.running import CheckRefused, may_run
from tests.factories import UserFactory
from tests.operations.runbooks.checks.asking import ask, grant, names, sample_parameters

pytestmark = pytest.mark.django_db

PLATFORM = {name for name, check in CHECKS.items() if check.permission == "runbooks.check_platform"}


@pytest.mark.parametrize("name", names())
def test_a_check_takes_its_right_and_no_other(name: str) -> None:
    check, user = CHECKS[name], UserFactory.create()
    with pytest.raises(CheckRefused, match=check.permission) as refused:
        ask(name, user, **sample_parameters(check))
    assert refused.value.params == {"permission": check.permission}
    assert (refused.value.status, refused.value.code) == (403, "check_not_allowed")
    assert ask(name, grant(user, check.permission), **sample_parameters(check)).check is check


def test_the_right_is_asked_for_before_anything_is_told() -> None:
    with pytest.raises(CheckRefused):
        ask("expiring_soon", UserFactory.create(), weeks=1)


def test_roles() -> None:
    users = {role: UserFactory.create(role=role) for role in ("viewer", "clerk", "lead", "administrator", "help")}
    may = {role: {name for name, check in CHECKS.items() if may_run(check, user)} for role, user in users.items()}
    assert may["help"] == set()
    assert may["viewer"] == set(CHECKS) - PLATFORM - {"incoming_parked"}
    assert may["clerk"] == set(CHECKS) - {"incoming_parked"}
    assert may["lead"] == may["administrator"] == set(CHECKS)
    assert {"heartbeat", "broker", "request_latency", "blocked_sessions", "imports_unfinished"} < PLATFORM


def test_whoever_may_no_longer_sign_in_runs_nothing() -> None:
    gone = UserFactory.create(role="lead", is_active=False)
    assert not any(may_run(check, gone) for check in CHECKS.values())
