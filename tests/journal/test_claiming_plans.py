"""Claiming reads what it claims, whatever the table held when it was last analysed."""

import os
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from django.db import connection, transaction

from freshops.embedded.layout import SUPERUSER, Layout
from journal.consumers import Consumer
from journal.models import Subscription
from journal.relay.claims import claim
from journal.relay.consuming import consume
from tests.journal.events import record_about, sql

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("nobody_else")]

READ = "SELECT idx_tup_fetch + seq_tup_read FROM pg_stat_xact_user_tables WHERE relname = 'event_deliveries'"


def as_superuser(*statements: str) -> None:
    layout = Layout(Path(os.environ["FRESHOPS_DATA_DIR"]))
    with psycopg.connect(
        layout.database_url(SUPERUSER, str(connection.settings_dict["NAME"])), autocommit=True
    ) as session:
        for statement in statements:
            session.execute(statement)


def nothing(_consumer: Subscription) -> None:
    """The queue was empty."""


def one_long_stream(_consumer: Subscription) -> None:
    for _ in range(300):
        record_about(7)


def many_delivered(consumer: Subscription) -> None:
    for lead_id in range(300):
        record_about(lead_id)
    while consume(subscription=consumer, consumer=Consumer("test", (), lambda _messages: None)):
        pass


@pytest.mark.parametrize("was_there", [nothing, one_long_stream, many_delivered])
def test_claiming_reads_what_it_claims(consumer: Subscription, was_there: Callable[[Subscription], None]) -> None:
    with transaction.atomic():
        was_there(consumer)
    as_superuser("ANALYZE integration.event_deliveries", "DELETE FROM integration.event_deliveries")
    with transaction.atomic():
        for lead_id in range(1000):
            record_about(lead_id)
        ((before,),) = sql(READ)
        assert len(claim(subscription_id=consumer.pk, limit=10, run=3)) == 10
        ((after,),) = sql(READ)
    assert after - before < 200
