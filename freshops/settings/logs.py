"""Logging through structlog: JSON in production, readable in a demo; never a secret, never a mail's text."""

from typing import Any

import structlog

from core.secret_paths import hide_secret_paths
from freshops.settings.base import environment

_TIMESTAMPER = structlog.processors.TimeStamper(fmt="iso", utc=True)
_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    _TIMESTAMPER,
    hide_secret_paths,
]
_RENDERER: Any = (
    structlog.processors.JSONRenderer(sort_keys=True, ensure_ascii=False)
    if environment.log_format == "json"
    # Plain tracebacks: the pretty ones print local variables, passwords among them.
    else structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
)
_FINAL: list[Any] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
if environment.log_format == "json":
    _FINAL.append(structlog.processors.format_exc_info)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "structured": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processors": [*_FINAL, _RENDERER],
            "foreign_pre_chain": _SHARED,
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "structured"}},
    "root": {"handlers": ["console"], "level": environment.log_level},
    "loggers": {
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "django_structlog": {"level": "WARNING" if environment.demo else "INFO"},
        "axes": {"level": "WARNING"},
    },
}

structlog.configure(
    processors=[
        structlog.stdlib.filter_by_level,
        *_SHARED,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.StackInfoRenderer(),
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)

DJANGO_STRUCTLOG_CELERY_ENABLED = True
