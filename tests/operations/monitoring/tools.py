"""Prometheus' and Alertmanager's own tools. They come with Debian's packages, which `make monitoring` installs."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from freshops.environment import BASE_DIR

DEPLOY = BASE_DIR / "deploy"
RULES = DEPLOY / "prometheus" / "rules"
CASES = Path(__file__).with_name("promtool")
MISSING = "No {}: install it (Debian: apt-get install prometheus prometheus-alertmanager), or run `make monitoring`."


def program(name: str) -> str:
    """Where a program is. Without it the test is skipped, and in CI it fails."""
    found = shutil.which(name)
    if found is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(MISSING.format(name))
    return found


def run(name: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """What a program answers, and whether it is content."""
    command: Sequence[str] = [program(name), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def passes(name: str, *arguments: str | Path) -> str:
    """What a program prints; fails the test, with that, if it is not content."""
    answer = run(name, *arguments)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    return answer.stdout
