"""PostgreSQL 18 and Redis from the binaries in two wheels, one pair to each data folder, started on demand."""

from collections.abc import Callable
from pathlib import Path

from freshops.embedded import postgres, redis
from freshops.embedded.errors import EmbeddedError
from freshops.embedded.layout import Layout
from freshops.embedded.lock import exclusive

__all__ = ["EmbeddedError", "Layout", "ensure_running", "stop"]

Report = Callable[[str], None]


def ensure_running(
    data_dir: Path,
    *,
    with_postgres: bool = True,
    with_redis: bool = True,
    fsync: bool = True,
    report: Report | None = None,
) -> bool:
    """Start what does not run yet; True if anything was started. `report` gets a line before each start.

    Starts in the same folder queue behind one another. EmbeddedError says in one line why a server cannot run.
    """
    layout = Layout(data_dir)
    servers = [(postgres, "PostgreSQL", with_postgres), (redis, "Redis", with_redis)]
    if all(server.running(layout) for server, _, wanted in servers if wanted):
        return False
    with exclusive(data_dir):
        started = False
        for server, name, wanted in servers:
            if wanted and not server.running(layout):
                if report:
                    report(f"Starting {name} in {data_dir}")
                try:
                    server.start(layout, fsync=fsync)
                except OSError as error:
                    raise EmbeddedError(f"{name} cannot start in {data_dir}: {error}") from None
                started = True
    return started


def stop(data_dir: Path) -> None:
    """Stop both servers of the folder and wait until they are gone; nothing happens where none runs."""
    layout = Layout(data_dir)
    if data_dir.is_dir():
        with exclusive(data_dir):
            redis.stop(layout)
            postgres.stop(layout)
