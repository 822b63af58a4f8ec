"""Company, place and the like, as another system corrects them."""

from collections import defaultdict
from collections.abc import Sequence

from leads.services.database import call
from leads.services.incoming.facts import Fact
from leads.services.registration import update_lead

FIELDS = ("company", "street", "postal_code", "city", "territory", "phone", "website")


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
        update_lead(lead_id=lead_id, actor=None, **change)
