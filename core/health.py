"""Is everything there that FreshOps needs to work? Each check says ok, or in a line what is missing."""

from collections.abc import Callable
from typing import Any

from celery import current_app
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor

from core.services.jobs import seconds_since_success
from core.tasks import HEARTBEAT, HEARTBEAT_SECONDS

OK = "ok"
# Six beats missed in a row: not a hiccup.
STALE_SECONDS = 6 * HEARTBEAT_SECONDS


def check_database() -> str:
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("SELECT 1")
    return OK


def check_migrations() -> str:
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(waiting)} migrations are not applied: run manage.py migrate" if waiting else OK


def check_broker() -> str:
    # One that takes the connection and says nothing does not answer either.
    patience = {"socket_connect_timeout": 2, "socket_timeout": 2}
    with current_app.connection_for_write(connect_timeout=2, transport_options=patience) as connection:
        connection.ensure_connection(max_retries=0, timeout=2)
        channel: Any = connection.default_channel  # the client is the Redis transport's
        channel.client.ping()
    return OK


def check_beat() -> str:
    return check_job(HEARTBEAT)


def check_job(job: str) -> str:
    """Whether a job that runs every half minute has done so lately."""
    age = seconds_since_success(job)
    if age is None:
        return f"no {job} yet: is everything running?"
    return OK if age < STALE_SECONDS else f"last {job} {age:.0f} s ago: what runs it is down"


CHECKS: dict[str, Callable[[], str]] = {
    "database": check_database,
    "migrations": check_migrations,
    "broker": check_broker,
    "beat": check_beat,
}


def readiness() -> dict[str, str]:
    """The outcome of every check by name, `ok` or what is wrong. Never raises; tells no addresses or passwords."""
    return {name: _outcome(check) for name, check in CHECKS.items()}


def _outcome(check: Callable[[], str]) -> str:
    try:
        return check()
    except DatabaseError:
        return "the database does not answer"
    except Exception as error:  # noqa: BLE001  a check that fails is an answer, whatever it failed with
        return f"does not answer ({type(error).__name__})"
