"""Start the processes of a run, keep them up, stop them all."""

import os
import signal
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from freshops.environment import Environment
from freshops.mailsink.address import port_file
from freshops.run.child import Child
from freshops.run.console import say

START_SECONDS = 180.0
MOST_DEATHS_AT_THE_START = 3
LOOK_EVERY_SECONDS = 0.3


class DoesNotStart(Exception):
    """A process does not come up; the message says which, and where its log is."""


class Stop(Exception):
    """Someone asked for the end: Ctrl-C, `make stop`, or the parent is gone."""


def _raise_stop(number: int, frame: FrameType | None) -> None:
    raise Stop


def stop_on_signals() -> None:
    """From now on, Ctrl-C and SIGTERM raise Stop."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _raise_stop)


def ignore_signals() -> None:
    """While stopping, a second Ctrl-C must not leave half of it running."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


class Supervisor:
    """The children of one run."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._logs = environment.data_dir / "log"
        self._logs.mkdir(parents=True, exist_ok=True)
        self._children: list[Child] = []
        self._parent = os.getppid()

    def start_mail_sink(self) -> None:
        """Start the sink and wait for its port: the others read it when they start."""
        note = port_file(self._environment.data_dir)
        before = note.stat().st_mtime_ns if note.exists() else 0
        child = self._start("mail", [sys.executable, "-m", "freshops.mailsink"])
        self._until(child, lambda: note.exists() and note.stat().st_mtime_ns > before)

    def start_application(self, url: str) -> None:
        """Start web, worker, relay and beat, and wait until the web server answers at `url`."""
        bin_folder = Path(sys.executable).parent
        celery = [str(bin_folder / "celery"), "-A", "freshops"]
        concurrency = os.environ.get("WORKER_CONCURRENCY") or "2"
        quiet = ["--without-gossip", "--without-mingle"]
        self._start("worker", [*celery, "worker", "-c", concurrency, *quiet, "-l", "INFO"])
        self._start("relay", [sys.executable, "manage.py", "relay_events"])
        self._start("beat", [*celery, "beat", "--pidfile=", "-l", "INFO"])
        web = self._start("web", [str(bin_folder / "gunicorn"), "-c", "python:freshops.web", "freshops.wsgi"])
        self._until(web, lambda: _answers(f"{url}/healthz"))

    def watch(self) -> None:
        """Until Stop: start again what dies, however often: what it needs may be gone for a while."""
        while True:
            time.sleep(LOOK_EVERY_SECONDS)
            if os.getppid() != self._parent:
                raise Stop
            for child in self._children:
                if child.keep_up():
                    say(f"  {child.name} died and was started again: see {child.log}")

    def stop(self) -> None:
        """Stop all children, those first that bring work."""
        for child in reversed(self._children):
            child.ask_to_stop()
        for child in reversed(self._children):
            child.wait_stopped()

    def _start(self, name: str, command: list[str]) -> Child:
        log = self._logs / f"{name}.log"
        if log.exists():
            log.replace(log.with_suffix(".log.1"))
        child = Child(name, command, log)
        child.start()
        self._children.append(child)
        return child

    def _until(self, child: Child, ready: Callable[[], bool]) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not ready():
            if time.monotonic() > deadline:
                raise DoesNotStart(f"{child.name} does not start: see {child.log}")
            for each in self._children:
                each.keep_up()
                if len(each.deaths) >= MOST_DEATHS_AT_THE_START:
                    raise DoesNotStart(f"{each.name} does not start: see {each.log}")
            time.sleep(0.1)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310  our own web server
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
