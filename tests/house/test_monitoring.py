"""From a fact to somebody's pager, through a real Prometheus and a real Alertmanager."""

import json
import os
import signal
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from freshops.embedded.layout import SUPERUSER, Layout
from freshops.mailsink.address import mail_folder
from tests import template
from tests.house.monitoring import Monitoring
from tests.house.processes import python, wait_for
from tests.house.runs import Run, Runs

PROMISED = 90.0  # seconds from a lost sample to an open incident
# Somebody to call, tokens, and a night that has passed: what was never checked is an alert of its own.
PREPARED = """
from datetime import timedelta
from core.services.tokens import issue_service_token
from leads.tasks import verify_protection_nightly
from operations.runbooks.models import Contact
for role in ("operations-on-call", "operations-lead", "engineering-on-call"):
    Contact.objects.create(role=role, name="Jörg Müller", email=f"{role}@example.org")
verify_protection_nightly()
for group in ("alertmanager", "integration", "viewer"):
    made = issue_service_token(username=f"test-{group}", groups=[group], territories=None, lifetime=timedelta(days=1))
    print("token", group, made.token)
"""


@pytest.fixture
def runs(data_dir: Path) -> Iterator[Runs]:
    template.install(data_dir)
    made = Runs(data_dir, KPI_REFRESH_SECONDS="1", INCIDENT_TICK_SECONDS="1")
    yield made
    made.end()


@pytest.fixture
def monitoring(runs: Runs, tmp_path: Path) -> Iterator[Monitoring]:
    made = Monitoring(runs, tmp_path)
    yield made
    made.stop()


class Api:
    """The run's API, as a service account of a group."""

    def __init__(self, run: Run, token: str) -> None:
        self._url = f"{run.url}/api/v1"
        self._headers = {"Authorization": f"Token {token}", "Content-Type": "application/json"}

    def ask(self, path: str, body: Any = None) -> Any:
        """The answer to a GET, or to a POST of `body`."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self._url + path, data, self._headers)  # noqa: S310
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            return json.load(answer)


def test_a_lost_sample_is_an_incident_and_a_stopped_worker_wakes_somebody(runs: Runs, monitoring: Monitoring) -> None:
    """One story, because every start costs half a minute."""
    run = runs.start()
    prepared = python("manage.py", "shell", "-c", PREPARED, env=runs.env)
    assert prepared.returncode == 0, prepared.stdout
    tokens = dict(line.split()[1:] for line in prepared.stdout.splitlines() if line.startswith("token "))
    monitoring.start(tokens["alertmanager"])
    crm, viewer = Api(run, tokens["integration"]), Api(run, tokens["viewer"])
    everything_is_quiet_at_first(run, viewer)
    a_lost_sample_is_an_open_incident_with_its_runbook(runs, crm, viewer, monitoring)
    a_stopped_worker_becomes_a_page(runs, run, viewer, monitoring)


def everything_is_quiet_at_first(run: Run, viewer: Api) -> None:
    wait_for(lambda: run.get("/readyz") == 200, 90, "beat, broker and worker to work together")
    assert incidents(viewer, "SampleLost", "DE") == []
    assert incidents(viewer, "HeartbeatLost") == []


def a_lost_sample_is_an_open_incident_with_its_runbook(
    runs: Runs, crm: Api, viewer: Api, monitoring: Monitoring
) -> None:
    lead = viewer.ask("/leads/?territory=DE")["results"][0]["id"]
    for event_type in ("sample.requested", "sample.lost"):
        crm.ask(
            "/events/",
            {
                "event_id": str(uuid4()), "event_type": event_type, "timestamp": datetime.now(UTC).isoformat(),
                "lead_id": lead, "metadata": {"sample_id": "S-1"},
            },
        )  # fmt: skip

    waited(lambda: delivered(runs, "SampleLost", "DE"), "Alertmanager to deliver the lost sample", monitoring)
    (incident,) = incidents(viewer, "SampleLost", "DE")
    assert (incident["severity"], incident["state"], incident["runbook"]) == ("SEV1", "OPEN", "lead-protection")
    waited(lambda: bool(mails_about(runs, incident)), "the page about the lost sample", monitoring)
    waited(lambda: blind(runs) == [], "every rule to find what it asks for", monitoring)


def a_stopped_worker_becomes_a_page(runs: Runs, run: Run, viewer: Api, monitoring: Monitoring) -> None:
    """Stopped, not dead: the run would start a dead one anew, and see nothing wrong with this one."""

    def somebody_was_called() -> bool:
        return any(mails_about(runs, incident) for incident in incidents(viewer, "HeartbeatLost"))

    worker = process_of(run, "worker")
    os.killpg(worker, signal.SIGSTOP)
    try:
        waited(somebody_was_called, "the page about the worker", monitoring)
    finally:
        os.killpg(worker, signal.SIGCONT)


def incidents(api: Api, alert: str, territory: str = "") -> list[Any]:
    """The incidents of an alert in a territory (empty: in all)."""
    found = api.ask("/incidents/")["results"]
    return [each for each in found if (each["alert"], each["territory"]) == (alert, territory)]


def delivered(runs: Runs, alert: str, territory: str) -> bool:
    """Whether Alertmanager itself told of an alert: rules of FreshOps, which see it too, add no annotations."""
    question = """
        SELECT id FROM incident_alerts
        WHERE labels ->> 'alertname' = %s AND labels ->> 'territory' = %s AND annotations ? 'runbook_url'
        """
    return bool(sql(runs, question, alert, territory))


def blind(runs: Runs) -> list[str]:
    """What rules look for and do not find."""
    question = """
        SELECT labels ->> 'metric' FROM incident_alerts
        WHERE labels ->> 'alertname' = 'MetricsMissing' AND status = 'FIRING'
        """
    return [metric for (metric,) in sql(runs, question)]


def sql(runs: Runs, question: str, *parameters: str) -> list[Any]:
    with psycopg.connect(Layout(runs.data_dir).database_url(SUPERUSER)) as session:
        return session.execute(question, parameters or None).fetchall()


def mails_about(runs: Runs, incident: Any) -> list[Path]:
    """What FreshOps sent about an incident."""
    return [file for file in mail_folder(runs.data_dir).glob("*.eml") if f"/{incident['id']}/" in text_of(file)]


def text_of(file: Path) -> str:
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    body = mail.get_body(("plain",))
    return "" if body is None else str(body.get_content())


def process_of(run: Run, kind: str) -> int:
    """The process that the supervisor started as the leader of a group."""
    children = Path(f"/proc/{run.process.pid}/task/{run.process.pid}/children").read_text().split()
    return next(int(pid) for pid in children if kind in Path(f"/proc/{pid}/cmdline").read_text().split("\0"))


def waited(condition: Any, what: str, monitoring: Monitoring) -> None:
    try:
        wait_for(condition, PROMISED, what)
    except AssertionError as late:
        raise AssertionError(f"{late}\n{monitoring.log_end()}") from late
