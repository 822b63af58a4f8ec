"""Two facts of another system for one instant: the one with the greater event id holds, whichever came first."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q
from django.db.models.functions import Now

from leads.models import LeadOwnership, LeadStatusChange
from leads.services.incoming.facts import Fact

OVERTAKEN = "Another event has this very instant."


class Rivals:
    """What is recorded already of the leads and instants of some facts: handovers, or changes of status.

    `at`: the column of the instant. The caller holds the locks of the leads.
    """

    def __init__(self, kind: type[LeadOwnership] | type[LeadStatusChange], at: str, facts: Sequence[Fact]) -> None:
        self._kind = kind
        self._facts = facts
        ids = [str(fact.event_id) for fact in facts]
        found = kind.objects.filter(lead_id__in={fact.lead_id for fact in facts}).filter(
            Q(**{f"{at}__in": {fact.at for fact in facts}}, voided_at=None) | Q(external_id__in=ids)
        )
        self._present: dict[tuple[int, datetime], LeadOwnership | LeadStatusChange] = {}
        self._recorded: set[tuple[str, str]] = set()
        for each in found:
            self._recorded.add((each.source, each.external_id))
            if each.voided_at is None:
                self._present[each.lead_id, getattr(each, at)] = each

    def at(self, fact: Fact) -> LeadOwnership | LeadStatusChange | None:
        """What holds at the instant of a fact, not voided."""
        return self._present.get((fact.lead_id, fact.at))

    def winners(self) -> list[Fact]:
        """The facts that are to be recorded, in their order: new ones that nothing overtakes."""
        newest: dict[tuple[int, datetime], Fact] = {}
        for fact in sorted(self._facts, key=lambda fact: fact.place):
            newest[fact.lead_id, fact.at] = fact
        return [fact for fact in newest.values() if not self._is_known(fact) and not self._is_overtaken(fact)]

    def overtaken_by(self, fact: Fact) -> LeadOwnership | LeadStatusChange | None:
        """What is recorded for the instant of a fact and gives way to it: the same sender's with a lesser id."""
        rival = self.at(fact)
        if rival is None or rival.source != fact.source or not "" < rival.external_id < str(fact.event_id):
            return None
        return rival

    def void_overtaken(self, facts: Sequence[Fact]) -> None:
        """Take back what gives way to these facts."""
        ids = [rival.pk for fact in facts if (rival := self.overtaken_by(fact)) is not None]
        if ids:
            # Not at the transaction's instant: two that are voided in one transaction have to differ.
            self._kind.objects.filter(pk__in=ids, voided_at=None).update(voided_at=Now(), void_reason=OVERTAKEN)

    def _is_known(self, fact: Fact) -> bool:
        return (fact.source, str(fact.event_id)) in self._recorded

    def _is_overtaken(self, fact: Fact) -> bool:
        rival = self.at(fact)
        return rival is not None and rival.source == fact.source and rival.external_id > str(fact.event_id)
