"""The command in a process of its own: Ctrl-C, kill -9, and going on after them."""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from freshops.environment import BASE_DIR
from leads.models import ImportState, Lead, LeadImport
from tests.factories import UserFactory
from tests.house.processes import environment_of_the_test_database, wait_for
from tests.leads.imports.files import REGISTERED_ON, csv_file

ROWS = 3000


@pytest.fixture
def start(transactional_db: None, tmp_path: Path) -> Iterator[Callable[[], subprocess.Popen[str]]]:
    """Starts the command on a long file, on the test's database."""
    UserFactory.create(username="rep")
    file = tmp_path / "leads.csv"
    file.write_bytes(csv_file([[f"Gasthof {n}", "54536", "Kröv", ""] for n in range(ROWS)]))
    env = environment_of_the_test_database()
    since = f"--registered-at={REGISTERED_ON}"
    arguments = [sys.executable, "manage.py", "import_leads", str(file), "--owner=rep", since]
    started: list[subprocess.Popen[str]] = []

    def begin() -> subprocess.Popen[str]:
        process = subprocess.Popen(
            arguments, cwd=BASE_DIR, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        started.append(process)
        return process

    yield begin
    for process in started:
        process.kill()
        process.wait()


@contextmanager
def _in_the_middle(process: subprocess.Popen[str]) -> Iterator[None]:
    """Runs its body when the import has begun, and makes sure that it was not over yet."""
    wait_for(Lead.objects.exists, 60, "the first leads")
    yield
    process.wait(60)
    assert LeadImport.objects.latest("pk").rows_done < ROWS


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_the_command_with_what_was_done(
    start: Callable[[], subprocess.Popen[str]], number: signal.Signals
) -> None:
    process = start()
    with _in_the_middle(process):
        process.send_signal(number)
    assert process.stdout is not None
    assert (process.returncode, "Traceback" in process.stdout.read()) == (130, False)
    stopped = LeadImport.objects.get()
    assert stopped.state == ImportState.STOPPED
    assert stopped.rows_done == Lead.objects.count() > 0


def test_after_kill_9_the_same_command_goes_on(start: Callable[[], subprocess.Popen[str]]) -> None:
    killed = start()
    with _in_the_middle(killed):
        killed.kill()
    done_before = LeadImport.objects.get().rows_done
    assert Lead.objects.count() == done_before
    again = start()
    output, _ = again.communicate(timeout=120)
    assert again.returncode == 0, output
    finished = LeadImport.objects.latest("pk")
    assert (finished.registered, finished.known) == (ROWS - done_before, done_before)
    assert Lead.objects.count() == ROWS
