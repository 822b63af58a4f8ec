"""The two procedures, and plain SQL: the same rules for whoever comes through the database's door."""

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction

from leads.models import LeadHold
from leads.querysets.protection import protection_of
from tests.factories import UserFactory
from tests.leads.moments import ago, ahead, expired_lead, lead_in_base

pytestmark = pytest.mark.django_db


def _call(procedure: str, *arguments: int | str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"CALL {procedure}({', '.join(['%s'] * len(arguments))})", arguments)


def test_create_lead_hold_stops_the_clock_once() -> None:
    lead, user = lead_in_base(), UserFactory.create()

    _call("create_lead_hold", lead.pk, user.pk, "Preis fehlt")
    _call("create_lead_hold", lead.pk, user.pk, "Preis fehlt")

    hold = LeadHold.objects.get(lead=lead)
    assert (hold.reason, hold.user_id, hold.end_at) == ("Preis fehlt", user.pk, None)


def test_release_lead_hold_restarts_the_clock_and_may_be_repeated() -> None:
    lead, user = lead_in_base(), UserFactory.create()
    _call("create_lead_hold", lead.pk, user.pk, "Preis fehlt")

    _call("release_lead_hold", lead.pk, user.pk)
    _call("release_lead_hold", lead.pk, user.pk)

    reading = protection_of(lead.pk)
    assert reading is not None
    assert not reading.clock_stopped
    assert LeadHold.objects.get(lead=lead).released_by == user


def test_create_lead_hold_refuses_an_expired_lead() -> None:
    lead = expired_lead()

    with pytest.raises(IntegrityError, match="cannot bring it back"):
        _call("create_lead_hold", lead.pk, lead.user_id, "Preis fehlt")


def test_the_table_takes_a_hold_after_expiry_but_it_has_no_effect() -> None:
    lead = expired_lead()
    before = protection_of(lead.pk)

    LeadHold.objects.create(lead=lead, start_at=ago(2))

    after = protection_of(lead.pk)
    assert before is not None
    assert after is not None
    assert (after.protection_expires_at, after.clock_stopped) == (before.protection_expires_at, False)


@pytest.mark.parametrize(
    ("start", "end", "constraint"),
    [
        (-10, -12, "lead_holds_end_after_start"),
        (-10, -1, "lead_holds_no_overlap"),
        (-3, None, "lead_holds_no_overlap"),
        (1, None, "lead_holds_not_in_future"),
    ],
)
def test_the_database_refuses_what_cannot_be(start: float, end: float | None, constraint: str) -> None:
    lead = lead_in_base()
    LeadHold.objects.create(lead=lead, start_at=ago(5), end_at=ago(1))

    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        LeadHold.objects.create(lead=lead, start_at=ahead(start), end_at=None if end is None else ahead(end))

    cause = refused.value.__cause__
    assert isinstance(cause, psycopg.Error)
    assert cause.diag.constraint_name == constraint


def test_a_lead_inserted_with_three_columns_is_protected_at_once_and_can_be_deleted() -> None:
    user = UserFactory.create()
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO leads (id, user_id, created_at) VALUES (4711, %s, now())", [user.pk])
        cursor.execute("SELECT state, phase FROM v_user_lead_protection WHERE id = 4711")
        assert cursor.fetchone() == ("PROTECTED", "BASE")
        cursor.execute("DELETE FROM leads WHERE id = 4711")
        cursor.execute("SELECT count(*) FROM v_user_lead_protection WHERE id = 4711")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT pgh_label FROM leads_leadevent WHERE pgh_obj_id = 4711 ORDER BY pgh_id")
        assert cursor.fetchall() == [("insert",), ("delete",)]


def test_a_new_owner_written_by_plain_sql_is_a_handover_that_starts_anew() -> None:
    lead, other = lead_in_base(), UserFactory.create()

    with connection.cursor() as cursor:
        cursor.execute("UPDATE leads SET user_id = %s WHERE id = %s", [other.pk, lead.pk])

    reading = protection_of(lead.pk)
    assert reading is not None
    assert reading.user_id == other.pk
    assert reading.started_at > lead.created_at


def test_a_corrected_registration_moves_the_whole_clock() -> None:
    lead = lead_in_base()
    earlier = ago(60)

    with connection.cursor() as cursor:
        cursor.execute("UPDATE leads SET created_at = %s WHERE id = %s", [earlier, lead.pk])

    reading = protection_of(lead.pk)
    assert reading is not None
    assert reading.started_at == earlier
