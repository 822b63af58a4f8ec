"""Documents as the tests of runbooks write them."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils import timezone

from operations.runbooks.content.document import Content
from operations.runbooks.models import RunbookVersion
from operations.runbooks.services.drafts import save_draft
from operations.runbooks.services.publishing import publish_draft

# Not over, whenever the tests are run.
REVIEW_DUE = (timezone.now() + timedelta(days=365)).date().isoformat()


def both(text: str) -> dict[str, str]:
    """A text in both languages."""
    return {"de": f"{text} (deutsch)", "en": text}


def step(step_id: str = "look", kind: str = "manual", **changes: Any) -> dict[str, Any]:
    """A valid step."""
    return {
        "id": step_id,
        "kind": kind,
        "destructive": False,
        "title": both("Look"),
        "text": both("Look **closely**."),
        "expected": both("You see something."),
        **changes,
    }


def document(slug: str = "coffee", *, steps: Sequence[dict[str, Any]] = (), **changes: Any) -> Content:
    """A valid runbook."""
    return {
        "schema_version": 1,
        "slug": slug,
        "owner": "operations-lead",
        "review_due": REVIEW_DUE,
        "territories": [],
        "title": both("Coffee machine"),
        "summary": both("The coffee machine is out of order."),
        "keywords": {"de": ["Espresso"], "en": ["espresso"]},
        "context": both("Without coffee nothing works."),
        "routine": both("Fill in beans."),
        "alerts": [],
        "kpis": [],
        "steps": list(steps) or [step()],
        "troubleshooting": [],
        "failure_scenarios": [],
        "escalation": [
            {"after_minutes": 0, "role": "operations-lead", "severity": "SEV1", "when": both("At once.")},
        ],
        **changes,
    }


def publish(slug: str = "coffee", **changes: Any) -> RunbookVersion:
    """A published version of a valid runbook."""
    save_draft(content=document(slug, **changes), actor=None)
    return publish_draft(slug=slug, actor=None)
