"""The database: the application connects as a runtime role that owns nothing; `migrate` connects as the owner."""

from typing import Any

import dj_database_url
import pghistory
from redis.backoff import NoBackoff
from redis.retry import Retry

from freshops.embedded.layout import OWNER
from freshops.settings.base import embedded, environment

_RUNTIME_URL = environment.database_url or embedded.database_url()
_OWNER_URL = environment.database_owner_url or embedded.database_url(OWNER)

# A pool is for the threads of the web server; every other process keeps one connection of its own.
_POOL = {"min_size": 1, "max_size": environment.database_pool} if environment.database_pool else None

DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        **dj_database_url.parse(_RUNTIME_URL, conn_max_age=0 if _POOL else 600, conn_health_checks=True),
        "ENGINE": "django_prometheus.db.backends.postgresql",
    }
}
if _POOL:
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = _POOL

# Read by core.owner: what `migrate` and the tests' set-up connect with instead.
DATABASE_OWNER = dj_database_url.parse(_OWNER_URL)
DATABASE_RUNTIME_ROLE = str(DATABASES["default"].get("USER", ""))

DATABASE_ROUTERS: list[str] = []
USE_TZ = True
TIME_ZONE = "Europe/Berlin"  # for display and schedules; database sessions run in UTC

# Rate limits only: Redis may be emptied or stopped at any time without a loss.
_REDIS_CACHE_URL = environment.redis_url.replace("redis+socket://", "unix://") or f"unix://{embedded.redis_socket}"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": _REDIS_CACHE_URL,
        "KEY_PREFIX": "freshops",
        # No second try: a request does not wait for counters.
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1, "retry": Retry(NoBackoff(), 0)},
    }
}

SESSION_ENGINE = "django.contrib.sessions.backends.db"

# Event tables are read in the admin as they are; the trigger functions run as the owner (core.grants).
PGHISTORY_APPEND_ONLY = True
# Every change pays for each index of its history; leads.history makes the one that history is looked up by.
PGHISTORY_FOREIGN_KEY_FIELD = pghistory.ForeignKey(db_index=False)
PGHISTORY_MIDDLEWARE_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
