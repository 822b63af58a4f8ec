"""Who did what to which runbook, in the admin's log."""

from django.contrib.admin.models import ADDITION, LogEntry
from django.utils.translation import override

from operations.runbooks.models import RunbookVersion
from tests.leads.admin.desk import Desk
from tests.operations.runbooks.admin.forms import sent_by
from tests.operations.runbooks.admin.scene import ADD, full, keep, page
from tests.operations.runbooks.documents import both


def _told() -> list[tuple[str, str]]:
    """Of each entry its runbook and what it says, the oldest first."""
    with override("en"):
        return [(entry.object_repr, entry.get_change_message()) for entry in LogEntry.objects.order_by("pk")]


def test_writing_is_in_the_log(lead: Desk, coffee: RunbookVersion) -> None:
    lead.post(ADD, {**sent_by(lead.get(ADD), slug="tea"), "save": "1"})
    lead.post(page("edit"), {**sent_by(lead.get(page("edit"))), "save": "1"})
    assert _told() == [("tea", "Added."), ("coffee", "Changed draft.")]
    added = LogEntry.objects.earliest("pk")
    assert (added.action_flag, added.user) == (ADDITION, lead.user)


def test_what_is_refused_is_not(lead: Desk, coffee: RunbookVersion) -> None:
    sent = sent_by(lead.get(page("edit")), escalation_0_after_minutes="-3")
    lead.post(page("edit"), {**sent, "save": "1"})
    assert _told() == []


def test_publishing_is_in_the_log(lead: Desk, coffee: RunbookVersion) -> None:
    keep(full(title=both("Better")))
    asked = lead.get(page("publish"))
    lead.post(page("publish"), {**asked.fields, "note": "Better", "confirm": "1"})
    assert _told() == [("coffee", "Changed published version for version “2”.")]
