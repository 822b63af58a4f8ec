"""Holding the projection against the definition."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection, transaction

# Rows that differ from what the definition says, or are missing, or are left over, for a range of lead ids.
_DRIFT = """
SELECT coalesce(p.lead_id, d.lead_id),
       CASE WHEN d.lead_id IS NULL THEN 'left over' WHEN p.lead_id IS NULL THEN 'missing' ELSE 'differs' END,
       (to_jsonb(p) - '{due_known_at,expiry_open,changed_at}'::text[])::text, to_jsonb(d)::text
FROM (SELECT * FROM lead_protections WHERE lead_id > %(after)s AND lead_id <= %(to)s) p
FULL JOIN (SELECT * FROM lead_protections_defined WHERE lead_id > %(after)s AND lead_id <= %(to)s) d USING (lead_id)
WHERE (to_jsonb(p) - '{due_known_at,expiry_open,changed_at}'::text[]) IS DISTINCT FROM to_jsonb(d)
ORDER BY 1
"""
# The first mends what differs or is missing, the second takes out what is left over of a lead that nobody holds.
BRING_IN_LINE = "SELECT refresh_lead_protections(%(ids)s), remove_ownerless_lead_protections(%(ids)s)"
_NEXT = "SELECT max(id), count(*) FROM (SELECT id FROM leads WHERE id > %s ORDER BY id LIMIT %s) chunk"
CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class Drift:
    """One lead whose projection does not say what its facts come to."""

    lead_id: int
    kind: str
    projected: str | None
    defined: str | None


@dataclass(frozen=True, slots=True)
class CheckedChunk:
    """Progress of a check: leads up to this id are done, and what was found among them."""

    up_to: int
    leads: int
    drift: list[Drift]


def find_drift(*, repair: bool = False) -> Iterator[CheckedChunk]:
    """Compare projection and definition for all leads, a chunk a step; with `repair`, bring the drifted in line.

    Memory stays flat, and each chunk is a transaction of its own: stopping in between loses nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT least(min(id), (SELECT min(lead_id) FROM lead_protections)) - 1 FROM leads")
        after = cursor.fetchone()[0]
        while after is not None:
            cursor.execute(_NEXT, [after, CHUNK])
            to, leads = cursor.fetchone()
            if to is None:
                return
            with transaction.atomic():
                cursor.execute(_DRIFT, {"after": after, "to": to})
                drift = [Drift(*row) for row in cursor.fetchall()]
                if repair and drift:
                    cursor.execute(BRING_IN_LINE, {"ids": [found.lead_id for found in drift]})
            yield CheckedChunk(to, leads, drift)
            after = to


def count_drift() -> dict[str, int]:
    """How many leads drifted, for the nightly check. Repairs nothing: somebody has to find out how it came about."""
    return {"drifted": sum(len(chunk.drift) for chunk in find_drift())}
