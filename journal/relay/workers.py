"""Names for those who claim deliveries."""

import os
import socket
from uuid import uuid4


def worker_name() -> str:
    """A name that no other process has, now or later."""
    return f"relay:{socket.gethostname()}:{os.getpid()}:{uuid4().hex[:8]}"
