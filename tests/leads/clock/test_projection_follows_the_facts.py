"""After any order of inserts, updates, voids, moves and deletes the projection says what the facts come to."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from core.models import User
from leads.querysets.protection import protection_of
from tests.effort import tries
from tests.factories import UserFactory
from tests.leads.clock import facts
from tests.leads.clock.histories import History, histories, instant
from tests.leads.clock.ticking_model import Hold

Step = Callable[[int, int], None]


def _sql(statement: str, *params: Any) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchone()[0] if cursor.description else None


def _write_hold(hold: Hold, way: str) -> Step:
    def step(lead_id: int, other_id: int) -> None:
        insert = "INSERT INTO lead_holds (lead_id, start_at, end_at) VALUES (%s, %s, %s) RETURNING id"
        if way == "plain":
            _sql(insert, lead_id, hold.start, hold.end)
        elif way == "grown":
            _sql(
                "UPDATE lead_holds SET end_at = %s WHERE id = %s",
                hold.end,
                _sql(insert, lead_id, hold.start, hold.start),
            )
        elif way == "moved":
            _sql(
                "UPDATE lead_holds SET lead_id = %s WHERE id = %s",
                lead_id,
                _sql(insert, other_id, hold.start, hold.end),
            )
        elif way == "again":
            wrong = _sql(insert, lead_id, hold.start, hold.end)
            _sql("UPDATE lead_holds SET voided_at = now(), void_reason = 'wrong' WHERE id = %s", wrong)
            _sql(insert, lead_id, hold.start, hold.end)
        else:
            _sql("DELETE FROM lead_holds WHERE id = %s", _sql(insert, lead_id, hold.start, hold.end))
            _sql(insert, lead_id, hold.start, hold.end)

    return step


def _write_activity(moment: datetime, way: str) -> Step:
    def step(lead_id: int, other_id: int) -> None:
        insert = "INSERT INTO lead_activities (lead_id, kind, occurred_at) VALUES (%s, %s, %s) RETURNING id"
        if way == "grown":
            note = _sql(insert, lead_id, "NOTE", moment)
            _sql("UPDATE lead_activities SET kind = 'QUALIFIED_CALL' WHERE id = %s", note)
        elif way == "moved":
            call = _sql(insert, other_id, "QUALIFIED_CALL", moment)
            _sql("UPDATE lead_activities SET lead_id = %s WHERE id = %s", lead_id, call)
        else:
            _sql(insert, lead_id, "QUALIFIED_CALL", moment)

    return step


def _bogus_activity(moment: datetime, way: str) -> Step:
    def step(lead_id: int, other_id: int) -> None:
        insert = "INSERT INTO lead_activities (lead_id, kind, occurred_at) VALUES (%s, %s, %s) RETURNING id"
        call = _sql(insert, lead_id, "NOTE" if way == "plain" else "ROI_PRESENTATION", moment)
        if way == "grown":
            _sql("UPDATE lead_activities SET voided_at = now(), void_reason = 'wrong' WHERE id = %s", call)
        elif way == "moved":
            _sql("UPDATE lead_activities SET lead_id = %s WHERE id = %s", other_id, call)
        elif way != "plain":
            _sql("DELETE FROM lead_activities WHERE id = %s", call)

    return step


WAYS = st.sampled_from(["plain", "grown", "moved", "again", "deleted"])


@st.composite
def stories(draw: st.DrawFn) -> tuple[History, list[Step]]:
    """A history, and one of the many orders in which its facts may be typed in, corrected and taken back."""
    history = draw(histories(max_holds=4, max_activities=4))
    steps = [_write_hold(hold, draw(WAYS)) for hold in history.holds]
    steps += [_write_activity(moment, draw(WAYS)) for moment in history.activities]
    steps += [_bogus_activity(instant(tick), draw(WAYS)) for tick in draw(st.lists(st.integers(0, 3600), max_size=3))]
    return history, draw(st.permutations(steps))


def _projected_reading_equals_the_view(lead_id: int) -> bool | None:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT (r.base_ends_at, r.grace_starts_at, r.protection_expires_at, r.state, r.phase, r.clock_stopped,
                    r.remaining, r.reminder_due_at, p.user_id)
                IS NOT DISTINCT FROM
                   (v.base_ends_at, v.grace_starts_at, v.protection_expires_at, v.state, v.phase, v.clock_stopped,
                    v.remaining, v.reminder_due_at, v.user_id)
            FROM lead_protections p
            JOIN v_user_lead_protection v ON v.id = p.lead_id
            CROSS JOIN LATERAL lead_clock_at(p.base_local, p.grace_local, p.expires_local, p.base_ends_at IS NULL,
                p.grace_starts_at IS NULL, p.expires_at IS NULL, p.stopped_since, p.stopped_until, now()) r
            WHERE p.lead_id = %s
            """,
            [lead_id],
        )
        row = cursor.fetchone()
        return row[0] if row else None


@pytest.fixture
def owner(db: None) -> User:
    return UserFactory.create()


@settings(max_examples=tries(200))
@given(stories())
def test_projection_equals_definition_and_model_after_any_order(owner: User, story: tuple[History, list[Step]]) -> None:
    history, steps = story
    lead_id = facts.insert_lead(owner.pk, history.started_at)
    other_id = facts.insert_lead(owner.pk, history.started_at)

    for step in steps:
        step(lead_id, other_id)

    drift = facts.drift_of(lead_id) + facts.drift_of(other_id)
    reading = facts.as_reading(protection_of(lead_id, history.at))
    same_now = _projected_reading_equals_the_view(lead_id)
    facts.delete_lead(lead_id)
    facts.delete_lead(other_id)
    assert drift == []
    assert reading == facts.model_reading(history)
    assert same_now


@pytest.mark.django_db
def test_the_view_is_the_function_asked_about_now() -> None:
    lead_id = facts.insert_lead(UserFactory.create().pk, instant(0))
    facts.insert_holds(lead_id, [Hold(instant(40), instant(80)), Hold(instant(900), None)])
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM (SELECT * FROM v_user_lead_protection"
            " EXCEPT SELECT * FROM lead_protection_as_of(now())) difference"
        )
        assert cursor.fetchone() == (0,)
