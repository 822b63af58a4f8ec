"""A real Prometheus that knows what it is given."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from seasonal.prometheus import Prometheus, PrometheusError

PATIENCE = 60


def free_port() -> int:
    """A port at which nobody listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def serving(folder: Path, scraped: str) -> Iterator[str]:
    """The address of a Prometheus that scraped this (OpenMetrics, each sample with its time); `folder` is empty."""
    program, tool = shutil.which("prometheus"), shutil.which("promtool")
    if program is None or tool is None:
        pytest.fail("No Prometheus: install it (Debian: apt-get install prometheus).")
    (folder / "scraped").write_text(scraped)
    blocks = [tool, "tsdb", "create-blocks-from", "openmetrics", str(folder / "scraped"), str(folder / "data")]
    subprocess.run(blocks, check=True, capture_output=True)
    (folder / "prometheus.yml").write_text("scrape_configs: []\n")
    url = f"http://127.0.0.1:{free_port()}"
    command = [
        program,
        f"--config.file={folder / 'prometheus.yml'}",
        f"--storage.tsdb.path={folder / 'data'}",
        f"--web.listen-address={url.removeprefix('http://')}",
    ]
    with Path(folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        _wait_until_it_answers(Prometheus(url))
        yield url
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_until_it_answers(client: Prometheus) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            client.query("vector(1)")
        except PrometheusError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("Prometheus does not answer in time.")
