"""procrastinate on the bench's PostgreSQL, in a database of its own, with one worker in a thread."""

import asyncio
import os
import threading
from pathlib import Path
from time import perf_counter, sleep
from types import TracebackType
from typing import Any

import procrastinate
import psycopg
from psycopg.conninfo import make_conninfo

from bench.measure import Sample
from freshops.embedded.layout import SUPERUSER, Layout

DATABASE = "rival"


class Rival:
    """Jobs with a handler that does nothing but note the time."""

    def __init__(self) -> None:
        self._url = Layout(Path(os.environ["FRESHOPS_DATA_DIR"])).database_url(SUPERUSER)
        self.at: dict[int, float] = {}

    def __enter__(self) -> "Rival":
        with psycopg.connect(self._url, autocommit=True) as session:
            session.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
            session.execute(f"CREATE DATABASE {DATABASE}")
        self._rival_url = make_conninfo(self._url, dbname=DATABASE)
        self._app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=self._rival_url))
        self._sync = procrastinate.App(connector=procrastinate.SyncPsycopgConnector(conninfo=self._rival_url))
        self._sync.open()
        self._sync.schema_manager.apply_schema()
        self._app.task(name="note")(self._note)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._work)
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._loop.call_soon_threadsafe(self._worker.cancel)
        self._thread.join()
        self._sync.close()
        with psycopg.connect(self._url, autocommit=True) as session:
            session.execute(f"DROP DATABASE {DATABASE} WITH (FORCE)")

    def drain(self, jobs: int) -> float:
        """Seconds from the commit of so many jobs to the last one's handling."""
        first = len(self.at) + 1
        jobs_of: list[dict[str, Any]] = [{"n": n} for n in range(first, first + jobs)]
        self._sync.configure_task("note").batch_defer(*jobs_of)
        began = perf_counter()
        self._wait_for(first + jobs - 1)
        return perf_counter() - began

    def latency(self, looks: int, pause: float) -> Sample:
        """Seconds from commit to handler of single jobs that find the worker asleep."""
        seconds = []
        for _ in range(looks):
            number = len(self.at) + 1
            sleep(pause)
            self._sync.configure_task("note").defer(n=number)
            committed = perf_counter()
            self._wait_for(number)
            seconds.append(max(self.at[number] - committed, 0.0))
        return Sample(tuple(seconds))

    async def _note(self, n: int) -> None:
        self.at[n] = perf_counter()

    def _wait_for(self, number: int) -> None:
        while len(self.at) < number:
            sleep(0.0005)

    def _work(self) -> None:
        async def work() -> None:
            async with self._app.open_async():
                await self._app.run_worker_async(install_signal_handlers=False, listen_notify=True)

        async def until_cancelled() -> None:
            self._worker = asyncio.ensure_future(work())
            try:
                await self._worker
            except asyncio.CancelledError:
                return

        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(until_cancelled())
