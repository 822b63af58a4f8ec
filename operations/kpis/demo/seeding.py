"""The demo's business facts, all of them."""

import random
from collections import defaultdict
from datetime import datetime

from core.models import User
from leads.models import Lead
from operations.facts.models import Sample
from operations.facts.services.recording import record_reports
from operations.kpis.demo import help as help_system
from operations.kpis.demo import money, supply
from operations.kpis.demo.telling import DemoLead, Stage
from operations.kpis.services.snapshots import refresh_snapshots
from operations.kpis.services.trends import refresh_trends

_AT_ONCE = 500


def seed_facts(*, actor: User, now: datetime) -> int:
    """Fill in three months of facts that end at `now` (aware), entered by `actor`; how many reports.

    The same every time, but for the dates. Nothing where there are samples already, or no leads to tell of.
    """
    leads: defaultdict[str, list[DemoLead]] = defaultdict(list)
    for lead in Lead.objects.order_by("pk"):
        leads[lead.territory].append(DemoLead(lead.pk, lead.user_id, lead.territory, lead.created_at))
    if not leads or Sample.objects.exists():
        return 0
    stage = Stage(leads, now, random.Random(11))  # noqa: S311  (a demo, not a secret)
    money.costs(stage, actor)
    money.privacy(stage, actor)
    help_system.ask(stage)
    reports = [
        *supply.samples(stage),
        *supply.catering(stage),
        *supply.orders(stage),
        *supply.assignments(stage),
        *money.campaigns(stage, actor),
        *help_system.usage(stage),
        *help_system.answers(stage),
    ]
    for begin in range(0, len(reports), _AT_ONCE):
        record_reports(reports[begin : begin + _AT_ONCE])
    refresh_snapshots()
    refresh_trends()
    return len(reports)
