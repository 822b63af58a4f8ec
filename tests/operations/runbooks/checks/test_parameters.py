"""What checks may be asked with: everything else is refused, and named."""

from typing import Any
from uuid import UUID

import pytest

from operations.runbooks.checks.registry import CHECKS, Parameter, ParameterType
from operations.runbooks.checks.running import CheckParameterWrong
from tests.operations.runbooks.checks.asking import NOBODY, ask

DAYS = Parameter("days", "Days", ParameterType.INTEGER, default=10, most=30)
LEAD = Parameter("lead_id", "Lead", ParameterType.LEAD_ID)
WHICH = Parameter("which", "Which", ParameterType.UUID)
TEXT = Parameter("text", "Text", ParameterType.TEXT)
WRONG: list[tuple[Parameter, list[Any]]] = [
    (DAYS, [0, 31, -1, "", "ten", "1.5", 1.0, True, [1], {}, "٣", "1_0", "9" * 30]),
    (LEAD, [0, -4711, 2**63, "4711; DROP TABLE leads", False]),
    (WHICH, [1, "", "x", "0199a3c45d6e7f809a1b2c3d4e5f6071", f"{NOBODY}x", ["a"]]),
    (TEXT, [1, "two\nlines", "x" * 201, "nul\0"]),
]


@pytest.mark.parametrize(
    ("parameter", "value", "typed"),
    [
        (DAYS, 1, 1),
        (DAYS, "30", 30),
        (DAYS, " 7 ", 7),
        (LEAD, 2**63 - 1, 2**63 - 1),
        (LEAD, "4711", 4711),
        (WHICH, str(NOBODY), NOBODY),
        (WHICH, NOBODY, NOBODY),
        (WHICH, str(NOBODY).upper(), NOBODY),
        (TEXT, "lead/4711", "lead/4711"),
    ],
)
def test_right_values_get_their_type(parameter: Parameter, value: Any, typed: int | str | UUID) -> None:
    assert parameter.typed(value) == typed
    assert type(parameter.typed(value)) is type(typed)


@pytest.mark.parametrize(
    ("parameter", "value"),
    [(parameter, value) for parameter, values in WRONG for value in values],
)
def test_wrong_ones_are_refused(parameter: Parameter, value: Any) -> None:
    with pytest.raises(ValueError, match="This must be"):
        parameter.typed(value)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "parameters", "field", "code"),
    [
        ("expiring_soon", {"days": 0}, "days", "check_parameter"),
        ("expiring_soon", {"days": None}, "days", "check_parameter"),
        ("expiring_soon", {"weeks": 1}, "weeks", "check_parameter"),
        ("heartbeat", {"lead_id": 1}, "lead_id", "check_parameter"),
        ("protection_of_lead", {}, "lead_id", "check_parameter_missing"),
        ("protection_of_lead", {"lead_id": "x"}, "lead_id", "check_parameter"),
        ("events_of_correlation", {"correlation_id": "1"}, "correlation_id", "check_parameter"),
        ("leads_by_phase", {"territories": ["DE"]}, "territories", "check_parameter"),
    ],
)
def test_a_check_names_the_one_at_fault(name: str, parameters: dict[str, Any], field: str, code: str) -> None:
    with pytest.raises(CheckParameterWrong) as refused:
        ask(name, **parameters)
    assert (refused.value.field, refused.value.code, refused.value.status) == (field, code, 422)


@pytest.mark.django_db
def test_a_default_counts_where_nothing_is_given() -> None:
    assert ask("expiring_soon").rows == ask("expiring_soon", days=10).rows


def test_documents_are_told_the_same() -> None:
    check = CHECKS["expiring_soon"]
    assert check.why_not("days", 10) is None
    assert check.why_not("days", 5000) == "This must be between 1 and 3650."
    assert "no parameter" in str(check.why_not("weeks", 1))
