"""Which version of FreshOps runs."""

import os
import subprocess
from functools import cache
from pathlib import Path

UNKNOWN = "unknown"


@cache
def version() -> str:
    """FRESHOPS_VERSION, which an image carries; else the commit of the checkout; else "unknown"."""
    given = os.environ.get("FRESHOPS_VERSION", "").strip()
    if given:
        return given
    try:
        asked = subprocess.run(
            ["git", "rev-parse", "--short=12", "HEAD"],  # noqa: S607
            cwd=Path(__file__).parent,
            check=False,
            capture_output=True,
            text=True,
        )
    except OSError:
        return UNKNOWN
    return asked.stdout.strip() or UNKNOWN
