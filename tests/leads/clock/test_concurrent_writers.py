"""Many writers on the same leads at the same moment: no fact is lost in the projection."""

import random
import threading
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from django.db import connection

from leads.services.projection import find_drift
from tests.factories import UserFactory
from tests.leads.clock import facts
from tests.leads.clock.histories import instant

WRITERS, WRITES = 6, 25


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seed", range(3))
def test_projection_equals_definition_after_concurrent_writers(seed: int) -> None:
    owners = [UserFactory.create(), UserFactory.create()]
    leads = [facts.insert_lead(owners[0].pk, instant(1000 + n)) for n in range(3)]
    start = threading.Barrier(WRITERS)
    settings = connection.get_connection_params()
    url = {name: settings[name] for name in ("host", "user", "dbname") if settings.get(name)}

    def write(number: int) -> int:
        dice = random.Random(seed * 100 + number)  # noqa: S311  (repeatable, not secret)
        refused = 0
        with psycopg.connect(**url, autocommit=True) as session:
            start.wait()
            for _ in range(WRITES):
                lead_id, tick = dice.choice(leads), dice.randrange(1000, 3600)
                try:
                    match dice.randrange(6):
                        case 0 | 1:
                            session.execute(
                                "INSERT INTO lead_activities (lead_id, kind, occurred_at)"
                                " VALUES (%s, 'QUALIFIED_CALL', %s)",
                                [lead_id, instant(tick)],
                            )
                        case 2 | 3:
                            session.execute(
                                "INSERT INTO lead_holds (lead_id, start_at, end_at) VALUES (%s, %s, %s)",
                                [lead_id, instant(tick), instant(tick + dice.randrange(1, 40))],
                            )
                        case 4:
                            session.execute(
                                "UPDATE lead_holds SET voided_at = now(), void_reason = 'x' WHERE id ="
                                " (SELECT max(id) FROM lead_holds WHERE lead_id = %s AND voided_at IS NULL)",
                                [lead_id],
                            )
                        case _:
                            session.execute(
                                "UPDATE leads SET user_id = %s WHERE id = %s", [dice.choice(owners).pk, lead_id]
                            )
                except (psycopg.errors.ExclusionViolation, psycopg.errors.UniqueViolation):
                    refused += 1  # an overlap: refused by the database, as it should be
        return refused

    with ThreadPoolExecutor(WRITERS) as pool:
        refused = sum(pool.map(write, range(WRITERS)))

    assert refused < WRITERS * WRITES
    assert [drift for chunk in find_drift() for drift in chunk.drift] == []
