"""Key figures of data protection."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from operations.kpis.registry import Direction, Kpi, Subject, Unit
from operations.runbooks.responsibilities import Responsibility

PRIVACY = (
    Kpi(
        name="privacy_in_time",
        subject=Subject.PRIVACY,
        title=_("Data-protection requests in time"),
        formula=_("requests answered by their day / requests answered or overdue"),
        unit=Unit.SHARE,
        direction=Direction.AT_LEAST,
        owner=Responsibility.DATA_PROTECTION,
        runbook="incident-escalation#privacy-late",
        permission="facts.view_dataprotectionrequest",
        rows="admin:facts_dataprotectionrequest_changelist",
        rows_since="due_at__gte",
        rows_until="due_at__lt",
        empty=_("no requests"),
        window=timedelta(days=90),
    ),
)
