"""Running checks: the caller's right, typed parameters, a read-only transaction, a verdict."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import perf_counter
from typing import Any

import structlog
from django.db import DatabaseError
from django.utils.translation import gettext as _
from psycopg import errors as database

from core.models import User
from core.territory import Territory
from operations.runbooks.checks.errors import CheckFailed, CheckParameterWrong, CheckRefused, CheckUnknown
from operations.runbooks.checks.reading import MOST_ROWS, read_only, read_rows
from operations.runbooks.checks.registry import CHECKS, Check, Reading, Row
from operations.runbooks.checks.sql import text_of
from operations.runbooks.checks.verdicts import Verdict, value_of, verdict_on
from operations.runbooks.checks.words import in_words

__all__ = [
    "CheckFailed",
    "CheckParameterWrong",
    "CheckRefused",
    "CheckResult",
    "CheckUnknown",
    "Verdict",
    "allowed_check",
    "may_run",
    "run_check",
]

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check found.

    `rows` are under `columns`, at most 200 of them (`truncated`: there were more), with codes as words in the present
    language. `value`: what is judged; of a list how many rows there are, None where those are too many to count. `age`:
    how long ago that was so which was read, zero where it was read live. `seconds`: how long it took.
    """

    check: Check
    columns: Sequence[str]
    rows: Sequence[Row]
    truncated: bool
    value: Any
    verdict: Verdict
    measured_at: datetime
    age: timedelta
    seconds: float


def may_run(check: Check, user: User) -> bool:
    """Whether the user has the right that the check needs."""
    return user.has_perm(check.permission)


def allowed_check(name: str, user: User) -> Check:
    """The check of this name. CheckUnknown where there is none, CheckRefused where the user may not run it."""
    check = CHECKS.get(name)
    if check is None:
        raise CheckUnknown(_("There is no check “%s”.") % name)
    if not may_run(check, user):
        raise CheckRefused(
            _("This check takes the right “%s”, which you do not have.") % check.permission,
            params={"permission": check.permission},
        )
    return check


def run_check(*, name: str, user: User, parameters: Mapping[str, Any]) -> CheckResult:
    """Run a check for `user`: with their rights, and on leads of their territories alone.

    It reads in a transaction of its own that cannot write, for two seconds at most. Raises CheckUnknown, CheckRefused,
    CheckParameterWrong, CheckFailed.
    """
    check = allowed_check(name, user)
    given = _typed(check, parameters)
    if check.scoped:
        given["territories"] = Territory.values if user.is_superuser else list(user.territories)
    started = perf_counter()
    try:
        with read_only() as measured_at:
            reading = _read(check, given)
    except DatabaseError as error:
        log.warning("check_failed", check=name, user_id=user.pk, exc_info=True)
        raise CheckFailed(_why(error)) from error
    result = _result(check, reading, measured_at, perf_counter() - started)
    log.info("check_run", check=name, user_id=user.pk, verdict=result.verdict.value, seconds=round(result.seconds, 3))
    return result


def _typed(check: Check, parameters: Mapping[str, Any]) -> dict[str, Any]:
    for name, value in parameters.items():
        if (why := check.why_not(name, value)) is not None:
            raise CheckParameterWrong(why, field=name)
    typed: dict[str, Any] = {}
    for parameter in check.parameters:
        value = parameters.get(parameter.name, parameter.default)
        if value is None:
            raise CheckParameterWrong(
                _("The check needs a value for “%s”.") % parameter.label, code="check_parameter_missing",
                field=parameter.name,
            )  # fmt: skip
        typed[parameter.name] = parameter.typed(value)
    return typed


def _read(check: Check, parameters: Mapping[str, Any]) -> Reading:
    if check.read is not None:
        return check.read(**parameters)
    return read_rows(text_of(check), parameters)


def _result(check: Check, reading: Reading, measured_at: datetime, seconds: float) -> CheckResult:
    rows = reading.rows[:MOST_ROWS]
    columns = list(reading.columns)
    as_of = rows[0][columns.index("as_of")] if rows and "as_of" in columns else measured_at
    age = max(measured_at - as_of, timedelta(0))
    value = value_of(check, reading)
    truncated = len(reading.rows) > MOST_ROWS
    return CheckResult(
        check=check,
        columns=columns,
        rows=[in_words(columns, row) for row in rows],
        truncated=truncated,
        value=value,
        verdict=verdict_on(check, value, age, uncounted=truncated and value is None and check.unit == "count"),
        measured_at=measured_at,
        age=age,
        seconds=seconds,
    )


def _why(error: DatabaseError) -> str:
    match error.__cause__:
        case database.QueryCanceled():
            return _("The check took longer than two seconds and was stopped. Try again in a moment.")
        case database.LockNotAvailable():
            return _("The check waited for something that somebody has locked. Try again in a moment.")
        case database.ReadOnlySqlTransaction():
            return _("The check wanted to change something, which checks may not.")
        case _:
            return _("The database did not answer the check. Try again in a moment.")
