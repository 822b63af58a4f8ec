"""One start or stop at a time in a data folder, across processes."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from freshops.embedded.errors import EmbeddedError


@contextmanager
def exclusive(data_dir: Path) -> Iterator[None]:
    """Make the data folder and hold its lock; the system lets go of it when the process ends, however it ends."""
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        handle = (data_dir / ".lock").open("a")
    except OSError as error:
        raise EmbeddedError(
            f"Cannot write to the data folder {data_dir}: {error.strerror}. "
            "Give the right to write there, or set FRESHOPS_DATA_DIR to another folder."
        ) from None
    with handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
