"""Events of the CRM through the API, in batches and one by one; and whether any date is wrong then."""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any
from uuid import uuid4

from bench.figures import Figure, at_least
from bench.measure import Sample, duration, timed
from bench.sizes import Size

BATCH = 500
TIMES = 20
FIRST_LEAD = 2_000_000_000  # beyond the leads that are there


def figures(size: Size) -> list[Figure]:
    """Both measured from the request to the events' being applied, through the application's whole stack."""
    from leads.services.projection import find_drift

    post = _client()
    events = _events()
    _send(post, [list(islice(events, 5))])
    singles = list(islice(events, size.looks))
    batches = [list(islice(events, BATCH)) for _ in range(-(-size.ingested_events // BATCH))]
    one_by_one = timed(lambda: _send(post, singles)) / len(singles) * BATCH
    taken = Sample(tuple(timed(lambda batch=batch: _send(post, [batch])) for batch in batches))  # type: ignore[misc]
    sent = len(batches) * BATCH
    drift = sum(len(chunk.drift) for chunk in find_drift())
    name = f"{BATCH} events of the CRM in a batch, received and applied"
    return [
        at_least(name, taken, Sample((one_by_one,)), TIMES, f"{len(singles)} one by one, scaled"),
        Figure(
            f"{sent} events with changes of protection, in batches",
            f"{sent / sum(taken.seconds):.0f} a second ({duration(sum(taken.seconds))})",
            "the definition, for every lead",
            f"{drift} leads drifted, {_unapplied()} events wait",
            drift,
            drift == 0 and _unapplied() == 0,
        ),
    ]


def _client() -> Any:
    """Posts a body as a service account of the integration group; RuntimeError where an event is not accepted."""
    from django.test import Client, override_settings

    from core.services.tokens import issue_service_token

    issued = issue_service_token(
        username="bench", groups=["integration"], territories=["DE"], lifetime=timedelta(days=1)
    )
    client = Client(headers={"authorization": f"Token {issued.token}"})

    def post(body: Any) -> None:
        with override_settings(ALLOWED_HOSTS=["*"]):
            answer = client.post("/api/v1/events/", json.dumps(body), content_type="application/json")
        results = answer.json()["results"] if isinstance(body, list) else [answer.json()]
        if {result["status"] for result in results} != {"accepted"}:
            raise RuntimeError(results[:3])

    return post


def _send(post: Any, bodies: Sequence[Any]) -> None:
    for body in bodies:
        post(body)


def _events() -> Iterator[dict[str, Any]]:
    """Stories of leads, five events each: registered, called, a sample owed and delivered, called again."""
    from core.models import User

    user = User.objects.filter(username__startswith="rep-").values_list("pk", flat=True)[0]
    lead, registered = FIRST_LEAD, datetime.now(UTC) - timedelta(days=200)
    while True:
        lead += 1
        sample = {"sample_id": f"S-{lead}"}
        company = {"company": f"Gasthof Eingang {lead}", "city": "Ulm"}
        told: list[tuple[str, int, dict[str, Any]]] = [
            ("lead.created", 0, company),
            ("lead.activity.created", 190, {"kind": "QUALIFIED_CALL", "activity_id": f"A-{lead}"}),
            ("sample.requested", 191, sample),
            ("sample.delivered", 195, sample),
            ("lead.activity.created", 198, {"kind": "SAMPLE_FEEDBACK", "activity_id": f"B-{lead}"}),
        ]
        for event_type, day, metadata in told:
            yield {
                "event_id": str(uuid4()),
                "event_type": event_type,
                "timestamp": (registered + timedelta(days=day, seconds=lead % 86400)).isoformat(),
                "lead_id": lead,
                "user_id": user,
                "territory": "DE",
                "metadata": metadata,
            }


def _unapplied() -> int:
    from journal.models import Delivery, DeliveryState

    return Delivery.objects.filter(subscription__kind="CONSUMER").exclude(state=DeliveryState.DELIVERED).count()
