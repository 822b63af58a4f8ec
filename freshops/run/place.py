"""One run for each data folder, and one program for each port."""

import errno
import fcntl
import os
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# The web server of a run that was killed hears of it from the system and needs a moment to go.
PORT_PATIENCE_SECONDS = 5.0


class PlaceTakenError(Exception):
    """Port or data folder are in use; the message says by what, and what to do."""


def _lock_file(data_dir: Path) -> Path:
    return data_dir / "run.pid"


@contextmanager
def only_run(data_dir: Path) -> Iterator[None]:
    """Hold the data folder for this run; PlaceTakenError if another one does. A killed run holds nothing."""
    with _lock_file(data_dir).open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise PlaceTakenError(
                f"FreshOps already runs in {data_dir} (process {_pid(data_dir)}): stop it with `make stop`, "
                "or set FRESHOPS_DATA_DIR and PORT for a second run."
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
        file.truncate(0)


def _pid(data_dir: Path) -> int | None:
    try:
        return int(_lock_file(data_dir).read_text())
    except (OSError, ValueError):
        return None


def stop_run(data_dir: Path) -> bool:
    """End the run of this data folder as Ctrl-C would, and wait for it; False if there is none."""
    try:
        file = _lock_file(data_dir).open("r+")
    except OSError:
        return False
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if (pid := _pid(data_dir)) is not None:
                os.kill(pid, signal.SIGTERM)
            fcntl.flock(file, fcntl.LOCK_EX)
            return True
    return False


def claim_port(host: str, port: int) -> None:
    """Return when the port is free; PlaceTakenError if it is not, and does not become so in a moment."""
    deadline = time.monotonic() + PORT_PATIENCE_SECONDS
    while True:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                if error.errno != errno.EADDRINUSE:
                    raise PlaceTakenError(f"Cannot use port {port} on {host}: {error.strerror}.") from None
            else:
                return
        if time.monotonic() > deadline:
            raise PlaceTakenError(f"Port {port} is in use: choose another, such as `PORT={port + 1} make run`.")
        time.sleep(0.2)
