"""The embedded servers: they start anywhere, survive any end, and never get into each other's way."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from freshops import embedded
from freshops.embedded import postgres, redis
from freshops.embedded.errors import EmbeddedError
from freshops.embedded.layout import OWNER, Layout
from freshops.embedded.privileges import reachable, reachable_copy
from freshops.environment import BASE_DIR
from tests.house.conftest import NewFolder
from tests.house.processes import environment, python, wait_for

PING = "from core.health import check_broker, check_database; print(check_database(), check_broker())"


def postmaster(data_dir: Path) -> int:
    return int((data_dir / "postgres" / "postmaster.pid").read_text().splitlines()[0])


def remember(data_dir: Path, text: str) -> None:
    with psycopg.connect(Layout(data_dir).database_url(OWNER), autocommit=True) as owner:
        owner.execute("CREATE TABLE IF NOT EXISTS remembered (text text)")
        owner.execute("INSERT INTO remembered VALUES (%s)", [text])


def remembered(data_dir: Path) -> list[str]:
    with psycopg.connect(Layout(data_dir).database_url(OWNER)) as owner:
        return [text for (text,) in owner.execute("SELECT text FROM remembered")]


def forget(data_dir: Path) -> None:
    """Stop the servers whose sockets lie apart from their data, and delete those folders."""
    embedded.stop(data_dir)
    for folder in (Layout(data_dir).postgres_sockets, Layout(data_dir).redis_socket.parent):
        shutil.rmtree(folder)


def kill_servers(data_dir: Path) -> None:
    pid = postmaster(data_dir)
    redis_pid = int(redis._client(Layout(data_dir)).info("server")["process_id"])
    os.kill(pid, signal.SIGKILL)
    os.kill(redis_pid, signal.SIGKILL)
    wait_for(lambda: not redis.running(Layout(data_dir)), 10, "Redis to be gone")


def test_a_stop_and_a_start_keep_the_data(data_dir: Path) -> None:
    assert embedded.ensure_running(data_dir, fsync=False)
    remember(data_dir, "kept")
    assert not embedded.ensure_running(data_dir, fsync=False)  # they run: nothing to do
    embedded.stop(data_dir)
    assert not postgres.running(Layout(data_dir))
    assert not redis.running(Layout(data_dir))
    embedded.ensure_running(data_dir, fsync=False)
    assert remembered(data_dir) == ["kept"]


def test_servers_killed_outright_start_again_with_their_data(data_dir: Path) -> None:
    embedded.ensure_running(data_dir)
    remember(data_dir, "committed")
    kill_servers(data_dir)
    embedded.ensure_running(data_dir)
    assert remembered(data_dir) == ["committed"]


def test_a_noted_process_id_that_now_is_a_strangers_does_not_stop_a_start(data_dir: Path) -> None:
    embedded.ensure_running(data_dir, fsync=False)
    note = (data_dir / "postgres" / "postmaster.pid").read_text()
    embedded.stop(data_dir)
    (data_dir / "postgres" / "postmaster.pid").write_text(note.replace(note.split("\n")[0], str(os.getpid()), 1))
    assert embedded.ensure_running(data_dir, fsync=False)


def test_two_folders_have_servers_of_their_own(new_data_dir: NewFolder) -> None:
    one, other = new_data_dir(), new_data_dir()
    embedded.ensure_running(one, fsync=False)
    embedded.ensure_running(other, fsync=False)
    remember(one, "in one")
    remember(other, "in the other")
    embedded.stop(one)
    assert remembered(other) == ["in the other"]


def test_starts_at_the_same_moment_make_one_server(data_dir: Path) -> None:
    command = [sys.executable, "-m", "freshops.embedded", "start"]
    starts = [
        subprocess.Popen(command, cwd=BASE_DIR, env=environment(data_dir), stdout=subprocess.PIPE) for _ in range(4)
    ]
    outputs = [start.communicate(timeout=120)[0].decode() for start in starts]
    assert [start.returncode for start in starts] == [0, 0, 0, 0]
    assert sum(output.count("Starting PostgreSQL") for output in outputs) == 1


def test_a_folder_that_only_its_owner_may_enter(data_dir: Path) -> None:
    # Root's home is one: the servers' account cannot walk through it.
    data_dir.chmod(0o700)
    inner = data_dir / "clone" / "var"
    try:
        embedded.ensure_running(inner, fsync=False)
        remember(inner, "kept")
        embedded.stop(inner)
        embedded.ensure_running(inner, fsync=False)
        assert remembered(inner) == ["kept"]
        assert (inner / "postgres" / "server.log").is_file()  # where people look
    finally:
        embedded.stop(inner)
        for link in inner.iterdir():
            link.rename(data_dir / f"{link.name}-of-clone")  # for the fixture to clear away what they point to


def test_a_copied_folder_does_not_share_the_first_ones_server(data_dir: Path) -> None:
    data_dir.chmod(0o700)
    original, copy = data_dir / "one", data_dir / "two"
    embedded.ensure_running(original, with_redis=False, fsync=False)
    embedded.stop(original)
    copy.mkdir()
    subprocess.run(["cp", "-a", f"{original}/.", str(copy)], check=True)
    try:
        embedded.ensure_running(copy, with_redis=False, fsync=False)
        embedded.ensure_running(original, with_redis=False, fsync=False)
        assert postmaster(copy) != postmaster(original)
    finally:
        for folder in (original, copy):
            embedded.stop(folder)
            (folder / "postgres").rename(data_dir / f"{folder.name}-postgres")


def test_programs_that_the_servers_account_cannot_reach_are_copied(data_dir: Path) -> None:
    data_dir.chmod(0o700)
    program = data_dir / "package" / "bin" / "program"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    found = reachable_copy(program.parent.parent, ["package/bin"], "package/bin/program")
    assert reachable(found / "package/bin/program")
    assert found == reachable_copy(program.parent.parent, ["package/bin"], "package/bin/program")
    if found != data_dir:
        subprocess.run(["rm", "-r", str(found)], check=True)


def test_a_path_with_a_space_an_umlaut_a_comma_and_a_quote(data_dir: Path) -> None:
    odd = data_dir / "Mein Büro, 'neu'"
    embedded.ensure_running(odd, fsync=False)
    remember(odd, "kept")
    answer = python("manage.py", "shell", "-c", PING, env=environment(odd))
    assert "ok ok" in answer.stdout
    forget(odd)


def test_a_path_too_long_for_a_socket(data_dir: Path) -> None:
    long = data_dir / ("a-long-name-" * 9)
    embedded.ensure_running(long, fsync=False)
    remember(long, "kept")
    assert remembered(long) == ["kept"]
    forget(long)


def test_a_folder_that_cannot_be_written_to_is_told_in_one_line() -> None:
    nowhere = Path(__file__) / "var"
    with pytest.raises(EmbeddedError, match="Cannot write to the data folder"):
        embedded.ensure_running(nowhere)
    answer = python("manage.py", "check", env=environment(nowhere))
    assert answer.returncode == 1
    assert answer.stdout.count("\n") == 1
    assert "FRESHOPS_DATA_DIR" in answer.stdout


def test_any_command_starts_the_servers_and_leaves_them_running(data_dir: Path) -> None:
    first = python("manage.py", "showmigrations", "core", env=environment(data_dir))
    assert first.returncode == 0, first.stdout
    assert "Starting PostgreSQL" in first.stdout
    assert postgres.running(Layout(data_dir))
    assert redis.running(Layout(data_dir))
    assert "Starting" not in python("manage.py", "showmigrations", "core", env=environment(data_dir)).stdout
