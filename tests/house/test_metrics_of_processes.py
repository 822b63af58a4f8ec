"""A web server of several processes has one set of counters, whichever of them answers, comes or goes."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from prometheus_client.mmap_dict import MmapedDict, mmap_key
from prometheus_client.parser import text_string_to_metric_families

from core.multiprocess import GONE, fold_process, read_processes
from freshops.environment import BASE_DIR
from tests.house.processes import environment_of_the_test_database, wait_for

WORKERS = 3
PAGE = "/admin/login/"


@contextmanager
def web_server(folder: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Gunicorn as `make run` starts it, with three workers on the test's database; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {
        **environment_of_the_test_database(),
        "PORT": str(port),
        "WEB_WORKERS": str(WORKERS),
        "FRESHOPS_DATA_DIR": str(folder),  # where it keeps its counters, without being told
        "LOG_LEVEL": "ERROR",
    }
    command = [str(Path(sys.executable).with_name("gunicorn")), "-c", "python:freshops.web", "freshops.wsgi"]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, cwd=BASE_DIR, env=env, stdout=log, stderr=log)
        try:
            url = f"http://127.0.0.1:{port}"
            wait_for(lambda: _answers(url), 60, "the web server")
            yield url, server
        finally:
            server.terminate()
            server.wait(30)


def _answers(url: str) -> bool:
    try:
        return bool(_get(url + "/healthz"))
    except OSError:
        return False


def _get(url: str) -> str:
    with urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310  our own
        return str(answer.read().decode())


def _requests(text: str) -> float:
    samples = [each for family in text_string_to_metric_families(text) for each in family.samples]
    return sum(each.value for each in samples if each.name == "freshops_http_requests_total")


def _counting(folder: Path) -> set[int]:
    names = [path.stem.removeprefix("counter_") for path in (folder / "metrics").glob("counter_*.db")]
    return {int(name) for name in names if name != GONE}


@pytest.mark.django_db(transaction=True)
def test_every_scrape_says_the_same_and_nothing_is_forgotten_with_a_worker(tmp_path: Path) -> None:
    with web_server(tmp_path) as (url, _server):
        asked = 0
        while len(_counting(tmp_path)) < WORKERS or asked < 30:  # until each worker has answered
            _get(url + PAGE)
            asked += 1
            assert asked < 500
        assert {_requests(_get(url + "/metrics")) for _ in range(12)} == {asked}

        gone = min(_counting(tmp_path))
        os.kill(gone, signal.SIGTERM)
        wait_for(lambda: gone not in _counting(tmp_path), 30, "the worker's files to be folded")
        _get(url + PAGE)

        text = _get(url + "/metrics")
        assert _requests(text) == asked + 1
        assert not list((tmp_path / "metrics").glob(f"*_{gone}.db"))
        assert 'freshops_collector_last_success_timestamp_seconds{collector="core.metrics.own.job_ages"}' in text
        assert "django_http_requests_before_middlewares_total" in text


def _write(folder: Path, kind: str, pid: int, value: float) -> None:
    file = MmapedDict(str(folder / f"{kind}_{pid}.db"))
    file.write_value(mmap_key(kind, kind, ["a"], ["x"], "Help."), value, 0.0)
    file.close()


def test_of_processes_that_are_gone_the_sum_is_kept_in_one_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    for pid in (1, 2, 3):
        _write(tmp_path, "counter", pid, 10 * pid)
        _write(tmp_path, "gauge_max", pid, 4 - pid)
        _write(tmp_path, "gauge_livesum", pid, 7)

    def read() -> set[str]:
        return {line for line in read_processes().decode().splitlines() if not line.startswith("#")}

    before = read()
    fold_process(1, tmp_path)
    fold_process(2, tmp_path)

    assert sorted(path.name for path in tmp_path.glob("*.db")) == [
        "counter_3.db", f"counter_{GONE}.db", "gauge_livesum_3.db", "gauge_max_3.db", f"gauge_max_{GONE}.db",
    ]  # fmt: skip
    assert before == {'counter{a="x"} 60.0', 'gauge_max{a="x"} 3.0', 'gauge_livesum{a="x"} 21.0'}
    assert read() == {'counter{a="x"} 60.0', 'gauge_max{a="x"} 3.0', 'gauge_livesum{a="x"} 7.0'}
