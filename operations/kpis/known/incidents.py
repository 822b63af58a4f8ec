"""Key figures of incidents."""

from datetime import timedelta
from functools import partial

from django.utils.translation import gettext_lazy as _

from operations.kpis.registry import Direction, Kpi, Subject, Unit
from operations.runbooks.responsibilities import Responsibility

_Incidents = partial(
    Kpi,
    subject=Subject.INCIDENTS,
    unit=Unit.SECONDS,
    direction=Direction.AT_MOST,
    owner=Responsibility.OPERATIONS_LEAD,
    permission="incidents.view_incident",
    rows="admin:incidents_incident_changelist",
    rows_since="opened_at__gte",
    rows_until="opened_at__lt",
    window=timedelta(days=90),
)

INCIDENTS = (
    _Incidents(
        name="time_to_acknowledge",
        title=_("Time until somebody reacts"),
        formula=_("mean of SEV1 and SEV2: from opening an incident until it is acknowledged (MTTA)"),
        empty=_("no incident was acknowledged"),
        runbook="incident-escalation#call",
    ),
    _Incidents(
        name="time_to_resolve",
        title=_("Time until it is resolved"),
        formula=_("mean of SEV1 and SEV2: from opening an incident until it is resolved (MTTR)"),
        empty=_("no incident was resolved"),
        runbook="incident-escalation#rate",
    ),
)
