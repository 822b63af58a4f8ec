"""The SQL of checks is what people are shown: described, one statement, and nothing in it that writes."""

import re

import pytest

from operations.runbooks.checks.registry import CHECKS
from operations.runbooks.checks.sql import text_of

WRITES = r"\b(insert|update|delete|merge|truncate|create|alter|drop|grant|lock|call|do|nextval|setval|pg_notify)\b"
WITH_SQL = sorted(name for name, check in CHECKS.items() if check.sql)


@pytest.mark.parametrize("name", WITH_SQL)
def test_it_is_one_described_statement_that_reads(name: str) -> None:
    check, text = CHECKS[name], text_of(CHECKS[name])
    comment, _, statement = text.partition("\nSELECT ")
    assert check.sql == name
    assert comment.startswith("-- ")
    assert all(line.startswith("-- ") for line in comment.splitlines())
    code = re.sub(r"--.*|'[^']*'", "", statement)
    assert ";" not in code
    assert not re.search(WRITES, code, re.IGNORECASE)
    assert max(map(len, text.splitlines())) <= 120


@pytest.mark.parametrize("name", WITH_SQL)
def test_it_takes_exactly_the_parameters_of_its_check(name: str) -> None:
    check = CHECKS[name]
    taken = re.findall(r"%(?:\((\w+)\)s)?", text_of(check))
    expected = {each.name for each in check.parameters} | ({"territories"} if check.scoped else set())
    assert set(taken) == expected


def test_what_python_answers_has_none() -> None:
    assert text_of(CHECKS["broker"]) == ""
