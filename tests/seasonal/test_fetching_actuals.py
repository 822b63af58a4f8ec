"""What came of a plan, fetched from a real Prometheus: the highest load of the season's days, and of no other."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from core.models import User
from core.walltime import berlin_instant
from seasonal.errors import PlanRefused
from seasonal.models import CapacityPlan, PlanActual, Season
from seasonal.prometheus import Prometheus
from seasonal.services.actuals import fetch_actuals, record_actual
from tests.factories import UserFactory
from tests.leads.admin.conftest import NewDesk, desk
from tests.seasonal.admin.scene import plan
from tests.seasonal.prometheus_server import serving

__all__ = ["desk"]
FIRST = date(2026, 11, 3)  # of the season, which has two days here
BEGIN = berlin_instant(datetime.combine(FIRST, time()))
SCRAPED_EVERY = 60  # seconds
# Hours from the season's begin -> requests a second of queries in Germany from then on.
LOADS = {-4: 500, -1: 10, 12: 180, 13: 20, 48: 900}


def _rate(hour: float) -> int:
    return LOADS[max(since for since in LOADS if since <= hour)]


def _scraped() -> str:
    counts, count = [], 0
    for second in range(-4 * 3600, 50 * 3600, SCRAPED_EVERY):
        counts.append((count, (BEGIN + timedelta(seconds=second)).timestamp()))
        count += _rate(second / 3600) * SCRAPED_EVERY
    labels = 'territory="DE",workload="queries"'
    lines = [f'freshops_http_requests_total{{{labels},status="2xx"}} {count} {at}' for count, at in counts]
    other = [f'freshops_http_requests_total{{territory="none",workload="queries",status="2xx"}} {count} {at}'
             for count, at in counts]  # fmt: skip
    return "\n".join(("# TYPE freshops_http_requests counter", *lines, *other, "# EOF\n"))


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("prometheus"), _scraped()) as url:
        yield url


@pytest.fixture
def made() -> CapacityPlan:
    """A plan of a season that had those two days."""
    found = plan()
    Season.objects.filter(pk=found.season_id).update(starts_on=FIRST, ends_on=FIRST + timedelta(days=1))
    found.refresh_from_db()
    return found


@pytest.fixture
def actor() -> User:
    made: User = UserFactory.create(role="lead")
    return made


def fetched(plan: CapacityPlan, actor: User, address: str, hours: float) -> list[PlanActual]:
    at = BEGIN + timedelta(hours=hours)
    return fetch_actuals(actor=actor, plan=plan, prometheus=Prometheus(address), at=at)


@pytest.mark.django_db
@pytest.mark.parametrize(("hours", "came"), [(6, 10), (24, 180), (400, 180)])
def test_the_highest_load_of_the_seasons_days_is_kept(
    made: CapacityPlan, actor: User, address: str, hours: float, came: int
) -> None:
    """While it runs up to now, afterwards all of it; the 900 came after its last day."""
    (row,) = fetched(made, actor, address, hours)
    assert (row.territory, row.workload, row.source) == ("DE", "queries", "PROMETHEUS")
    assert row.peak_rate == pytest.approx(Decimal(came), rel=Decimal("0.01"))
    assert (row.instances, row.recorded_by) == (None, actor)


@pytest.mark.django_db
def test_what_is_entered_by_hand_afterwards_says_so(made: CapacityPlan, actor: User, address: str) -> None:
    fetched(made, actor, address, 400)
    record_actual(actor=actor, plan=made, territory="DE", workload="queries", peak_rate=Decimal(170), instances=4)
    kept = PlanActual.objects.get()
    assert (kept.source, kept.peak_rate, kept.instances) == ("MANUAL", Decimal(170), 4)


@pytest.mark.django_db
def test_before_the_season_nothing_has_come(made: CapacityPlan, actor: User, address: str) -> None:
    with pytest.raises(PlanRefused):
        fetched(made, actor, address, -1)


@pytest.mark.django_db
def test_a_season_that_prometheus_knows_nothing_of_is_told(made: CapacityPlan, actor: User, address: str) -> None:
    Season.objects.filter(pk=made.season_id).update(starts_on="2025-11-03", ends_on="2025-11-04")
    made.refresh_from_db()
    with pytest.raises(PlanRefused):
        fetched(made, actor, address, 1)
    assert not PlanActual.objects.exists()


@pytest.mark.django_db
def test_a_season_whose_beginning_prometheus_has_forgotten_is_refused(
    made: CapacityPlan, actor: User, address: str
) -> None:
    """It knows of requests from 2 November 20:00 on."""
    Season.objects.filter(pk=made.season_id).update(starts_on=FIRST - timedelta(days=3))
    made.refresh_from_db()
    with translation.override("en"), pytest.raises(PlanRefused, match=r"only from 2 November 2026 on.*retention\.time"):
        fetched(made, actor, address, 400)
    assert not PlanActual.objects.exists()


@pytest.mark.django_db
def test_a_gap_of_less_than_a_day_at_the_beginning_is_none(made: CapacityPlan, actor: User, address: str) -> None:
    Season.objects.filter(pk=made.season_id).update(starts_on=FIRST - timedelta(days=1))
    made.refresh_from_db()
    assert len(fetched(made, actor, address, 400)) == 1


@pytest.mark.django_db
def test_it_is_fetched_on_the_page_of_the_plan(
    desk: NewDesk, made: CapacityPlan, address: str, settings: object
) -> None:
    settings.PROMETHEUS_URL = address  # type: ignore[attr-defined]
    lead, page = desk("lead", language="en"), f"/admin/seasonal/capacityplan/{made.pk}"
    assert f"{page}/fetch/" in lead.get(f"{page}/change/").links
    assert "highest requests per second" in lead.get(f"{page}/fetch/").text
    lead.post(f"{page}/fetch/", {"confirm": "1"})
    shown = lead.get(f"{page}/change/")
    (row,) = shown.table("deviation")
    assert row[-1].startswith("Prometheus")
    assert row[-2].split()[1] == "–"


@pytest.mark.django_db
def test_without_a_prometheus_it_is_told(desk: NewDesk, made: CapacityPlan, settings: object) -> None:
    settings.PROMETHEUS_URL = ""  # type: ignore[attr-defined]
    lead, page = desk("lead", language="en"), f"/admin/seasonal/capacityplan/{made.pk}"
    lead.post(f"{page}/fetch/", {"confirm": "1"})
    assert lead.get(f"{page}/change/").messages == ["No Prometheus is known here. Set PROMETHEUS_URL."]
