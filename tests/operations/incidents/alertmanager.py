"""Alertmanager, as it speaks."""

from typing import Any

from tests.api.client import Api

SINCE = "2026-11-21T08:15:00.123456789Z"
UNTIL = "2026-11-21T09:15:00Z"
NEVER = "0001-01-01T00:00:00Z"


def alert(name: str = "SampleLost", *, status: str = "firing", since: str = SINCE, **labels: str) -> dict[str, Any]:
    """One alert as it stands in a delivery."""
    told = {"alertname": name, "severity": "SEV1", **labels}
    return {
        "status": status,
        "labels": told,
        "annotations": {"summary": "A sample is lost", "runbook_url": "https://ops.example.org/"},
        "startsAt": since,
        "endsAt": NEVER if status == "firing" else UNTIL,
        "generatorURL": "http://127.0.0.1:9090/graph",
        "fingerprint": f"{abs(hash(tuple(sorted(told.items())))):016x}"[:16],
    }


def delivery(*alerts: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A delivery of alerts, with everything that Alertmanager 0.25 puts around them."""
    return {
        "receiver": "freshops",
        "status": "firing" if any(each["status"] == "firing" for each in alerts) else "resolved",
        "alerts": list(alerts),
        "groupLabels": {"alertname": alerts[0]["labels"]["alertname"]} if alerts else {},
        "commonLabels": {},
        "commonAnnotations": {},
        "externalURL": "http://127.0.0.1:9093",
        "version": "4",
        "groupKey": "{}:{alertname}",
        "truncatedAlerts": 0,
        **changes,
    }


def deliver(api: Api, *alerts: dict[str, Any]) -> list[int]:
    """Deliver alerts; the ids of the incidents."""
    response = api.post("/alertmanager/", delivery(*alerts))
    assert response.status_code == 200, response.content
    found: list[int] = response.json()["incidents"]
    return found
