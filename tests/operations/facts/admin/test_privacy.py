"""Data-protection requests: entered, due by the calendar, corrected."""

from datetime import datetime

import pytest
from django.utils.translation import override

from core.admin.texts import moment
from core.walltime import berlin_instant
from operations.facts.models import DataProtectionRequest
from operations.facts.services import privacy_due_at
from tests.leads.admin.conftest import NewDesk
from tests.leads.admin.desk import Desk
from tests.operations.facts.admin.scene import REQUESTS, page_of, privacy_request, step_of

pytestmark = pytest.mark.django_db
NEW = f"{REQUESTS}add/"


def berlin(*numbers: int) -> datetime:
    return berlin_instant(datetime(*numbers))  # type: ignore[arg-type]  # noqa: DTZ001  (a wall time)


@pytest.mark.parametrize(
    ("received", "extended", "due"),
    [
        ((2026, 3, 10, 9), False, (2026, 4, 10, 9)),  # across the change of clocks, the same time of day
        ((2026, 1, 31, 17), False, (2026, 2, 28, 17)),
        ((2026, 1, 31, 17), True, (2026, 4, 30, 17)),
        ((2025, 12, 1, 0), True, (2026, 3, 1, 0)),
    ],
)
def test_due_in_calendar_months(received: tuple[int, ...], extended: bool, due: tuple[int, ...]) -> None:
    assert privacy_due_at(berlin(*received), extended=extended) == berlin(*due)


SENT = {"right": "ERASURE", "received_at_0": "2026-01-31", "received_at_1": "17:00", "territory": "AT"}


def test_a_request_is_shown_with_its_due_date_then_recorded(boss: Desk) -> None:
    shown = boss.preview(NEW, SENT)
    with override("en"):
        assert moment(berlin(2026, 2, 28, 17)).replace("\u00a0", " ") in shown.text
    assert not DataProtectionRequest.objects.exists()

    page = boss.post(NEW, {**SENT, "confirm": "1"}, follow=True)
    made = DataProtectionRequest.objects.get()
    assert (made.right, made.territory, made.source, made.due_at) == ("ERASURE", "AT", "admin", berlin(2026, 2, 28, 17))
    assert made.external_id.startswith("DS-20260131-")
    assert str(boss.user) in page.table("history")[0][1]


def test_a_request_from_the_future_is_none(boss: Desk) -> None:
    answer = boss.post(NEW, {**SENT, "received_at_0": "2190-01-31", "confirm": "1"})
    assert "This lies in the future" in answer.text
    assert not DataProtectionRequest.objects.exists()


def test_it_is_recorded_in_ones_own_territories_only(desk: NewDesk) -> None:
    swiss = desk("lead", territories=["CH"])
    assert "territory" in swiss.post(NEW, {**SENT, "confirm": "1"}).errors
    assert not DataProtectionRequest.objects.exists()


def test_to_extend_it_moves_its_due_date(boss: Desk) -> None:
    made = privacy_request(days_ago=20)
    path = step_of(made, "correct")
    shown = boss.preview(path, {**boss.get(path).fields, "extended": "on", "why": "Umfangreich, mitgeteilt"})
    assert set(shown.comparison) == {"Extended by two months", "Due"}
    boss.post(path, {**shown.fields, "extended": "on", "confirm": "1"})
    made.refresh_from_db()
    assert made.extended
    assert made.due_at == privacy_due_at(made.received_at, extended=True)
    assert boss.get(page_of(made)).status == 200
