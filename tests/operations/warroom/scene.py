"""The Oktoberfest of 2027, prepared or on, and what a Prometheus has scraped of its load."""

from datetime import UTC, date, datetime

from seasonal.models import Baseline, Season
from seasonal.services.activation import activate_season
from seasonal.services.seasons import open_season
from tests.factories import UserFactory

# 12:00 in Berlin, in the hours of the season.
NOON = datetime(2027, 9, 10, 10, tzinfo=UTC)
EVERY = 15  # seconds between two scrapes
# Requests a second, and the share that is answered within 200 ms; all others take from 300 to 750 ms.
RATES = {("DE", "queries"): (20, 0.9), ("AT", "queries"): (10, 1.0), ("CH", "queries"): (0, 1.0)}
READY = {"freshops-queries-de": 5, "freshops-queries-at": 3}


def oktoberfest() -> Season:
    """As it is planned: baselines count from long ago."""
    Baseline.objects.update(measured_on=date(2026, 1, 1))
    return Season.objects.get(kind="oktoberfest", starts_on__year=2027)


def opened() -> Season:
    """Being prepared, with its playbook."""
    season = oktoberfest()
    open_season(season=season, actor=UserFactory.create(role="lead"))
    return season


def switched_on() -> Season:
    """Active."""
    season = opened()
    activate_season(season=season, actor=UserFactory.create(role="lead"), reason="Test", at=NOON)
    season.refresh_from_db()
    return season


def room_of(season: Season) -> str:
    """The address of its war room."""
    return f"/admin/seasonal/season/{season.pk}/war-room/"


def scraped(at: datetime) -> str:
    """What was scraped from twenty minutes before an instant until half an hour after it, at its present rate."""
    first = at.timestamp() - 1200
    moments = [(step * EVERY, first + step * EVERY) for step in range(3000 // EVERY)]
    lines = ["# TYPE freshops_http_requests counter"]
    for (territory, workload), (rate, _share) in RATES.items():
        labels = f'territory="{territory}",workload="{workload}",status="2xx"'
        lines += [f"freshops_http_requests_total{{{labels}}} {rate * past} {moment}" for past, moment in moments]
    lines.append("# TYPE freshops_http_request_seconds histogram")
    for (territory, workload), (rate, share) in RATES.items():
        labels = f'territory="{territory}",workload="{workload}"'
        for past, moment in moments:
            count = rate * past
            for bound, part in (("0.2", share), ("0.3", share), ("0.75", 1), ("1.0", 1), ("+Inf", 1)):
                lines.append(f'freshops_http_request_seconds_bucket{{{labels},le="{bound}"}} {count * part} {moment}')
            lines.append(f"freshops_http_request_seconds_count{{{labels}}} {count} {moment}")
            lines.append(f"freshops_http_request_seconds_sum{{{labels}}} {count * 0.2} {moment}")
    lines.append("# TYPE kube_deployment_status_replicas_available gauge")
    for deployment, count in READY.items():
        labels = f'namespace="freshops",deployment="{deployment}"'
        lines += [f"kube_deployment_status_replicas_available{{{labels}}} {count} {moment}" for _, moment in moments]
    return "\n".join([*lines, "# EOF\n"])
