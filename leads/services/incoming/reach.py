"""Whether a sender may speak about a lead: known only when the lead is there, which may be after the event."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from core.models import User
from journal.models import IncomingEvent
from leads.errors import FactRefused
from leads.services.incoming.facts import Fact


def refuse_foreign(facts: Iterable[Fact], territories: Mapping[int, str]) -> None:
    """Refuse facts about leads in a territory that their sender has nothing to do with: FactRefused.

    `territories`: of the leads that exist. What was not sent over the API, or by an account that is gone, is not asked.
    """
    elsewhere = [fact for fact in facts if fact.territory != territories.get(fact.lead_id, fact.territory)]
    if not elsewhere:
        return
    received = IncomingEvent.objects.filter(pk__in=[fact.event_id for fact in elsewhere])
    senders = dict(received.values_list("event_id", "sender_id"))
    users = User.objects.in_bulk(set(senders.values()))
    for fact in elsewhere:
        sender = users.get(senders.get(fact.event_id, 0))
        if sender and not sender.is_superuser and territories[fact.lead_id] not in sender.territories:
            raise FactRefused(
                _("The lead is in another territory than those that the sender reports about."),
                code="lead_elsewhere",
                field="territory",
            )
