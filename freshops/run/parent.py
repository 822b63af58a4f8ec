"""Nothing outlives the one who started it: children go when their parent dies, however it dies."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1


def dies_with(parent: int) -> Callable[[], None]:
    """For Popen's preexec_fn: have the system send SIGTERM to the child when `parent`, its pid, is gone. Linux only."""
    library = ctypes.CDLL(None) if sys.platform == "linux" else None  # before the fork: loading is not safe after it

    def ask() -> None:
        if library is not None:
            library.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
            if os.getppid() != parent:  # it died before we had asked
                os.kill(os.getpid(), signal.SIGTERM)

    return ask
