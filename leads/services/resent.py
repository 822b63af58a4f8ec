"""Facts of other systems carry an id of theirs, so that one that is sent again does not double."""

from typing import TypeVar

from leads.errors import FactRefused, external_id_taken
from leads.models.facts import Fact

F = TypeVar("F", bound=Fact)


def recorded_before(kind: type[F], *, lead_id: int, source: str, external_id: str) -> F | None:
    """The fact of this lead that came under this (source, external_id), if any; None without an external id.

    A voided one is found too: it was sent again, and stays voided. Raises FactRefused where the id is another lead's.
    The caller holds the lead's lock.
    """
    if not external_id:
        return None
    fact: F | None = kind.objects.filter(source=source, external_id=external_id).first()  # type: ignore[attr-defined]
    if fact is not None and fact.lead_id != lead_id:  # type: ignore[attr-defined]
        raise FactRefused(external_id_taken, code="external_id_taken", field="external_id")
    return fact
