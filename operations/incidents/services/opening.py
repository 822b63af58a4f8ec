"""Incidents begin: by hand, by an alert, by a rule."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from core.dbclock import database_now
from core.models import User
from core.territory import Territory
from operations.incidents.clocks import next_update
from operations.incidents.impact import assess
from operations.incidents.models import EntryKind, Incident, Source
from operations.incidents.services.checklists import freeze_checklist
from operations.incidents.services.errors import IncidentRefused, text_of
from operations.incidents.services.events import tell
from operations.incidents.services.pages.queueing import queue_pages
from operations.incidents.services.timeline import write_entry
from operations.incidents.signals import Signal
from operations.runbooks.alerts import ALERTS
from operations.runbooks.models import RunbookVersion
from operations.runbooks.responsibilities import Responsibility, Severity
from operations.runbooks.subjects import Subject

# Clocks differ a little; what began later than that has not begun.
TOLERANCE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Beginning:
    """All that is known of an incident when it begins. `base`: how bad it is by itself; `key`: see Incident."""

    title: str
    subject: str
    base: str
    team: str
    source: Source
    territory: str = ""
    alert_name: str = ""
    key: str = ""
    began_at: datetime | None = None
    runbook_slug: str = ""
    runbook_step: str = ""
    is_drill: bool = False
    actor: User | None = None
    text: str = ""


def begun_by(signal: Signal) -> Beginning:
    """What a signal begins. One of an alert that nobody knows is about the platform: it must not be lost."""
    alert = ALERTS.get(signal.alert_name)
    if alert is None:
        told = signal.labels.get("severity", "")
        return Beginning(
            title=(signal.annotations.get("summary") or signal.alert_name)[:200],
            subject=Subject.PLATFORM,
            base=told if told in Severity.values else Severity.SEV3,
            team=Responsibility.ENGINEERING_ON_CALL,
            source=signal.source,
            territory=signal.territory,
            alert_name=signal.alert_name,
            key=signal.key,
            began_at=signal.starts_at,
        )
    with override("en"):  # what is stored; people read it in their language, by the alert's name
        title = str(alert.title)
    return Beginning(
        title=title[:200],
        subject=alert.subject,
        base=alert.severity,
        team=alert.team,
        source=signal.source,
        territory=signal.territory,
        alert_name=alert.name,
        key=signal.key,
        began_at=signal.starts_at,
        runbook_slug=alert.runbook,
        runbook_step=alert.step,
    )


def open_incident(
    *,
    title: str,
    subject: str,
    severity: str,
    actor: User,
    team: str = Responsibility.OPERATIONS_ON_CALL,
    territory: str = "",
    text: str = "",
    began_at: datetime | None = None,
    runbook_slug: str = "",
    is_drill: bool = False,
) -> Incident:
    """Open an incident by hand: its team is notified at once. The incident.

    `severity`: how bad it is by itself; its impact may make it worse. `began_at` (aware): since when, by default now.
    Raises IncidentRefused for what is empty, unknown, in the future, or of a territory that is none of `actor`'s.
    """
    _check_choice(subject, Subject.values, "subject")
    _check_choice(severity, Severity.values, "severity")
    _check_choice(team, Responsibility.values, "team")
    _check_choice(territory, ["", *Territory.values], "territory")
    if territory and not actor.is_superuser and territory not in actor.territories:
        raise IncidentRefused(_("This is none of your territories."), code="territory", status=422, field="territory")
    if began_at is not None and (began_at - database_now()).total_seconds() > TOLERANCE_SECONDS:
        raise IncidentRefused(_("It cannot begin in the future."), code="future", status=422, field="began_at")
    if runbook_slug and _version_of(runbook_slug) is None:
        raise IncidentRefused(_("There is no such runbook."), code="runbook", status=422, field="runbook_slug")
    return begin_incident(
        Beginning(
            title=text_of(title, field="title", longest=200),
            subject=subject,
            base=severity,
            team=team,
            source=Source.PERSON,
            territory=territory,
            began_at=began_at,
            runbook_slug=runbook_slug,
            is_drill=is_drill,
            actor=actor,
            text=text.strip()[:10_000],
        )
    )


@transaction.atomic
def begin_incident(beginning: Beginning) -> Incident:
    """Open the incident: rated, with its checklist, its first line, its event and its first pages."""
    now = database_now()
    assessed = assess(subject=beginning.subject, territory=beginning.territory, base=beginning.base, at=now)
    incident = Incident.objects.create(
        title=beginning.title,
        alert_name=beginning.alert_name,
        subject=beginning.subject,
        territory=beginning.territory,
        key=beginning.key,
        base_severity=beginning.base,
        computed_severity=assessed.severity,
        severity_reasons=assessed.reasons,
        source=beginning.source,
        team=beginning.team,
        is_drill=beginning.is_drill,
        began_at=beginning.began_at or now,
        opened_at=now,
        opened_by=beginning.actor,
        next_update_at=next_update(assessed.severity, now),
        paging_since=now,
        runbook_slug=beginning.runbook_slug,
        runbook_version=_version_of(beginning.runbook_slug),
        runbook_step=beginning.runbook_step,
    )
    freeze_checklist(incident)
    write_entry(
        incident=incident,
        kind=EntryKind.OPENED,
        actor=beginning.actor,
        text=beginning.text,
        at=now,
        severity=incident.severity,
        source=beginning.source.value,
        reasons=assessed.reasons,
    )
    tell(incident, "opened", actor=beginning.actor, source=beginning.source.value)
    queue_pages(incident, at=now)
    return incident


def _version_of(slug: str) -> RunbookVersion | None:
    return RunbookVersion.objects.current().filter(runbook__slug=slug).first() if slug else None


def _check_choice(value: str, known: list[str], field: str) -> None:
    if value not in known:
        raise IncidentRefused(_("This is none of the choices."), code="choice", status=422, field=field)
