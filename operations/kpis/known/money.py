"""Key figures of costs and what they bring."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from operations.kpis.registry import Direction, Kpi, Subject, Unit
from operations.runbooks.responsibilities import Responsibility

_MONTH = timedelta(days=30)

MONEY = (
    Kpi(
        name="campaign_return",
        subject=Subject.MONEY,
        title=_("Return of campaigns"),
        formula=_("orders of leads that came in while campaigns ran, each once / what they cost - 1"),
        unit=Unit.SHARE,
        direction=Direction.AT_LEAST,
        owner=Responsibility.SALES_OPERATIONS,
        runbook="costs-and-ai#find-cost",
        permission="facts.view_campaign",
        rows="admin:facts_campaign_changelist",
        rows_since="started_at__gte",
        rows_until="started_at__lt",
        empty=_("no campaigns with costs"),
        window=timedelta(days=90),
    ),
    Kpi(
        name="cost_per_lead",
        subject=Subject.MONEY,
        title=_("Cost of a lead"),
        formula=_("(AI + infrastructure + sales time) / new leads"),
        unit=Unit.EUROS,
        direction=Direction.AT_MOST,
        owner=Responsibility.MANAGEMENT,
        runbook="costs-and-ai#check-figure",
        permission="costs.view_cost",
        rows="admin:costs_cost_changelist",
        rows_since="ends_at__gt",
        rows_until="starts_at__lt",
        empty=_("no leads"),
        window=_MONTH,
        least=10,
    ),
    Kpi(
        name="cost_per_order",
        subject=Subject.MONEY,
        title=_("Cost of an order"),
        formula=_("(AI + infrastructure + sales time) / orders"),
        unit=Unit.EUROS,
        direction=Direction.AT_MOST,
        owner=Responsibility.MANAGEMENT,
        runbook="costs-and-ai#check-figure",
        permission="costs.view_cost",
        rows="admin:costs_cost_changelist",
        rows_since="ends_at__gt",
        rows_until="starts_at__lt",
        empty=_("no orders"),
        window=_MONTH,
        least=10,
    ),
    Kpi(
        name="ai_spend",
        subject=Subject.MONEY,
        title=_("AI against its budget"),
        formula=_("what AI cost this month / the month's budget"),
        unit=Unit.SHARE,
        direction=Direction.AT_MOST,
        owner=Responsibility.MANAGEMENT,
        runbook="costs-and-ai#ai-budget",
        permission="costs.view_aiusage",
        rows="admin:costs_aiusage_changelist",
        rows_since="used_at__gte",
        rows_until="used_at__lt",
        empty=_("no budget"),
        is_monthly=True,
    ),
)
