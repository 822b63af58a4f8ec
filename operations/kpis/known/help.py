"""Key figures of the help system and of AI."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from operations.kpis.registry import Direction, Kpi, Subject, Unit
from operations.runbooks.responsibilities import Responsibility

_MONTH = timedelta(days=30)

HELP = (
    Kpi(
        name="help_success",
        subject=Subject.HELP,
        title=_("Help that helped"),
        formula=_("answers that helped / answers with feedback"),
        unit=Unit.SHARE,
        direction=Direction.AT_LEAST,
        owner=Responsibility.OPERATIONS_LEAD,
        runbook="costs-and-ai#help-success",
        permission="facts.view_helpanswer",
        rows="admin:facts_helpanswer_changelist",
        rows_since="answered_at__gte",
        rows_until="answered_at__lt",
        empty=_("no feedback"),
        window=_MONTH,
        least=10,
    ),
    Kpi(
        name="confidence_time",
        subject=Subject.HELP,
        title=_("Answer with its confidence"),
        formula=_("95 percent of questions: from the question to its ranked answers and their confidence"),
        unit=Unit.SECONDS,
        direction=Direction.AT_MOST,
        owner=Responsibility.ENGINEERING_ON_CALL,
        runbook="emergencies#latency-measure",
        permission="runbooks.view_runbook",
        rows="",
        rows_since="",
        rows_until="",
        empty=_("no questions"),
        least=10,
    ),
    Kpi(
        name="routing_failures",
        subject=Subject.HELP,
        title=_("Questions that AI could not route"),
        formula=_("uses of AI for routing with a confidence under 0.6"),
        unit=Unit.COUNT,
        direction=Direction.AT_MOST,
        owner=Responsibility.ENGINEERING_ON_CALL,
        runbook="costs-and-ai#help-success",
        permission="costs.view_aiusage",
        rows="admin:costs_aiusage_changelist",
        rows_since="used_at__gte",
        rows_until="used_at__lt",
        rows_query="purpose__exact=routing",
        empty=_("no questions"),
    ),
    Kpi(
        name="struggle_false_alarms",
        subject=Subject.HELP,
        title=_("False alarms of struggle detection"),
        formula=_("alarms whose help was of no help / alarms"),
        unit=Unit.SHARE,
        direction=Direction.AT_MOST,
        owner=Responsibility.ENGINEERING_ON_CALL,
        runbook="costs-and-ai#help-success",
        permission="costs.view_aiusage",
        rows="admin:costs_aiusage_changelist",
        rows_since="used_at__gte",
        rows_until="used_at__lt",
        rows_query="purpose__exact=struggle-detection",
        empty=_("no alarms"),
        least=10,
    ),
)
