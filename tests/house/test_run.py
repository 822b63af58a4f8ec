"""`make run`: everything up, everything down, after any kind of end, and in one line what is in the way."""

import os
import signal
import smtplib
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from freshops.embedded import postgres, redis
from freshops.embedded.layout import Layout
from freshops.mailsink.address import mail_folder, noted_port
from tests.house.processes import environment, python, wait_for
from tests.house.runs import START, Run, Runs, free_port


@pytest.fixture
def runs(data_dir: Path) -> Iterator[Runs]:
    made = Runs(data_dir)
    yield made
    made.end()


def test_the_life_of_a_run(runs: Runs) -> None:
    """One story, because every first start costs half a minute: started, hurt, killed, started, stopped, ..."""
    run = runs.start()
    the_person_is_told_where_everything_is(run, runs)
    everything_works_together(run)
    mail_sent_to_the_sink_is_kept(runs)
    a_second_run_in_the_folder_is_refused(runs)
    a_process_that_dies_is_started_again(run)
    without_redis_people_go_on_working(run, runs)

    run.process.kill()
    run.process.wait()
    wait_for(lambda: run.get("/healthz") == 0, 30, "the killed run's web server to follow it")
    again = runs.start()
    assert "Filling" not in again.output.read_text()

    again.process.send_signal(signal.SIGINT)
    assert again.process.wait(60) == 0
    nothing_is_left(again, runs)

    last = runs.start()
    answer = python("-m", "freshops.run", "stop", env=runs.env)
    assert (answer.returncode, answer.stdout) == (0, "Stopped.\n")
    assert last.process.wait(10) == 0
    nothing_is_left(last, runs)


def the_person_is_told_where_everything_is(run: Run, runs: Runs) -> None:
    text = run.output.read_text()
    for told in (f"{run.url}/admin/", "Logins:", str(mail_folder(runs.data_dir)), "Ctrl-C"):
        assert told in text


def everything_works_together(run: Run) -> None:
    assert [run.get(path) for path in ("/healthz", "/admin/login/", "/metrics")] == [200, 200, 200]
    assert run.get("/static/console/base.css") == 200
    wait_for(lambda: run.get("/readyz") == 200, 90, "beat, broker and worker to work together")


def mail_sent_to_the_sink_is_kept(runs: Runs) -> None:
    with smtplib.SMTP("127.0.0.1", noted_port(runs.data_dir) or 0) as client:
        client.sendmail("from@example.com", ["to@example.com"], "Subject: hello\n\nworld")
    (mail,) = [text for file in mail_folder(runs.data_dir).glob("*.eml") if "hello" in (text := file.read_text())]
    assert "X-RcptTo: to@example.com" in mail


def a_second_run_in_the_folder_is_refused(runs: Runs) -> None:
    second = python(*START, env={**runs.env, "PORT": str(free_port())})
    assert (second.returncode, second.stdout.count("\n")) == (1, 1)
    assert "already runs" in second.stdout


def a_process_that_dies_is_started_again(run: Run) -> None:
    children = Path(f"/proc/{run.process.pid}/task/{run.process.pid}/children").read_text().split()
    web = next(int(pid) for pid in children if "gunicorn" in Path(f"/proc/{pid}/cmdline").read_text())
    os.kill(web, signal.SIGKILL)
    wait_for(lambda: run.said("web died and was started again"), 30, "the supervisor to notice")
    wait_for(lambda: run.get("/healthz") == 200, 60, "the web server to be back")


def without_redis_people_go_on_working(run: Run, runs: Runs) -> None:
    redis.stop(Layout(runs.data_dir))
    wait_for(lambda: run.get("/admin/login/") == 200, 120, "the login page without Redis")
    assert run.get("/readyz") == 503
    assert python("-m", "freshops.embedded", "start", env=runs.env).returncode == 0
    wait_for(lambda: run.get("/readyz") == 200, 90, "everyone to find Redis again")


def nothing_is_left(run: Run, runs: Runs) -> None:
    assert "Stopped." in run.output.read_text()
    assert run.get("/healthz") == 0
    assert not postgres.running(Layout(runs.data_dir))
    assert not redis.running(Layout(runs.data_dir))


def test_a_port_in_use_is_told_in_one_line(data_dir: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        answer = python(*START, env=environment(data_dir, PORT=str(port)))
    assert answer.returncode == 1
    assert answer.stdout == f"FreshOps: Port {port} is in use: choose another, such as `PORT={port + 1} make run`.\n"
    assert not postgres.running(Layout(data_dir))


def test_a_folder_that_cannot_be_written_to_is_told_in_one_line() -> None:
    answer = python(*START, env=environment(Path(__file__) / "var"))
    assert (answer.returncode, answer.stdout.count("\n")) == (1, 1)
    assert "FRESHOPS_DATA_DIR" in answer.stdout
