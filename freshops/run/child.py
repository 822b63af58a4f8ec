"""One process of the run: started, watched, started again when it dies, stopped in order."""

import os
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from freshops.environment import BASE_DIR
from freshops.run.parent import dies_with

LATELY_SECONDS = 300.0
LONGEST_REST_SECONDS = 30.0
STOP_SECONDS = 15.0


@dataclass
class Child:
    """A command with a name; what it prints goes to `log`. In a session of its own: a Ctrl-C reaches only us."""

    name: str
    command: list[str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    deaths: list[float] = field(default_factory=list)
    died_at: float | None = None

    def start(self) -> None:
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                self.command,
                cwd=BASE_DIR,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=dies_with(os.getpid()),  # noqa: PLW1509  calls one function of the C library, nothing else
            )

    def keep_up(self) -> bool:
        """Start it again if it died; True if so. The more often it died lately, the longer it rests before."""
        if self.process is None or self.process.poll() is None:
            return False
        now = time.monotonic()
        if self.died_at is None:
            self.died_at = now
            self.deaths = [at for at in self.deaths if now - at < LATELY_SECONDS] + [now]
        if now < self.died_at + min(2.0 ** (len(self.deaths) - 1) - 1, LONGEST_REST_SECONDS):
            return False
        self.died_at = None
        self.start()
        return True

    def ask_to_stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)

    def wait_stopped(self) -> None:
        """Wait for the end it was asked for; after STOP_SECONDS take it, with what it started."""
        if self.process is None:
            return
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
