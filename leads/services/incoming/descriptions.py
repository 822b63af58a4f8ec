"""Company, place and the like, as another system corrects them."""

from collections import defaultdict
from collections.abc import Sequence

from leads.models import Lead
from leads.services.database import call
from leads.services.incoming.facts import Fact
from leads.services.registration import update_lead

FIELDS = ("company", "street", "postal_code", "city", "territory", "phone", "website")
# Company and place: what a registration for somebody else could stand against.
IDENTIFYING = {"company", "postal_code", "city", "territory"}


def update_descriptions(facts: Sequence[Fact]) -> None:
    """Correct describing columns: of each, the newest event of all that ever came holds, in whatever order they come.

    So an event that comes late, or again, does not overwrite what somebody here wrote since. Raises LeadConflict.
    """
    newest: dict[tuple[int, str], Fact] = {}
    for fact in sorted(facts, key=lambda fact: fact.place):
        newest.update({(fact.lead_id, field): fact for field in FIELDS if field in fact.details})
    if not newest:
        return
    advanced = call(
        "advance_lead_fields",
        p_lead_ids=[lead_id for lead_id, _ in newest],
        p_fields=[field for _, field in newest],
        p_changed_at=[fact.at for fact in newest.values()],
        p_event_ids=[fact.event_id for fact in newest.values()],
    )
    changes: dict[int, dict[str, str]] = defaultdict(dict)
    for lead_id, field in advanced:
        changes[lead_id][field] = newest[lead_id, field].details[field].strip()
    for lead_id, change in sorted(changes.items()):
        if change.keys() & IDENTIFYING:
            update_lead(lead_id=lead_id, actor=None, **change)
    _update_together({lead_id: change for lead_id, change in changes.items() if not change.keys() & IDENTIFYING})


def _update_together(changes: dict[int, dict[str, str]]) -> None:
    """What tells no company from another needs no look at the others: all leads in one statement."""
    leads = list(Lead.objects.filter(pk__in=changes))
    for lead in leads:
        for field, value in changes[lead.pk].items():
            setattr(lead, field, value)
    Lead.objects.bulk_update(leads, [field for field in FIELDS if field not in IDENTIFYING])
