"""Run FreshOps' programs as a person would: in processes of their own, with an environment of their own."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from freshops.environment import BASE_DIR

# What a login shell has; nothing of this test run's settings leaks in.
KEPT = ("PATH", "HOME", "LANG")


def environment(data_dir: Path, **extra: str) -> dict[str, str]:
    """An environment for a run in `data_dir`, without disk syncs (the tests cut no power)."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return {**kept, "FRESHOPS_DATA_DIR": str(data_dir), "EMBEDDED_FSYNC": "off", **extra}


def python(*arguments: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run Python with `arguments` in the project folder to its end; both outputs in `stdout`."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=BASE_DIR,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=180,
        check=False,
    )


def wait_for(condition: Callable[[], bool], seconds: float, what: str) -> None:
    """Return as soon as `condition` holds; AssertionError naming `what` after `seconds`."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"waited {seconds:.0f} s for {what}"
        time.sleep(0.05)
