"""Gunicorn's configuration: `gunicorn -c python:freshops.web freshops.wsgi`."""

import os
import shutil
from pathlib import Path
from typing import Any

from freshops.environment import data_dir

bind = f"{os.environ.get('HOST') or '127.0.0.1'}:{os.environ.get('PORT') or 8000}"
# More than cores: two requests at once in one process take turns at every statement, in two processes they do not.
workers = int(os.environ.get("WEB_WORKERS") or 4)
threads = int(os.environ.get("WEB_THREADS") or 8)
worker_class = "gthread"
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108  heartbeats: must not wait for a disk
timeout = 60  # seconds
graceful_timeout = 20
keepalive = 5
max_requests = 5000
max_requests_jitter = 500
control_socket_disable = True
accesslog = None  # django-structlog logs requests, with their ids
errorlog = "-"
# One database connection for each thread, and one to spare for health checks.
raw_env = [f"DATABASE_POOL={threads + 1}"]

_METRICS = Path(os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", str(data_dir() / "metrics")))


def on_starting(server: Any) -> None:
    """Counters of processes that are gone: begin anew."""
    shutil.rmtree(_METRICS, ignore_errors=True)
    _METRICS.mkdir(parents=True)


def child_exit(server: Any, worker: Any) -> None:
    """Keep a worker's counters, drop its gauges and its files."""
    # Not before the folder is known: with its first import the library decides where counters are kept.
    from core.multiprocess import fold_process

    try:
        fold_process(worker.pid, _METRICS)
    except Exception:  # killed while it wrote, perhaps: its counts are lost, and the others go on
        server.log.exception("The counters of worker %s cannot be read.", worker.pid)
