"""A whole installation for tests that break it: its own servers, mail sink, workers and beats, all real processes."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from email import message_from_bytes
from pathlib import Path
from typing import Any

import psycopg

from freshops.embedded.layout import SUPERUSER, Layout
from freshops.environment import BASE_DIR
from freshops.mailsink.address import mail_folder, noted_port
from tests import template
from tests.house.processes import environment, python, wait_for

# In grace since five days; nobody has been reminded.
DUE = """
INSERT INTO leads (user_id, created_at, company)
SELECT %s, berlin_instant(berlin_wall(now()) - interval '65 days' - interval '6 months'), 'Gasthof ' || n
FROM generate_series(1, %s) n
"""
UNSENT = """
SELECT count(*) FROM lead_protections p WHERE p.expires_at > now() AND NOT EXISTS (
    SELECT FROM lead_reminders r WHERE r.lead_id = p.lead_id AND r.user_id = p.user_id
      AND r.window_start = p.window_start AND r.status = 'SENT')
"""
# Triggers off: the timelines of incidents refuse it, as they should.
EMPTY = """
DO $$ BEGIN
    SET LOCAL session_replication_role = replica;
    TRUNCATE leads, lead_protections, lead_reminders, lead_expiries, job_runs, users CASCADE;
END $$
"""
STARTS_WITHIN, WORKS_WITHIN = 60.0, 90.0  # seconds; for a machine that is busy with other tests


class World:
    """One installation in a data folder."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.layout = Layout(data_dir)
        self.env = environment(
            data_dir,
            EMBEDDED_FSYNC="on",  # a commit that a crash undoes would be the test's fault, not ours
            REMINDER_SWEEP_SECONDS="1",
            FRESHOPS_MAIL_DELAY_MS="20",
            LOG_LEVEL="WARNING",
        )
        self.random = random.Random()  # noqa: S311  which moment to kill at is no secret
        self._running: list[subprocess.Popen[bytes]] = []
        self._kept: psycopg.Connection | None = None

    def set_up(self) -> None:
        """A migrated database with the schedule that this environment asks for, and the mail sink."""
        template.install(self.data_dir)
        migrated = python("manage.py", "migrate", env=self.env)
        assert migrated.returncode == 0, migrated.stdout
        self.start("-m", "freshops.mailsink")
        wait_for(lambda: noted_port(self.data_dir) is not None, STARTS_WITHIN, "the mail sink")
        self._sink = self._running.pop()

    def tear_down(self) -> None:
        """End the mail sink and our session; servers end with their folder."""
        self.kill(self._sink)
        if self._kept is not None:
            self._kept.close()

    # Processes

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start Python with `arguments`, in a process group of its own."""
        with (self.data_dir / "processes.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, *arguments],
                cwd=BASE_DIR,
                env=self.env,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._running.append(process)
        return process

    def dispatch(self) -> subprocess.Popen[bytes]:
        """Start one dispatch."""
        return self.start("manage.py", "dispatch_reminders", "--once")

    def worker(self) -> subprocess.Popen[bytes]:
        """Start a Celery worker with two processes."""
        return self.start("-m", "celery", "-A", "freshops", "worker", "-c", "2", "-l", "WARNING")

    def beat(self) -> subprocess.Popen[bytes]:
        """Start a Celery beat."""
        return self.start("-m", "celery", "-A", "freshops", "beat", "--pidfile=", "-l", "WARNING")

    def keep_up(self) -> None:
        """Start again what has ended by itself, as `make run` and Docker do."""
        for process in [process for process in self._running if process.poll() is not None]:
            self._running.remove(process)
            self.start(*process.args[1:])  # type: ignore[index]

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """kill -9, children included, and wait until their database sessions are over too."""
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def kill_all(self) -> None:
        """Kill everything that was started and still runs, but the mail sink."""
        while self._running:
            self.kill(self._running.pop())

    def finish(self, *processes: subprocess.Popen[bytes]) -> None:
        """Wait until dispatches have ended well."""
        for process in processes:
            assert process.wait(WORKS_WITHIN) == 0, (self.data_dir / "processes.log").read_text()[-3000:]

    def until(self, condition: Callable[[], bool], what: str, seconds: float = WORKS_WITHIN, look: float = 0.1) -> None:
        """Return as soon as `condition` holds: asked every `look` seconds, as asking takes time from others."""
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, f"waited {seconds:.0f} s for {what}: {self.log_end()}"
            time.sleep(look)

    def at_the_moment(self, condition: Callable[[], bool], what: str) -> None:
        """The same within a millisecond or two, to hit a moment."""
        self.until(condition, what, look=0.001)

    def log_end(self) -> str:
        """The last lines that the processes wrote."""
        return (self.data_dir / "processes.log").read_text(errors="replace")[-3000:]

    # Database

    def sql(self, statement: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """Run a statement as the superuser, in one session for all: a new one for each would keep the server busy."""
        try:
            done = self._session().execute(statement, parameters)
        except psycopg.OperationalError:  # the server has been away meanwhile, and nothing was done
            done = self._session().execute(statement, parameters)
        return done.fetchall() if done.description else []

    def _session(self) -> psycopg.Connection:
        if self._kept is None or self._kept.closed:
            self._kept = psycopg.connect(self.layout.database_url(SUPERUSER), autocommit=True)
        return self._kept

    def number(self, statement: str, *parameters: Any) -> int:
        """The number that a statement finds."""
        return int(self.sql(statement, *parameters)[0][0])

    def empty(self) -> None:
        """Forget all leads, reminders and mails."""
        self.sql(EMPTY)
        for mail in mail_folder(self.data_dir).glob("*.eml"):
            mail.unlink()

    def make_due(self, count: int) -> None:
        """Register leads whose reminder is due at once."""
        user = self.number(
            """
            INSERT INTO users (username, password, first_name, last_name, email, is_superuser, is_staff, is_active,
                               date_joined)
            VALUES (gen_random_uuid(), '', 'Jörg', 'Müller', 'rep@example.org', false, false, true, now())
            RETURNING id
            """
        )
        self.sql(DUE, user, count)

    def unsent(self) -> int:
        """How many leads still wait for their reminder."""
        return self.number(UNSENT)

    def claimed(self) -> Counter[str]:
        """The Message-IDs of all claimed reminders: those that a worker may have handed over without a record of it."""
        return Counter(found for (found,) in self.sql("SELECT message_id FROM lead_reminders WHERE claimed_by <> ''"))

    def lapse_claims(self) -> None:
        """As if the leases of dead workers had run out."""
        self.sql("UPDATE lead_reminders SET claimed_until = now() WHERE claimed_by <> ''")

    def lose(self, worker: subprocess.Popen[bytes], moment: Callable[[], bool]) -> Counter[str]:
        """Kill a worker at a moment, or when it has done all; what it held by then, whose leases are let run out."""
        self.at_the_moment(lambda: moment() or worker.poll() is not None or self.unsent() == 0, "the moment to kill")
        self.kill(worker)
        # What it had begun is committed or rolled back once the server notices.
        at_work = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'freshops_app' AND state <> 'idle'"
        self.until(lambda: self.number(at_work) == 0, "the end of what the dead worker had begun")
        held = self.claimed()
        self.sql("UPDATE lead_reminders SET claimed_until = now() WHERE claimed_by <> ''")
        return held

    # Mail

    def mails(self) -> Counter[str]:
        """How often each Message-ID reached the mail server."""
        mails = mail_folder(self.data_dir).glob("*.eml")
        return Counter(str(message_from_bytes(mail.read_bytes())["Message-ID"]) for mail in mails)

    def mail_count(self) -> int:
        """How many mails reached the mail server."""
        return sum(1 for _ in mail_folder(self.data_dir).glob("*.eml"))

    def check_every_reminder_was_sent(self, lost: Counter[str] | None = None) -> None:
        """Every due reminder is on record as sent and reached the server: once, but for those `lost` under way.

        `lost` counts how often each was claimed by a worker when it died: at most so many mails more are explained.
        """
        assert self.unsent() == 0
        on_record = {found for (found,) in self.sql("SELECT message_id FROM lead_reminders WHERE status = 'SENT'")}
        mails = self.mails()
        assert set(mails) == on_record
        unexplained = {name: times for name, times in mails.items() if times > 1 + (lost or Counter())[name]}
        assert unexplained == {}
