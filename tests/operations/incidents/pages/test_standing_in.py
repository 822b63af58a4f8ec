"""Whoever delivers an alert watches and escalates, where the workers do not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import JobRun
from operations.incidents.models import Incident, Page, PageState
from operations.incidents.ticking import ESCALATE, WATCH
from tests.api.client import Api
from tests.leads.reminders.sink import Sink
from tests.operations.incidents.alertmanager import alert, deliver, delivery
from tests.operations.incidents.scenes import on_call
from tests.operations.incidents.test_watching import lose_sample

pytestmark = pytest.mark.django_db(transaction=True)
NAME = "HeartbeatLost"


def did(job: str, ago: timedelta) -> None:
    """The workers did it so long ago."""
    at = timezone.now() - ago
    JobRun.objects.create(job=job, slot=at, started_at=at, leased_until=at, finished_at=at, succeeded=True)


@pytest.fixture(autouse=True)
def somebody(db: None) -> str:
    """Whoever is on call for engineering."""
    return on_call("engineering-on-call").user.email


def test_an_alert_wakes_somebody_though_no_worker_runs(alertmanager: Api, sink: Sink, somebody: str) -> None:
    deliver(alertmanager, alert(NAME))
    assert somebody in [mail.recipient for mail in sink.mails]


def test_so_does_one_that_comes_long_after_the_last_worker(alertmanager: Api, sink: Sink, somebody: str) -> None:
    did(ESCALATE, timedelta(hours=1))
    deliver(alertmanager, alert(NAME))
    assert somebody in [mail.recipient for mail in sink.mails]


def test_while_workers_run_it_is_left_to_them(alertmanager: Api, sink: Sink) -> None:
    did(ESCALATE, timedelta(seconds=1))
    deliver(alertmanager, alert(NAME))
    assert sink.mails == []
    assert Page.objects.filter(state=PageState.PENDING).exists()


def test_the_watchdog_goes_on_with_it(alertmanager: Api, sink: Sink, somebody: str) -> None:
    did(ESCALATE, timedelta(seconds=1))
    deliver(alertmanager, alert(NAME))
    JobRun.objects.filter(job=ESCALATE).update(finished_at=timezone.now() - timedelta(hours=1))

    answer = alertmanager.post("/alertmanager/watchdog/", delivery(alert("Watchdog")))

    assert answer.status_code == 204
    assert somebody in [mail.recipient for mail in sink.mails]


def test_a_mail_server_that_is_away_does_not_keep_the_alert_from_being_taken(alertmanager: Api, sink: Sink) -> None:
    sink.refuse_connections()
    assert deliver(alertmanager, alert(NAME)) != []
    assert Page.objects.filter(state=PageState.PENDING).exists()


@pytest.mark.parametrize("escalates", [True, False])
def test_what_was_lost_since_the_last_worker_looked_is_found(alertmanager: Api, sink: Sink, escalates: bool) -> None:
    did(WATCH, timedelta(hours=1))
    if escalates:
        did(ESCALATE, timedelta(seconds=1))
    desk = on_call("operations-lead").user.email
    lose_sample()
    alertmanager.post("/alertmanager/watchdog/", delivery(alert("Watchdog")))
    assert Incident.objects.get().alert_name == "SampleLost"
    assert (desk in [mail.recipient for mail in sink.mails]) is not escalates  # while workers escalate, it is theirs


def test_while_workers_look_it_is_left_to_them(alertmanager: Api) -> None:
    did(WATCH, timedelta(seconds=1))
    lose_sample()
    alertmanager.post("/alertmanager/watchdog/", delivery(alert("Watchdog")))
    assert not Incident.objects.exists()
