"""The auditor: an independent look at whether escalation does what it promises. It shares no code with what it audits.

Its own question is in sql/questions/escalation_findings.sql; its own mail goes straight to the mail server.
"""

from dataclasses import dataclass

import structlog
from django.conf import settings
from django.db import connection, transaction
from django.db.models.functions import Now

from core.sqlfiles import read_sql
from operations.incidents.alarm import sound_alarm
from operations.incidents.models import EscalationAudit, Finding
from operations.runbooks.responsibilities import Responsibility

logger = structlog.get_logger(__name__)

# So long may something be late: five ticks, and a minute for mail servers.
GRACE_TICKS, GRACE_SECONDS = 5, 60
# Alertmanager sends its watchdog every minute.
WATCHDOG_SECONDS = 5 * 60
# Somebody has to be reached for these whatever happens: alerts and runbooks call all of them.
WATCHED = tuple(Responsibility.values)
# These say that nobody is called any more: nobody would learn of them by a page.
ALARMING = (Finding.ESCALATION_STALLED, Finding.PAGE_MISSING, Finding.PAGE_LATE, Finding.WATCHDOG_SILENT)


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that is wrong. `seconds`: for how long, None where that is not known."""

    finding: str
    concerns: str
    incident_id: int | None
    seconds: float | None


def audit_escalation() -> dict[str, int]:
    """Look once: keep what is wrong, clear what no longer is, and tell people what nobody else would. Numbers of each.

    Whoever has to know is told once for each finding, by a mail of its own way.
    """
    found = findings()
    with transaction.atomic():
        cleared = _clear(found)
        new = sum(_keep(each) for each in found)
    told = _tell()
    return {"found": len(found), "new": new, "cleared": cleared, "told": told}


def findings() -> list[Found]:
    """What is wrong with escalation at this moment. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            read_sql("incidents", "questions/escalation_findings"),
            {
                "grace": GRACE_TICKS * settings.INCIDENT_TICK_SECONDS + GRACE_SECONDS,
                "watchdog": WATCHDOG_SECONDS,
                "watchdog_expected": not settings.DEMO,
                "responsibilities": list(WATCHED),
            },
        )
        return [Found(*row) for row in cursor.fetchall()]


def _keep(found: Found) -> bool:
    """Whether it is new."""
    seen = EscalationAudit.objects.filter(finding=found.finding, concerns=found.concerns, cleared_at=None)
    data = {"seconds": found.seconds}
    if seen.update(seen_at=Now(), data=data):
        return False
    EscalationAudit.objects.create(
        finding=found.finding, concerns=found.concerns, incident_id=found.incident_id, data=data
    )
    logger.error("escalation_finding", finding=found.finding, concerns=found.concerns)
    return True


def _clear(found: list[Found]) -> int:
    present = {(each.finding, each.concerns) for each in found}
    gone = [
        row.pk for row in EscalationAudit.objects.filter(cleared_at=None) if (row.finding, row.concerns) not in present
    ]
    return EscalationAudit.objects.filter(pk__in=gone, cleared_at=None).update(cleared_at=Now())


def _tell() -> int:
    """Mail what nobody has been told of; how many findings. Marked first: rather once too few than again and again."""
    told = 0
    for row in EscalationAudit.objects.filter(cleared_at=None, mailed_at=None, finding__in=ALARMING).order_by("id"):
        mine = EscalationAudit.objects.filter(pk=row.pk)
        if not mine.filter(mailed_at=None).update(mailed_at=Now()):
            continue  # another run is telling
        try:
            reached = sound_alarm(row)
        except OSError as error:  # SMTPException is one
            logger.exception("alarm_not_sent", finding=row.finding, error=str(error))
            reached = 0
        if not reached:
            mine.update(mailed_at=None)
        told += bool(reached)
    return told
