"""Activities that another system reports: all of a batch in one statement."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q

from core.models import User
from leads.errors import FactRefused, external_id_taken
from leads.models import LeadActivity, LeadOwnership
from leads.services.incoming.facts import Fact


def record_activities(facts: Sequence[Fact]) -> None:
    """Record activities; one that was recorded before, under its own id or its event's, changes nothing.

    They count in any case, whatever they do to protection. Raises FactRefused where the id is another lead's.
    """
    wanted: dict[tuple[str, str], Fact] = {}
    for fact in facts:
        first = wanted.setdefault(_key(fact), fact)
        _refuse_another_lead(fact, first.lead_id)
    for lead_id, key in _recorded(wanted):
        _refuse_another_lead(wanted.pop(key), lead_id)
    owners = _Owners(list(wanted.values()))
    LeadActivity.objects.bulk_create(
        [
            LeadActivity(
                lead_id=fact.lead_id,
                user_id=owners.of(fact),
                kind=str(fact.details.get("kind", ""))[:40],
                occurred_at=fact.at,
                note=fact.details.get("note", ""),
                source=source,
                external_id=external_id,
            )
            for (source, external_id), fact in wanted.items()
        ]
    )


def _key(fact: Fact) -> tuple[str, str]:
    return fact.source, str(fact.details.get("activity_id") or fact.event_id)


def _recorded(wanted: dict[tuple[str, str], Fact]) -> list[tuple[int, tuple[str, str]]]:
    found = []
    for source in {source for source, _ in wanted}:
        ids = [external_id for name, external_id in wanted if name == source]
        # ~Q(external_id=""): the index covers those only.
        known = LeadActivity.objects.filter(~Q(external_id=""), source=source, external_id__in=ids)
        found += [(lead_id, (source, key)) for lead_id, key in known.values_list("lead_id", "external_id")]
    return found


def _refuse_another_lead(fact: Fact, lead_id: int) -> None:
    if fact.lead_id != lead_id:
        raise FactRefused(external_id_taken, code="external_id_taken", field="external_id")


class _Owners:
    """Whose protection an activity was: who the event says, else who held the lead then."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        named = {fact.user_id for fact in facts if fact.user_id is not None}
        self._users = set(User.objects.filter(pk__in=named).values_list("pk", flat=True))
        self._held: dict[int, list[tuple[datetime, int]]] = {}
        held = LeadOwnership.objects.filter(lead_id__in={fact.lead_id for fact in facts}, voided_at=None)
        for lead_id, since, user_id in held.order_by("valid_from").values_list("lead_id", "valid_from", "user_id"):
            self._held.setdefault(lead_id, []).append((since, user_id))

    def of(self, fact: Fact) -> int | None:
        if fact.user_id in self._users:
            return fact.user_id
        held = self._held.get(fact.lead_id, [])
        return next((user_id for since, user_id in reversed(held) if since <= fact.at), held[0][1] if held else None)
