"""What obeys a season: rate limits, and what is switched off."""

import os
import subprocess
import sys
import uuid
from collections.abc import Callable
from time import monotonic
from typing import Any

import pytest
from django.db import connection
from rest_framework.throttling import SimpleRateThrottle

from core.models import User
from freshops.embedded.layout import RUNTIME
from seasonal.services.activation import roll_back_activation
from tests import run
from tests.api.client import Api, problem
from tests.factories import UserFactory
from tests.journal.ingest.sender import service
from tests.leads.admin.conftest import NewDesk, desk
from tests.seasonal.operating.conftest import SwitchOn

__all__ = ["desk"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def limit(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """`limit("user", "2/min")`; counters of this test alone, since all tests share one Redis."""
    monkeypatch.setattr(SimpleRateThrottle, "cache_format", f"{uuid.uuid4()}_%(scope)s_%(ident)s")
    return lambda scope, rate: monkeypatch.setitem(SimpleRateThrottle.THROTTLE_RATES, scope, rate)


def statuses(api: Api, requests: int = 4) -> list[int]:
    return [api.get("/events/schemas/").status_code for _ in range(requests)]


def test_service_accounts_may_do_more_in_a_season_and_people_as_much_as_ever(
    switch_on: SwitchOn, limit: Callable[[str, str], None]
) -> None:
    limit("user", "2/min")
    switch_on(service_rates="1.5")
    assert statuses(service()) == [200, 200, 200, 429]
    assert statuses(Api(UserFactory.create(role="viewer"))) == [200, 200, 429, 429]


def test_a_rollback_brings_the_usual_limits_back(switch_on: SwitchOn, limit: Callable[[str, str], None]) -> None:
    limit("user", "2/min")
    season = switch_on(service_rates="1.5")
    roll_back_activation(season=season, actor=UserFactory.create(role="lead"), reason="Too much")
    assert statuses(service()) == [200, 200, 429, 429]


def event(kind: str = "catering.test") -> dict[str, Any]:
    return {"event_id": str(uuid.uuid4()), "event_type": kind, "timestamp": "2026-03-02T08:15:00Z", "metadata": {}}


def sent(api: Api, body: Any) -> int:
    status: int = api.post("/events/", body).status_code
    return status


def test_catering_has_a_limit_of_its_own(switch_on: SwitchOn, limit: Callable[[str, str], None]) -> None:
    for scope, rate in (("write", "1/min"), ("user", "100/min"), ("catering", "2/min")):
        limit(scope, rate)
    switch_on(catering_first=True)
    crm = service()
    assert [sent(crm, event("sample.test")) for _ in range(2)] == [202, 429]
    assert [sent(crm, body) for body in (event(), [event(), event()], event())] == [202, 200, 429]
    assert sent(crm, [event(), event("sample.test")]) == 429  # counted with the others


def test_what_cannot_be_read_is_counted_and_refused_as_always(
    switch_on: SwitchOn, limit: Callable[[str, str], None]
) -> None:
    limit("write", "1/min")
    switch_on(catering_first=True)
    crm = service()
    statuses = [crm.post_raw("/events/", b"{").status_code for _ in range(2)]
    assert statuses == [400, 429]


def test_catering_counts_as_everything_else_without_a_season(
    live_mode: None, limit: Callable[[str, str], None]
) -> None:
    limit("write", "1/min")
    crm = service()
    assert [sent(crm, event()) for _ in range(2)] == [202, 429]


def lead() -> User:
    made: User = UserFactory.create(role="lead")
    return made


def test_kpis_over_time_rest_in_the_api(switch_on: SwitchOn) -> None:
    switch_on(switched_off=["kpi_series"])
    answer = Api(lead()).get("/kpis/sample_success/")
    assert "Fair" in problem(answer, 503, "switched_off")["detail"]
    assert 4 * 86400 < int(answer["Retry-After"]) <= 5 * 86400 + 3600
    assert Api(lead()).get("/kpis/").status_code == 200


def test_kpis_over_time_rest_in_the_admin(switch_on: SwitchOn, desk: NewDesk) -> None:
    someone = desk("lead", language="en")
    assert someone.get("/admin/kpis/kpi/sample_success/").status == 200
    switch_on(switched_off=["kpi_series"])
    page = someone.get("/admin/kpis/kpi/sample_success/")
    assert page.status == 503
    assert "Switched off during “Fair" in page.text


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_exports_of_leads_rest(switch_on: SwitchOn, desk: NewDesk, kind: str) -> None:
    someone = desk("lead", language="en")
    assert someone.get(f"/admin/leads/lead/export.{kind}").status == 200
    switch_on(switched_off=["lead_export"])
    assert someone.get(f"/admin/leads/lead/export.{kind}").status == 302
    assert ["Switched off during “Fair" in each for each in someone.get("/admin/leads/lead/").messages] == [True]


def test_sending_events_again_rests(switch_on: SwitchOn, desk: NewDesk) -> None:
    someone, asked = desk("administrator", language="en"), {"event_types": "lead.*", "reason": "Test", "confirm": "1"}
    assert someone.post("/admin/journal/replay/add/", asked).status == 302
    switch_on(switched_off=["event_replay"])
    page = someone.post("/admin/journal/replay/add/", asked)
    assert page.status == 422
    assert "Switched off during “Fair" in page.text


WATCH = """
import time, django
django.setup()
from core.operating import operating_mode
shown = None
while True:
    mode = operating_mode()
    now = f"{mode.service_rates} {mode.catering_first} {sorted(each.value for each in mode.switched_off)}"
    if now != shown:
        print(now, flush=True)
    shown = now
    time.sleep(0.05)
"""
OFF, ON = "1.0 False []", "2.0 True ['lead_export']"


@pytest.mark.django_db(transaction=True)
def test_another_process_follows_within_seconds(switch_on: SwitchOn) -> None:
    environment = {
        **os.environ,
        "DATABASE_URL": _test_database(),
        "SECRET_KEY": "x" * 50,
        "PUBLIC_URL": "https://ops.example.org",
        "EMAIL_URL": "smtp://127.0.0.1:9",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    watcher = subprocess.Popen([sys.executable, "-c", WATCH], env=environment, stdout=subprocess.PIPE, text=True)
    try:
        assert watcher.stdout is not None
        assert watcher.stdout.readline().strip() == OFF
        season = switch_on(service_rates=2, catering_first=True, switched_off=["lead_export"])
        activated = monotonic()
        assert watcher.stdout.readline().strip() == ON
        roll_back_activation(season=season, actor=lead(), reason="Too much")
        assert watcher.stdout.readline().strip() == OFF
        assert monotonic() - activated < 30  # each within the moment that a mode is kept, on a busy machine too
    finally:
        watcher.kill()
        watcher.communicate()


def _test_database() -> str:
    return run.layout().database_url(RUNTIME, str(connection.settings_dict["NAME"]))
