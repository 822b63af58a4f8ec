"""`make run` in the background, for tests that look at it from outside."""

import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from freshops.environment import BASE_DIR
from tests.house.processes import environment, wait_for

START = ["-m", "freshops.run", "start"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Run:
    """A run in the background, and what it has printed."""

    process: subprocess.Popen[bytes]
    output: Path
    url: str

    def said(self, text: str) -> bool:
        assert self.process.poll() is None, self.output.read_text()
        return text in self.output.read_text()

    def get(self, path: str) -> int:
        """The HTTP status of a GET; 0 if nobody answers."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=60) as answer:  # noqa: S310
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0


class Runs:
    """Starts runs in one data folder, on one port; ends what is left at the end."""

    def __init__(self, data_dir: Path, **variables: str) -> None:
        self.data_dir, self.port = data_dir, free_port()
        small = {"DEMO_LEADS": "5", "WEB_WORKERS": "1", "WORKER_CONCURRENCY": "1"}
        self.env = environment(data_dir, PORT=str(self.port), **small, **variables)
        self._runs: list[Run] = []

    def start(self) -> Run:
        output = self.data_dir / f"output-{len(self._runs)}"
        with output.open("wb") as file:
            process = subprocess.Popen(
                [sys.executable, *START], cwd=BASE_DIR, env=self.env, stdout=file, stderr=subprocess.STDOUT
            )
        run = Run(process, output, f"http://127.0.0.1:{self.port}")
        self._runs.append(run)
        wait_for(lambda: run.said("FreshOps is ready"), 300, "the run to be ready")
        return run

    def end(self) -> None:
        for run in self._runs:
            if run.process.poll() is None:
                run.process.send_signal(signal.SIGINT)
                run.process.wait(60)
