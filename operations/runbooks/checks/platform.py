"""Checks of what everything runs on: jobs, database, Redis, requests."""

from time import perf_counter

from django.utils.translation import gettext_lazy as _
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from core.health import check_broker
from operations.runbooks.checks.latency import request_latency
from operations.runbooks.checks.registry import Check, Reading, register
from operations.runbooks.checks.words import columns

RIGHT = "runbooks.check_platform"


def _broker() -> Reading:
    started = perf_counter()
    try:
        check_broker()
    except (OperationalError, RedisError, OSError):
        answers = 0
    else:
        answers = 1
    return Reading(["value", "milliseconds"], [(answers, round((perf_counter() - started) * 1000, 1))])


register(
    Check(
        name="periodic_jobs",
        title=_("Periodic jobs"),
        description=_("When each periodic job last ended well, and how often it has failed since."),
        permission=RIGHT,
        sql="periodic_jobs",
        columns=columns("job", "last_success", "age", "failed_since"),
    ),
    Check(
        name="heartbeat",
        title=_("Heartbeat"),
        description=_("How long ago a heartbeat last came through beat, Redis, a worker and the database."),
        permission=RIGHT,
        sql="heartbeat",
        unit="seconds",
        at_most=120,
        columns=columns("value", "last_success", value=_("age in seconds")),
    ),
    Check(
        name="database_connections",
        title=_("Connections of the database"),
        description=_("The share of the connections open to applications that is in use."),
        permission=RIGHT,
        sql="database_connections",
        unit="share",
        at_most=0.80,
        columns=columns("value", "used", "most", value=_("share in use")),
    ),
    Check(
        name="longest_transaction",
        title=_("Longest transaction"),
        description=_("How long the oldest open transaction has been going on, and which session it belongs to."),
        permission=RIGHT,
        sql="longest_transaction",
        unit="seconds",
        at_most=300,
        columns=columns("value", "pid", "application", "session_state", "hidden", value=_("open for seconds")),
    ),
    Check(
        name="blocked_sessions",
        title=_("Blocked sessions"),
        description=_("Sessions that wait for a lock, and which session holds it."),
        permission=RIGHT,
        sql="blocked_sessions",
        at_most=0,
        columns=columns("pid", "locked", "blocked_by", "application", "since"),
    ),
    Check(
        name="database_size",
        title=_("Size of the database"),
        description=_("How much room the database takes, and its largest tables with their indexes."),
        permission=RIGHT,
        sql="database_size",
        unit="bytes",
        columns=columns("value", "table_name", "size", value=_("bytes")),
    ),
    Check(
        name="broker",
        title=_("Redis"),
        description=_("Whether Redis, which hands tasks to the workers, answers: 1 if it does."),
        permission=RIGHT,
        read=_broker,
        at_least=1,
        columns=columns("value", "milliseconds", value=_("answers")),
    ),
    Check(
        name="request_latency",
        title=_("Latency of requests"),
        description=_(
            "Within how many seconds 95 of 100 requests were answered since the web server started; hardly moves when "
            "requests become slow."
        ),
        permission=RIGHT,
        read=request_latency,
        unit="seconds",
        columns=columns("value", "mean", "requests", value=_("P95 in seconds")),
    ),
    Check(
        name="imports_unfinished",
        title=_("Unfinished imports"),
        description=_("Imports that wait for a worker, are going on or were interrupted."),
        permission=RIGHT,
        sql="imports_unfinished",
        columns=columns("import_id", "import_state", "imported_by", "rows_done", "rows_total", "progress_at"),
    ),
)
