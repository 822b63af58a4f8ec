"""Signals become incidents, join them, reopen them, and end them."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from core.dbclock import database_now
from operations.incidents.models import AlertStatus, EntryKind, Incident, IncidentAlert, IncidentState, Source
from operations.incidents.services.opening import begin_incident, begun_by
from operations.incidents.services.pages.queueing import queue_pages
from operations.incidents.services.severity import rate_again
from operations.incidents.services.states import end_incident, take_up_again
from operations.incidents.services.timeline import write_entry
from operations.incidents.signals import RULE, Signal
from operations.incidents.ticking import WATCH, has_stopped
from operations.runbooks.responsibilities import Severity

# Again within so long of its end, it is the same trouble.
REOPENS = timedelta(hours=1)
# A delivery may be this late: what ended, by itself or by a person, fires again only in one that comes later than that.
LATE = timedelta(minutes=5)


@transaction.atomic
def take_signals(*, signals: Sequence[Signal]) -> list[int]:
    """Take alerts, firing and ended, all or none; the ids of the incidents concerned. Each counts once.

    Two at the same time about the same alert wait for each other, so that they make one incident.
    """
    wait_for_turn({signal.key for signal in signals})
    concerned: dict[int, None] = {}
    for key in dict.fromkeys(signal.key for signal in signals):
        mine = [signal for signal in signals if signal.key == key]
        concerned |= dict.fromkeys(_fire([signal for signal in mine if signal.ends_at is None]))
        concerned |= dict.fromkeys(_end([signal for signal in mine if signal.ends_at is not None]))
    return list(concerned)


def wait_for_turn(keys: Iterable[str]) -> None:
    """Whoever takes a signal of one of these keys waits until the end of this transaction."""
    with connection.cursor() as cursor:
        for key in sorted(keys):  # in one order everywhere: two that want the same do not wait for each other
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('incident:' || %s, 0))", [key])


def _fire(signals: list[Signal]) -> Iterable[int]:
    """Signals of one key that fire: those that are new begin an incident or join it. The incidents."""
    now = database_now()
    fresh: list[Signal] = []
    known: dict[int, None] = {}
    for signal in signals:
        row = _row_of(signal)
        if row is None or _fires_again(row, now) or _fires_on(signal, row, now):
            fresh.append(signal)
            continue
        known[row.incident_id] = None
        IncidentAlert.objects.filter(pk=row.pk).update(received=F("received") + 1, last_received_at=Now())
    if fresh:
        known[_take_up(fresh, now).pk] = None
    return known


def _take_up(signals: list[Signal], now: datetime) -> Incident:
    """The incident that new signals of one key begin, join or reopen."""
    first = signals[0]
    found = Incident.objects.filter(key=first.key).select_for_update(no_key=True).order_by("-id")
    incident = found.active().first()
    if incident is None:
        incident = found.filter(state=IncidentState.RESOLVED, resolved_at__gt=now - REOPENS).first()
        if incident is None:
            incident = begin_incident(begun_by(first))
        else:
            take_up_again(incident, state=IncidentState.OPEN, actor=None)
    before = [_keep(signal, incident) for signal in signals]
    for left in dict.fromkeys(each for each in before if each is not None and each != incident):
        write_entry(incident=left, kind=EntryKind.ALERT, alert=first.alert_name, went_on=incident.pk)
    write_entry(
        incident=incident,
        kind=EntryKind.ALERT,
        at=min(signal.starts_at for signal in signals),
        alert=first.alert_name,
        count=len(signals),
        summary=first.annotations.get("summary", "")[:500],
        description=first.annotations.get("description", "")[:2000],
    )
    rate_again(incident, at=now)
    queue_pages(incident, at=now)
    return incident


def _keep(signal: Signal, incident: Incident) -> Incident | None:
    """Keep a signal as one of `incident`; the one that it was of before, if there was one."""
    row = _row_of(signal)
    kept = {
        "incident": incident,
        "status": AlertStatus.FIRING,
        "ends_at": None,
        "labels": signal.labels,
        "annotations": signal.annotations,
        "last_received_at": Now(),
    }
    IncidentAlert.objects.update_or_create(
        fingerprint=signal.fingerprint,
        starts_at=signal.starts_at,
        defaults={**kept, "received": F("received") + 1},
        create_defaults=kept,
    )
    return row.incident if row else None


def _end(signals: list[Signal]) -> Iterable[int]:
    """Signals of one key that have ended: an incident without any other ends too, unless somebody has to end it."""
    known: dict[int, Signal] = {}
    for signal in signals:
        row = _row_of(signal)
        if row is None or row.status == AlertStatus.RESOLVED:
            continue  # nobody has heard of it, or knows already
        IncidentAlert.objects.filter(pk=row.pk).update(
            status=AlertStatus.RESOLVED, ends_at=signal.ends_at, last_received_at=Now()
        )
        known[row.incident_id] = signal
    for incident_id, signal in known.items():
        _settle(Incident.objects.select_for_update(no_key=True).get(pk=incident_id), signal)
    return known


def _settle(incident: Incident, last: Signal) -> None:
    fires = incident.alerts.filter(status=AlertStatus.FIRING).exists()
    by_itself = not fires and incident.state == IncidentState.OPEN and not _needs_a_person(incident)
    stays = not fires and not incident.ended and not by_itself
    write_entry(incident=incident, kind=EntryKind.ALERT_ENDED, alert=last.alert_name, stays_open=stays)
    if by_itself:
        end_incident(incident, actor=None)


def _needs_a_person(incident: Incident) -> bool:
    """Whether it is, or ever was, a SEV1; what a person said about that counts more."""
    if incident.override_severity:
        return incident.override_severity == Severity.SEV1
    worst = Q(kind=EntryKind.OPENED, data__severity="SEV1") | Q(kind=EntryKind.SEVERITY, data__now="SEV1")
    return incident.severity == Severity.SEV1 or incident.timeline.filter(worst).exists()


def _row_of(signal: Signal) -> IncidentAlert | None:
    rows = IncidentAlert.objects.filter(fingerprint=signal.fingerprint, starts_at=signal.starts_at)
    return rows.select_related("incident").first()


def _fires_again(row: IncidentAlert, now: datetime) -> bool:
    return row.status == AlertStatus.RESOLVED and row.last_received_at < now - LATE


def _fires_on(signal: Signal, row: IncidentAlert, now: datetime) -> bool:
    """Whether an alert that never ended is news again: somebody has said that it is over, and it is not.

    An alert is of a whole territory: what it says now may be another order. Not where our own rules know case by case
    what it is about: those that are new are told by themselves, and those that were dealt with need nobody again.
    """
    ended = row.incident.resolved_at
    if signal.source != Source.ALERT or row.status != AlertStatus.FIRING or ended is None or ended >= now - LATE:
        return False
    return Incident.objects.filter(key=signal.key).active().exists() or not _known_case_by_case(signal.key)


def _known_case_by_case(key: str) -> bool:
    """Whether rules of our own have found cases of a key that go on, and still look for more."""
    cases = IncidentAlert.objects.filter(incident__key=key, status=AlertStatus.FIRING, fingerprint__startswith=RULE)
    return cases.exists() and not has_stopped(WATCH)
