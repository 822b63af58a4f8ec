"""Run FreshOps' programs as a person would: in processes of their own, with an environment of their own."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import connection

from freshops.embedded.layout import RUNTIME
from freshops.environment import BASE_DIR
from tests import run

# What a login shell has; nothing of this test run's settings leaks in.
KEPT = ("PATH", "HOME", "LANG")


def environment(data_dir: Path, **extra: str) -> dict[str, str]:
    """An environment for a run in `data_dir`, without disk syncs (the tests cut no power)."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return {**kept, "FRESHOPS_DATA_DIR": str(data_dir), "EMBEDDED_FSYNC": "off", **extra}


def python(*arguments: str, env: dict[str, str], timeout: float = 180) -> subprocess.CompletedProcess[str]:
    """Run Python with `arguments` in the project folder to its end; both outputs in `stdout`. `timeout`: seconds."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=BASE_DIR,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=timeout,
        check=False,
    )


def wait_for(condition: Callable[[], bool], seconds: float, what: str) -> None:
    """Return as soon as `condition` holds; AssertionError naming `what` after `seconds`."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"waited {seconds:.0f} s for {what}"
        time.sleep(0.05)


def environment_of_the_test_database() -> dict[str, str]:
    """For a process that works beside the test, on its database."""
    return {
        **{name: os.environ[name] for name in ("PATH", "HOME", "FRESHOPS_DATA_DIR")},
        "FRESHOPS_DEMO": "1",
        "DATABASE_URL": run.layout().database_url(RUNTIME, str(connection.settings_dict["NAME"])),
        "REDIS_URL": settings.CELERY_BROKER_URL,
    }
