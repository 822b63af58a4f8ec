"""Names for whoever claims work in the database."""

import os
import socket
import uuid


def worker_name() -> str:
    """A name that no other run has, now or later, with the host and process for people."""
    return f"{socket.gethostname()[:30]}:{os.getpid()}:{uuid.uuid4().hex[:12]}"
