"""Whoever delivers an alert escalates, where the workers do not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import JobRun
from operations.incidents.models import Page, PageState
from operations.incidents.tasks import ESCALATE
from tests.api.client import Api
from tests.leads.reminders.sink import Sink
from tests.operations.incidents.alertmanager import alert, deliver, delivery
from tests.operations.incidents.scenes import on_call

pytestmark = pytest.mark.django_db(transaction=True)
NAME = "HeartbeatLost"


def escalated(ago: timedelta) -> None:
    """The workers escalated so long ago."""
    at = timezone.now() - ago
    JobRun.objects.create(job=ESCALATE, slot=at, started_at=at, leased_until=at, finished_at=at, succeeded=True)


@pytest.fixture(autouse=True)
def somebody(db: None) -> str:
    """Whoever is on call for engineering."""
    return on_call("engineering-on-call").user.email


def test_an_alert_wakes_somebody_though_no_worker_runs(alertmanager: Api, sink: Sink, somebody: str) -> None:
    deliver(alertmanager, alert(NAME))
    assert somebody in [mail.recipient for mail in sink.mails]


def test_so_does_one_that_comes_long_after_the_last_worker(alertmanager: Api, sink: Sink, somebody: str) -> None:
    escalated(timedelta(hours=1))
    deliver(alertmanager, alert(NAME))
    assert somebody in [mail.recipient for mail in sink.mails]


def test_while_workers_run_it_is_left_to_them(alertmanager: Api, sink: Sink) -> None:
    escalated(timedelta(seconds=1))
    deliver(alertmanager, alert(NAME))
    assert sink.mails == []
    assert Page.objects.filter(state=PageState.PENDING).exists()


def test_the_watchdog_goes_on_with_it(alertmanager: Api, sink: Sink, somebody: str) -> None:
    escalated(timedelta(seconds=1))
    deliver(alertmanager, alert(NAME))
    JobRun.objects.filter(job=ESCALATE).update(finished_at=timezone.now() - timedelta(hours=1))

    answer = alertmanager.post("/alertmanager/watchdog/", delivery(alert("Watchdog")))

    assert answer.status_code == 204
    assert somebody in [mail.recipient for mail in sink.mails]


def test_a_mail_server_that_is_away_does_not_keep_the_alert_from_being_taken(alertmanager: Api, sink: Sink) -> None:
    sink.refuse_connections()
    assert deliver(alertmanager, alert(NAME)) != []
    assert Page.objects.filter(state=PageState.PENDING).exists()
