"""Celery: beat ticks, the database is the schedule, a task may be delivered twice and loses nothing when it dies."""

from freshops.settings.base import embedded, environment

# Seconds between two sweeps for what fell due since: reminders, expiries.
REMINDER_SWEEP_SECONDS = environment.reminder_sweep_seconds
KPI_REFRESH_SECONDS = environment.kpi_refresh_seconds
INCIDENT_TICK_SECONDS = environment.incident_tick_seconds
JOB_RUNS_KEPT_DAYS = environment.job_runs_kept_days
DELIVERIES_KEPT_DAYS = environment.deliveries_kept_days

# No task may run as long as this: Redis would deliver it a second time beside the first.
_VISIBILITY_SECONDS = 60 * 60

CELERY_BROKER_URL = environment.redis_url or embedded.redis_url
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": _VISIBILITY_SECONDS,
    "socket_connect_timeout": 5,
    "socket_keepalive": True,
    "health_check_interval": 30,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # wait for Redis as long as it takes
CELERY_TASK_DEFAULT_QUEUE = "freshops"
CELERY_TASK_IGNORE_RESULT = True  # results live in the database, written by services
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 30 * 60
CELERY_TASK_SOFT_TIME_LIMIT = 25 * 60
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 2, "interval_start": 0.2, "interval_step": 0.5}
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 1000
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False  # they commit as they go, and repeating is harmless
CELERY_TIMEZONE = "Europe/Berlin"
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
CELERY_BEAT_MAX_LOOP_INTERVAL = 5
DJANGO_CELERY_BEAT_TZ_AWARE = True
