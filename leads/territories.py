"""Which territory a lead belongs to, for the journal: who may send events about it depends on that."""

from collections.abc import Collection

from leads.models import Lead


def territories_of_leads(lead_ids: Collection[int]) -> dict[int, str]:
    """The territory of each of these leads; those that do not exist (yet) are left out."""
    return dict(Lead.objects.filter(pk__in=lead_ids).values_list("pk", "territory"))


TERRITORIES = {"lead": territories_of_leads}
