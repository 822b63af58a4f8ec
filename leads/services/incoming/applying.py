"""Applying facts of other systems: in one transaction, the locks first."""

from collections.abc import Sequence

import pghistory
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.models import User
from journal.consumers import NotYet
from journal.messages import EventMessage
from leads.errors import constraint_errors
from leads.models import Lead
from leads.services.debts import TOLERANCE, drop_debts_at_handovers, reconcile_debts, record_debt_ends
from leads.services.incoming.activities import record_activities
from leads.services.incoming.debts import DEBT_TYPES, debt_ends
from leads.services.incoming.descriptions import update_descriptions
from leads.services.incoming.facts import Fact, is_report, read_fact
from leads.services.incoming.handovers import hand_over
from leads.services.incoming.reach import refuse_foreign
from leads.services.incoming.registrations import register_leads
from leads.services.incoming.statuses import record_statuses
from leads.services.registration import lock_companies

STATUS_TYPES = ("lead.status.changed", "lead.converted", "lead.withdrawn")


def apply_facts(messages: Sequence[EventMessage]) -> None:
    """Apply what other systems report about leads, and bring the automatic holds in line; all or nothing.

    A fact that was applied before changes nothing, and the outcome does not depend on the order. Raises NotYet where
    a lead, a user or the time of a debt is still to come, and a DomainError where one of the facts is refused.
    """
    facts = [read_fact(message) for message in messages if is_report(message)]
    if not facts:
        return
    with pghistory.context(source="event"), constraint_errors(), transaction.atomic():
        created = [fact for fact in facts if fact.event_type == "lead.created"]
        updated = [fact for fact in facts if fact.event_type == "lead.updated"]
        leads = _lock_leads({fact.lead_id for fact in facts}, {fact.lead_id for fact in created})
        refuse_foreign(facts, {lead_id: territory for lead_id, (_company, territory) in leads.items()})
        _require_begun([fact for fact in facts if fact.event_type in DEBT_TYPES])
        _require_users([fact for fact in facts if fact.event_type in ("lead.created", "lead.assigned")])
        # Leads first, then companies, all of them at once: the order in which one lead is corrected, too.
        named = [fact.details.get("company", "") for fact in (*created, *updated)]
        lock_companies([name for name in (*named, *(leads.get(fact.lead_id, ("", ""))[0] for fact in updated)) if name])
        register_leads(created)
        record_activities([fact for fact in facts if fact.event_type == "lead.activity.created"])
        closing = hand_over([fact for fact in facts if fact.event_type == "lead.assigned"])
        record_statuses([fact for fact in facts if fact.event_type in STATUS_TYPES])
        update_descriptions(updated)
        record_debt_ends(debt_ends(facts))
        drop_debts_at_handovers(closing)
        reconcile_debts(lead_ids={fact.lead_id for fact in facts})


def _lock_leads(lead_ids: set[int], coming: set[int]) -> dict[int, tuple[str, str]]:
    """Lock the leads in the order of their ids; company and territory of each.

    NotYet where one is neither here nor `coming`.
    """
    leads = Lead.objects.select_for_update(no_key=True).filter(pk__in=lead_ids).order_by("pk")
    found = {pk: (company, territory) for pk, company, territory in leads.values_list("pk", "company", "territory")}
    for lead_id in sorted(lead_ids - found.keys() - coming):
        raise NotYet(_("There is no lead %(id)s yet.") % {"id": lead_id})
    return found


def _require_begun(facts: list[Fact]) -> None:
    """Clocks of other machines may be ahead: no hold begins before its time, and nothing would place it later."""
    latest = timezone.now() + TOLERANCE
    if any(fact.at > latest for fact in facts):
        raise NotYet(_("This has not happened yet."))


def _require_users(facts: Sequence[Fact]) -> None:
    user_ids = {fact.user_id for fact in facts if fact.user_id is not None}
    for user_id in sorted(user_ids - set(User.objects.filter(pk__in=user_ids).values_list("pk", flat=True))):
        raise NotYet(_("There is no user %(id)s yet.") % {"id": user_id})
