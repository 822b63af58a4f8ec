"""Baselines from a real Prometheus, which holds a day of an application's load."""

import http.server
import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from core.models import User
from seasonal.errors import SeasonRefused
from seasonal.measuring import Span, measure
from seasonal.models import Baseline
from seasonal.prometheus import Prometheus, PrometheusError
from seasonal.services.baselines import measure_baselines
from tests.factories import UserFactory
from tests.seasonal.prometheus_server import free_port, serving

SPAN = Span(back="4h", step="5m", window="5m")
PER_SECOND, SECONDS = 20, Decimal("0.25")
SCRAPED_EVERY = 15  # seconds
AT = datetime.now(UTC).replace(microsecond=0)
HOURS = 5


def _scraped() -> str:
    """What Prometheus scraped up to AT from an application that answers 20 requests a second, each in 250 ms.

    Every scrape at its second: how busy this machine is changes nothing.
    """
    labels = 'territory="DE",workload="queries"'
    since = HOURS * 3600
    counts = [
        (PER_SECOND * second, (AT - timedelta(seconds=since - second)).timestamp())
        for second in range(0, since + 1, SCRAPED_EVERY)
    ]
    return "\n".join(
        (
            "# TYPE freshops_http_requests counter",
            *(f'freshops_http_requests_total{{{labels},status="2xx"}} {count} {at}' for count, at in counts),
            "# TYPE freshops_http_request_seconds histogram",
            *(f"freshops_http_request_seconds_sum{{{labels}}} {count * SECONDS} {at}" for count, at in counts),
            *(f"freshops_http_request_seconds_count{{{labels}}} {count} {at}" for count, at in counts),
            "# EOF\n",
        )
    )


@pytest.fixture(scope="module")
def prometheus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prometheus]:
    """A Prometheus that knows what was scraped."""
    with serving(tmp_path_factory.mktemp("prometheus"), _scraped()) as url:
        yield Prometheus(url)


def test_rate_and_time_are_measured(prometheus: Prometheus) -> None:
    (found,) = measure(prometheus, at=AT, span=SPAN)
    assert (found.territory, found.workload) == ("DE", "queries")
    assert found.rate == pytest.approx(Decimal(PER_SECOND), rel=Decimal("0.001"))
    assert found.seconds == pytest.approx(SECONDS, rel=Decimal("0.001"))


@pytest.mark.django_db
def test_a_baseline_is_kept_with_its_date_and_source(prometheus: Prometheus) -> None:
    actor: User = UserFactory.create(role="lead")
    (row,) = measure_baselines(actor=actor, territories=["DE"], prometheus=prometheus, at=AT, span=SPAN)
    kept = Baseline.objects.get(source="PROMETHEUS")
    assert (kept.territory, kept.workload, kept.measured_on) == ("DE", "queries", row.measured_on)
    assert kept.per_instance == pytest.approx(Decimal(32), rel=Decimal("0.001"))  # 8 at a time / 0.25 s


@pytest.mark.django_db
def test_a_slow_week_does_not_lower_what_an_instance_can_do_for_good(prometheus: Prometheus) -> None:
    told = Baseline.objects.get(territory="DE", workload="queries")
    values = {"territory": "DE", "workload": "queries", "rate": 20, "concurrency": 40, "source": "PROMETHEUS"}
    Baseline.objects.create(**values, seconds=4, per_instance=10, measured_on=AT.date() - timedelta(days=7))
    actor: User = UserFactory.create(role="lead")
    (row,) = measure_baselines(actor=actor, territories=["DE"], prometheus=prometheus, at=AT, span=SPAN)
    assert row.per_instance == told.per_instance  # 40 at a time / 0.25 s would be 160


@pytest.mark.django_db
def test_a_territory_without_requests_has_no_baseline(prometheus: Prometheus) -> None:
    actor: User = UserFactory.create(role="lead")
    with pytest.raises(SeasonRefused):
        measure_baselines(actor=actor, territories=["CH"], prometheus=prometheus, at=AT, span=SPAN)


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
        Prometheus(f"http://127.0.0.1:{free_port()}").query("up")


def test_something_else_at_the_address() -> None:
    with http.server.HTTPServer(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler) as stranger:
        thread = threading.Thread(target=stranger.handle_request)
        thread.start()
        with pytest.raises(PrometheusError, match="kein Prometheus"):
            Prometheus(f"http://127.0.0.1:{stranger.server_port}").query("up")
        thread.join()


def test_an_answer_that_trickles_is_waited_for_no_longer_than_said() -> None:
    ended = threading.Event()

    class Slow(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.send_response(200)
            self.end_headers()
            with suppress(OSError):
                while not ended.wait(0.05):
                    self.wfile.write(b" ")

    with http.server.HTTPServer(("127.0.0.1", 0), Slow) as slow:
        thread = threading.Thread(target=slow.handle_request)
        thread.start()
        with pytest.raises(PrometheusError, match="antwortet nicht"):
            Prometheus(f"http://127.0.0.1:{slow.server_port}", patience=0.5).query("up")
        ended.set()
        thread.join()


def test_without_an_address_what_to_do_is_told() -> None:
    with pytest.raises(PrometheusError, match="PROMETHEUS_URL"):
        Prometheus("")
