"""Baselines from a real Prometheus, which scrapes a real exporter on this machine."""

import http.server
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from core.models import User
from seasonal.errors import SeasonRefused
from seasonal.measuring import Span, measure
from seasonal.models import Baseline
from seasonal.prometheus import Prometheus, PrometheusError
from seasonal.services.baselines import measure_baselines
from tests.factories import UserFactory

SPAN = Span(back="4s", step="1s", window="3s")
PER_SECOND, SECONDS = 20, Decimal("0.25")
PATIENCE = 60


class Exporter(http.server.BaseHTTPRequestHandler):
    """An application that answers 20 requests a second, each in 250 ms, since it was asked first."""

    started = time.monotonic()

    def do_GET(self) -> None:
        count = (time.monotonic() - self.started) * PER_SECOND
        labels = 'territory="DE",workload="queries"'
        lines = (
            "# TYPE freshops_http_requests_total counter",
            f'freshops_http_requests_total{{{labels},status="2xx"}} {count}',
            "# TYPE freshops_http_request_seconds histogram",
            f"freshops_http_request_seconds_sum{{{labels}}} {count * float(SECONDS)}",
            f"freshops_http_request_seconds_count{{{labels}}} {count}",
            "",
        )
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; version=0.0.4")
        self.end_headers()
        self.wfile.write("\n".join(lines).encode())

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def exporter() -> Iterator[int]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Exporter)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    server.server_close()
    thread.join()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture(scope="module")
def prometheus(exporter: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prometheus]:
    """A Prometheus that has scraped for long enough to know a rate."""
    program = shutil.which("prometheus")
    if program is None:
        pytest.fail("No Prometheus: install it (Debian: apt-get install prometheus).")
    folder, port = tmp_path_factory.mktemp("prometheus"), _free_port()
    config = folder / "prometheus.yml"
    config.write_text(
        "global: {scrape_interval: 250ms, scrape_timeout: 250ms}\n"
        f"scrape_configs: [{{job_name: app, static_configs: [{{targets: ['127.0.0.1:{exporter}']}}]}}]\n"
    )
    command = [
        program,
        f"--config.file={config}",
        f"--storage.tsdb.path={folder / 'data'}",
        f"--web.listen-address=127.0.0.1:{port}",
    ]
    with Path(folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    client = Prometheus(f"http://127.0.0.1:{port}")
    try:
        _wait_for_figures(client)
        yield client
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_for_figures(client: Prometheus) -> None:
    """Until it has scraped over the whole span: then all of its steps see a whole window."""
    deadline = time.monotonic() + PATIENCE
    asked = f"count_over_time(up[{SPAN.back}]) > 12"
    while time.monotonic() < deadline:
        try:
            if client.query(asked) and measure(client, at=datetime.now(UTC), span=SPAN):
                return
        except PrometheusError:
            pass
        threading.Event().wait(0.2)
    pytest.fail("Prometheus has not scraped in time.")


def test_rate_and_time_are_measured(prometheus: Prometheus) -> None:
    (found,) = measure(prometheus, at=datetime.now(UTC), span=SPAN)
    assert (found.territory, found.workload) == ("DE", "queries")
    assert found.rate == pytest.approx(Decimal(PER_SECOND), rel=Decimal("0.15"))
    assert found.seconds == pytest.approx(SECONDS, rel=Decimal("0.01"))


@pytest.mark.django_db
def test_a_baseline_is_kept_with_its_date_and_source(prometheus: Prometheus) -> None:
    actor: User = UserFactory.create(role="lead")
    (row,) = measure_baselines(actor=actor, territories=["DE"], prometheus=prometheus, span=SPAN)
    kept = Baseline.objects.get(source="PROMETHEUS")
    assert (kept.territory, kept.workload, kept.measured_on) == ("DE", "queries", row.measured_on)
    assert kept.per_instance == pytest.approx(Decimal(64), rel=Decimal("0.02"))  # 16 at a time / 0.25 s


@pytest.mark.django_db
def test_a_territory_without_requests_has_no_baseline(prometheus: Prometheus) -> None:
    actor: User = UserFactory.create(role="lead")
    with pytest.raises(SeasonRefused):
        measure_baselines(actor=actor, territories=["CH"], prometheus=prometheus, span=SPAN)


def test_a_query_that_is_wrong_is_told(prometheus: Prometheus) -> None:
    with pytest.raises(PrometheusError, match="parse error"):
        prometheus.query("sum(")


def test_an_answer_that_is_no_vector_is_refused(prometheus: Prometheus) -> None:
    with pytest.raises(PrometheusError, match="scalar"):
        prometheus.query("1")


def test_what_is_no_number_is_left_out(prometheus: Prometheus) -> None:
    assert prometheus.query("vector(0) / 0") == []


def test_nobody_at_the_address() -> None:
    with pytest.raises(PrometheusError, match="127"):
        Prometheus(f"http://127.0.0.1:{_free_port()}").query("up")


def test_something_else_at_the_address(exporter: int) -> None:
    with pytest.raises(PrometheusError):
        Prometheus(f"http://127.0.0.1:{exporter}").query("up")


def test_without_an_address_what_to_do_is_told() -> None:
    with pytest.raises(PrometheusError, match="PROMETHEUS_URL"):
        Prometheus("")
