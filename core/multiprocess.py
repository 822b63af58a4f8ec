"""Metrics of the web server's processes: each keeps its own in a file, and a scrape adds them up.

No Django in here: the process that watches over the others calls it, and never loads the application.
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from prometheus_client import REGISTRY, CollectorRegistry, generate_latest, multiprocess
from prometheus_client.mmap_dict import MmapedDict

# Takes the place of a process id in the name of a file: all the processes that are gone.
GONE = "gone"
_LOCK = "lock"

Merge = Callable[[float, float], float]
# What is kept of a process that is gone; all else (how much memory it has, say) goes with it.
_KEPT: dict[str, Merge] = {
    "counter": lambda before, last: before + last,
    "histogram": lambda before, last: before + last,
    "summary": lambda before, last: before + last,
    "gauge_max": max,
}


def read_processes() -> bytes:
    """The metrics of all processes in Prometheus' text format; of this one, where it is the only one."""
    folder = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
    if not folder:
        return generate_latest(REGISTRY)
    registry = CollectorRegistry(auto_describe=False)
    multiprocess.MultiProcessCollector(registry, folder)
    with _locked(Path(folder), fcntl.LOCK_SH):
        return generate_latest(registry)


def fold_process(pid: int, folder: Path) -> None:
    """Add what a process that is gone has counted to that of all before it, and delete its files.

    Workers come and go; without this, each scrape would read the files of all that ever were. A scrape sees it either
    before or after.
    """
    with _locked(folder, fcntl.LOCK_EX):
        for kind, merge in _KEPT.items():
            last = folder / f"{kind}_{pid}.db"
            if last.exists():
                _fold(last, folder / f"{kind}_{GONE}.db", merge)
        for left in folder.glob(f"*_{pid}.db"):
            left.unlink()


def _fold(last: Path, into: Path, merge: Merge) -> None:
    kept = MmapedDict(str(into))
    try:
        for key, value, _timestamp, _position in MmapedDict.read_all_values_from_file(str(last)):
            kept.write_value(key, merge(kept.read_value(key)[0], value), 0.0)
    finally:
        kept.close()


@contextmanager
def _locked(folder: Path, how: int) -> Iterator[None]:
    with (folder / _LOCK).open("a") as file:
        fcntl.flock(file, how)
        yield
