"""All key figures at a glance."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from operations.kpis.models import KpiSnapshot
from operations.kpis.registry import KPIS
from tests.leads.admin.desk import Desk, Page
from tests.leads.admin.document import by_id, words
from tests.operations.kpis.desks import OVERVIEW, desk, order, refresh, samples

pytestmark = pytest.mark.django_db


def card(page: Page, name: str) -> str:
    """What stands on a card."""
    return words(by_id(page.root, name))


def test_value_target_verdict_and_territories_in_words() -> None:
    samples("DE", delivered=15, failed=5)
    samples("CH", delivered=3, failed=1)
    refresh()

    told = card(desk().get(OVERVIEW), "sample_success")
    assert "75 % missed" in told
    assert "at least 8" in told
    assert "24 cases" in told
    assert "Germany 75 % missed" in told
    assert "Switzerland 75 % too few cases (under 10)" in told
    assert "Austria – no samples" in told


def test_german_numbers() -> None:
    samples("DE", delivered=7, failed=1)
    order("DE", seconds=90)
    refresh()

    page = desk(language="de").get(OVERVIEW)
    assert "87,5\u00a0%" in by_text(page, "sample_success")
    assert "1:30\u00a0min" in by_text(page, "order_confirmation")


def by_text(page: Page, name: str) -> str:
    """The text of a card with its no-break spaces."""
    return "".join(by_id(page.root, name).itertext())


def test_where_there_is_nothing_it_says_so() -> None:
    refresh()

    page = desk("superuser").get(OVERVIEW)
    with override("en"):
        expected = {name: f"– {kpi.empty}" for name, kpi in KPIS.items() if name != "ai_spend"}
    assert {name for name, told in expected.items() if told not in card(page, name)} == set()


def test_links_lead_to_the_rows_in_the_window_and_to_the_runbook() -> None:
    refresh()

    page = desk().get(OVERVIEW)
    reminders = next(each for each in page.links if each.startswith("/admin/leads/leadreminder/?"))
    assert "due_at__gte=20" in reminders
    assert "due_at__lt=20" in reminders
    assert "/admin/runbooks/runbook/protection-reminders/read/#check-overdue" in page.links
    assert f"{OVERVIEW}reminder_sla/" in page.links
    assert desk().get(reminders).status == 200


def test_a_verdict_has_a_sign_and_words() -> None:
    samples("DE", delivered=15, failed=5)
    refresh()

    answer = desk().get(OVERVIEW).response.content.decode()
    assert 'class="icon icon-alert" aria-hidden="true"></span>missed' in answer


def test_trend_has_its_values_in_words() -> None:
    for months in (1, 2, 3):
        samples("DE", delivered=9, failed=months, ended=timezone.now() - timedelta(days=30 * months + 1))
    samples("DE", delivered=1, failed=1)
    refresh()

    answer = desk().get(OVERVIEW).response.content.decode()
    assert "4 values, oldest first: 75\u00a0%; 81.8\u00a0%; 90\u00a0%; 50\u00a0%" in answer


def test_who_sees_one_territory_sees_its_values_alone() -> None:
    samples("DE", delivered=20, failed=0)
    samples("CH", delivered=0, failed=20)
    refresh()

    told = card(desk(territories=["CH"]).get(OVERVIEW), "sample_success")
    assert "0 % missed" in told
    assert "20 cases" in told
    assert "Germany" not in told


def test_who_sees_two_territories_has_their_total_measured_now() -> None:
    samples("DE", delivered=20, failed=0)
    samples("CH", delivered=0, failed=20)
    samples("AT", delivered=0, failed=20)
    refresh()

    told = card(desk(territories=["DE", "CH"]).get(OVERVIEW), "sample_success")
    assert "50 % missed" in told
    assert "measured now" in told
    assert "Austria" not in told


def test_who_sees_no_territory_is_told_why_there_is_nothing() -> None:
    samples("DE", delivered=20, failed=0)
    refresh()

    page = desk(territories=[]).get(OVERVIEW)
    assert "You have no territory yet" in page.text
    assert "– no samples" in card(page, "sample_success")


def test_a_snapshot_that_nobody_refreshes_is_not_believed() -> None:
    refresh()
    samples("DE", delivered=20, failed=0)
    viewer = desk()
    assert "no samples" in card(viewer.get(OVERVIEW), "sample_success")
    KpiSnapshot.objects.update(measured_at=timezone.now() - timedelta(hours=1))

    assert "100 % met" in card(viewer.get(OVERVIEW), "sample_success")


def test_nothing_is_found_for_nobody() -> None:
    nobody: Desk = desk(None)
    assert nobody.get(OVERVIEW).status == 403
