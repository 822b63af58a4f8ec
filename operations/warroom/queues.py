"""What waits to be sent: events, reminders, notifications. Read as the metrics are, of which alerts are made."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from prometheus_client.registry import Metric

from core.models import User
from journal.metrics import backlog
from leads.metrics import failures
from operations.incidents.models import Incident, Page
from operations.incidents.models.pages import PageState
from seasonal.models import LateNotice, NoticeState

_Rows = list[tuple[str, Mapping[str, str], float]]


@dataclass(frozen=True, slots=True)
class Outbox:
    """Events that are to be delivered: seconds since the oldest was due, how many wait, and wait for a decision."""

    lag: float
    waiting: int
    parked: int


@dataclass(frozen=True, slots=True)
class Reminders:
    """Reminders that are due: waiting, given up, late by more than the promised hour; and expiries without one."""

    waiting: int
    dead: int
    overdue: int
    unreminded: int


@dataclass(frozen=True, slots=True)
class Notifications:
    """Mails to people on call (`pages`) and about late milestones (`notices`) that are due; pages that failed."""

    pages: int
    notices: int
    failed: int


def outbox() -> Outbox:
    """Of all subscriptions. One query."""
    rows = _rows(backlog)
    return Outbox(
        lag=max((value for name, _labels, value in rows if name == "outbox_dispatch_lag_seconds"), default=0.0),
        waiting=_sum(rows, "freshops_outbox_pending"),
        parked=_sum(rows, "freshops_outbox_parked"),
    )


def reminders(territories: Iterable[str]) -> Reminders:
    """Of some territories. One query."""
    own = set(territories)
    rows = [row for row in _rows(failures) if row[1].get("territory") in own]
    return Reminders(
        waiting=sum(_sum(rows, "freshops_reminders_unsent", status=each) for each in ("unqueued", "pending")),
        dead=_sum(rows, "freshops_reminders_unsent", status="dead"),
        overdue=_sum(rows, "freshops_reminders_overdue"),
        unreminded=_sum(rows, "freshops_expiries_without_reminder"),
    )


def notifications(user: User, now: datetime) -> Notifications:
    """Of the incidents that somebody may see, and all mails about late milestones. Three queries, each of an index."""
    seen = Incident.objects.for_user(user)
    return Notifications(
        pages=_pages(PageState.PENDING, seen).filter(due_at__lte=now).count(),
        notices=LateNotice.objects.filter(state=NoticeState.PENDING, next_attempt_at__lte=now).count(),
        failed=_pages(PageState.FAILED, seen.active()).count(),
    )


def _pages(state: PageState, incidents: QuerySet[Incident]) -> QuerySet[Page]:
    return Page.objects.filter(state=state, incident__in=incidents)


def _rows(collector: Callable[[], Iterable[Metric]]) -> _Rows:
    return [(each.name, each.labels, each.value) for metric in collector() for each in metric.samples]


def _sum(rows: _Rows, wanted: str, **labels: str) -> int:
    chosen = (
        value for name, own, value in rows if name == wanted and all(own.get(key) == labels[key] for key in labels)
    )
    return int(sum(chosen))
