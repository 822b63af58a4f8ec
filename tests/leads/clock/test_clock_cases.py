"""The agreed cases with their exact answers, in SQL and in Python, whatever zone the session is in."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest

from leads.clock import ActivityFact, HoldFact, Lengths, clock_at

CASES = json.loads((Path(__file__).parents[2] / "data" / "clock_cases.json").read_text(encoding="utf-8"))


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _expected(case: dict[str, Any]) -> tuple[Any, ...]:
    return (
        _instant(case["base_end"]),
        _instant(case["grace_from"]),
        _instant(case["protection_expires_at"]),
        case["state"],
        case["phase"],
        case["clock_stopped"],
    )


def _answer(reading: Any) -> tuple[Any, ...]:
    return (
        reading.base_ends_at,
        reading.grace_starts_at,
        reading.protection_expires_at,
        str(reading.state),
        str(reading.phase),
        reading.clock_stopped,
    )


@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin", "America/New_York"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_sql_gives_the_agreed_answer_in_any_session(
    app_db: psycopg.Connection, case: dict[str, Any], zone: str
) -> None:
    with app_db.transaction(force_rollback=True):
        app_db.execute("SELECT set_config('timezone', %s, true)", [zone])
        app_db.execute(
            "INSERT INTO users (id, username, password, first_name, last_name, email, is_superuser, is_staff,"
            " is_active, date_joined) VALUES (1000, 'r', '', '', '', '', false, false, true, now())"
        )
        app_db.execute("INSERT INTO leads (id, user_id, created_at) VALUES (1, 1000, %s)", [case["registered_at"]])
        for hold in case["holds"]:
            app_db.execute(
                "INSERT INTO lead_holds (lead_id, start_at, end_at) VALUES (1, %s, %s)",
                [hold["start_at"], hold["end_at"]],
            )
        for occurred_at in case["qualified_activities"]:
            app_db.execute(
                "INSERT INTO lead_activities (lead_id, kind, occurred_at) VALUES (1, 'QUALIFIED_CALL', %s)",
                [occurred_at],
            )
        answer = app_db.execute(
            "SELECT base_ends_at, grace_starts_at, protection_expires_at, state, phase, clock_stopped"
            " FROM lead_protection_as_of(%s) WHERE id = 1",
            [case["as_of"]],
        ).fetchone()
    assert answer == _expected(case)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_python_gives_the_agreed_answer(case: dict[str, Any]) -> None:
    clock = clock_at(
        datetime.fromisoformat(case["as_of"]),
        started_at=datetime.fromisoformat(case["registered_at"]),
        lengths=Lengths(),
        holds=[HoldFact(datetime.fromisoformat(h["start_at"]), _instant(h["end_at"])) for h in case["holds"]],
        activities=[ActivityFact(datetime.fromisoformat(a)) for a in case["qualified_activities"]],
    )
    assert _answer(clock) == _expected(case)
