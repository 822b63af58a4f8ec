"""The draft of a post-mortem is made of what is recorded."""

import pytest

from operations.incidents.models import Incident
from operations.incidents.services import (
    acknowledge_incident,
    add_note,
    assign_role,
    draft_postmortem,
    resolve_incident,
    skip_item,
)
from tests.operations.incidents.scenes import clerk, opened

pytestmark = pytest.mark.django_db


def _story() -> Incident:
    actor = clerk(first_name="Ada", last_name="Lovelace")
    incident = opened(actor, title="Printer on fire", severity="SEV2")
    acknowledge_incident(incident_id=incident.pk, actor=actor)
    assign_role(incident_id=incident.pk, role="COMMANDER", user=actor, actor=actor)
    add_note(incident_id=incident.pk, text="Smoke\n# and a heading", actor=actor)
    skip_item(item_id=incident.checklist.all()[0].pk, actor=actor, note="Obvious")
    return resolve_incident(incident_id=incident.pk, actor=actor, text="Extinguished")


def test_tells_who_did_what_in_order() -> None:
    text = draft_postmortem(incident=_story(), language="en")
    assert text.startswith("# Printer on fire\n")
    happened = text[text.index("## What happened") :]
    assert happened.index("Acknowledged.") < happened.index("Smoke") < happened.index("Extinguished")
    assert "Ada Lovelace: Smoke # and a heading" in happened
    assert "- **Leads:** Ada Lovelace" in text
    assert "## Steps left out\n\n- Rate it: Obvious" in text


def test_says_how_long_it_took() -> None:
    text = draft_postmortem(incident=_story(), language="en")
    assert "- **Severity:** SEV2" in text
    assert "(after 0 min)" in text


def test_what_people_wrote_makes_no_headings() -> None:
    headings = [line for line in draft_postmortem(incident=_story(), language="en").split("\n") if line.startswith("#")]
    assert "# and a heading" not in headings
    assert headings[1:] == [
        "## Impact", "## What happened", "## Steps left out", "## Cause", "## What went well, what did not",
        "## What we change",
    ]  # fmt: skip
