"""`manage.py verify_protection`."""

from io import StringIO

import psycopg
import pytest
from django.core.management import call_command

from leads.services.rebuilding import rebuild_projection
from tests.leads.moments import lead_in_base

pytestmark = pytest.mark.django_db(transaction=True)


def _run(*arguments: str) -> tuple[int, str]:
    out = StringIO()
    try:
        call_command("verify_protection", *arguments, stdout=out, stderr=out)
    except SystemExit as end:
        return int(str(end.code)), out.getvalue()
    return 0, out.getvalue()


def test_it_is_content_where_the_projection_says_what_the_facts_come_to() -> None:
    lead_in_base()

    code, text = _run()

    assert (code, "1" in text) == (0, True)


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE lead_protections SET expires_at = expires_at + interval '1 day'",
        "UPDATE lead_protections SET reminder_open = NOT reminder_open",
        "DELETE FROM lead_protections",
    ],
    ids=["a wrong date", "a wrong flag", "a missing row"],
)
def test_it_prints_drift_and_exits_1_and_repairs(owner_db: psycopg.Connection, harm: str) -> None:
    lead = lead_in_base()
    owner_db.execute(harm)

    found, text = _run()
    repaired, _ = _run("--repair")
    after, _ = _run()

    assert (found, repaired, after) == (1, 1, 0)
    assert f"lead {lead.pk}" in text


def test_rebuilding_makes_every_row_anew(owner_db: psycopg.Connection) -> None:
    for _ in range(3):
        lead_in_base()
    owner_db.execute("DELETE FROM lead_protections")

    assert list(rebuild_projection()) == [3]
    assert _run()[0] == 0


@pytest.mark.parametrize("sessions", [1, 3])
def test_several_sessions_rebuild_the_same(
    owner_db: psycopg.Connection, monkeypatch: pytest.MonkeyPatch, sessions: int
) -> None:
    monkeypatch.setattr("leads.services.rebuilding.CHUNK", 2)
    for _ in range(7):
        lead_in_base()
    owner_db.execute("DELETE FROM lead_protections")

    assert list(rebuild_projection(sessions=sessions)) == [2, 4, 6, 7]
    assert _run()[0] == 0


def test_the_command_rebuilds(owner_db: psycopg.Connection) -> None:
    lead_in_base()
    owner_db.execute("DELETE FROM lead_protections")

    assert _run("--rebuild")[0] == 0


def test_a_lead_that_nobody_holds_is_drift_that_can_be_repaired(owner_db: psycopg.Connection) -> None:
    lead = lead_in_base()
    owner_db.execute("ALTER TABLE lead_ownerships DISABLE TRIGGER lead_ownerships_deleted")
    owner_db.execute("DELETE FROM lead_ownerships WHERE lead_id = %s", [lead.pk])
    owner_db.execute("ALTER TABLE lead_ownerships ENABLE TRIGGER lead_ownerships_deleted")

    found, text = _run()
    repaired, _ = _run("--repair")

    assert (found, repaired, _run()[0]) == (1, 1, 0)
    assert f"lead {lead.pk} left over" in text


def test_rebuilding_leaves_no_row_of_a_lead_that_nobody_holds(owner_db: psycopg.Connection) -> None:
    lead = lead_in_base()
    owner_db.execute("ALTER TABLE lead_ownerships DISABLE TRIGGER lead_ownerships_deleted")
    owner_db.execute("DELETE FROM lead_ownerships WHERE lead_id = %s", [lead.pk])
    owner_db.execute("ALTER TABLE lead_ownerships ENABLE TRIGGER lead_ownerships_deleted")

    assert list(rebuild_projection()) == [1]
    assert _run()[0] == 0
