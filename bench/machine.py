"""What it was measured on."""

import os
import platform
from pathlib import Path


def machine() -> str:
    """Processors and memory in one line."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores{_model()}, {memory:.0f} GB of memory, {platform.system()}"


def load() -> str:
    """How busy the machine was in the last minute: figures taken while others work say little."""
    return f"{os.getloadavg()[0]:.1f}"


def anonymous_memory(pid: int) -> float | None:
    """Megabytes that process `pid` holds for itself, shared buffers apart; None where the system does not tell."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return None
    kilobytes = [int(line.split()[1]) for line in lines if line.startswith("RssAnon:")]
    return kilobytes[0] / 1024 if kilobytes else None


def _model() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return ""
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f" ({names[0]})" if names else ""
