"""What is published may break without being edited: by a release that drops what it names."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from prometheus_client import CollectorRegistry

from core.metrics import BusinessMetrics
from operations.runbooks.alerts import ALERTS
from operations.runbooks.checks.registry import CHECKS
from operations.runbooks.search.asking import ask
from operations.runbooks.services.verifying import verify_runbooks
from operations.runbooks.tasks import verify_runbooks_nightly
from tests.operations.runbooks.documents import publish, step

pytestmark = pytest.mark.django_db


@pytest.fixture
def dropped_check(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two runbooks are published, and then a release drops a check that one of them names."""
    publish("tea")
    publish("coffee", steps=[step(kind="check", check="outbox_lag")])
    monkeypatch.delitem(CHECKS, "outbox_lag")


def test_runbooks_that_hold_are_in_order() -> None:
    publish("tea")

    assert verify_runbooks() == {"runbooks": 1, "broken": 0}


@pytest.mark.usefixtures("dropped_check")
def test_a_check_that_is_gone_breaks_the_runbook_that_names_it() -> None:
    assert verify_runbooks() == {"runbooks": 2, "broken": 1}


@pytest.mark.usefixtures("dropped_check")
def test_the_command_fails_where_a_runbook_is_broken() -> None:
    with pytest.raises(CommandError, match="1 of 2 runbooks are broken"):
        call_command("verify_runbooks")


@pytest.mark.usefixtures("dropped_check")
def test_the_nightly_result_is_a_metric() -> None:
    registry = CollectorRegistry(auto_describe=False)
    registry.register(BusinessMetrics())
    verify_runbooks_nightly()

    assert registry.get_sample_value("freshops_runbooks_broken") == 1


def test_the_index_is_made_anew_on_demand() -> None:
    publish("coffee")
    told = StringIO()

    call_command("verify_runbooks", "--reindex", stdout=told)

    assert told.getvalue() == "1 runbooks, all of them in order.\n"
    assert ask(question="espresso", language="en").candidates[0].version.runbook.slug == "coffee"


@pytest.mark.parametrize("name", sorted(ALERTS))
def test_every_alert_has_an_address_to_land_on(name: str) -> None:
    alert = ALERTS[name]
    assert alert.runbook_url.startswith("http")
    assert alert.runbook_url.endswith(f"/admin/runbooks/runbook/{alert.runbook}/read/#{alert.step}")
