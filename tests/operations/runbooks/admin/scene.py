"""A runbook with one of everything, contacts, and the addresses of its pages."""

from typing import Any

from operations.runbooks.content.document import Content
from operations.runbooks.models import Contact, RunbookVersion
from operations.runbooks.services.drafts import save_draft
from operations.runbooks.services.publishing import publish_draft
from tests.operations.runbooks.documents import both, document, step

LIBRARY, ADD = "/admin/runbooks/runbook/", "/admin/runbooks/runbook/add/"
PREVIEW = "/admin/runbooks/runbook/preview/"
CONTACTS, FEEDBACK = "/admin/runbooks/contact/", "/admin/runbooks/stepfeedback/"


def page(name: str, slug: str = "coffee") -> str:
    """The address of a page of a runbook: read, edit, publish, discard, versions, feedback."""
    return f"/admin/runbooks/runbook/{slug}/{name}/"


def full(slug: str = "coffee", **changes: Any) -> Content:
    """A document with one of everything: its checks ask for a lead, for nothing, and for the platform."""
    parts: Content = {
        "alerts": ["ReminderOverdue"],
        "kpis": [{"name": both("Cups in time"), "target": both("95 %"), "check": "reminder_sla"}],
        "steps": [
            step("look", text=both("Look **closely** at the [pump](#pump-dead).")),
            step("check-lead", "check", title=both("Check the lead"), check="protection_of_lead"),
            step(
                "check-soon", "check", title=both("Check the next days"), check="expiring_soon", parameters={"days": 5}
            ),
            step("check-database", "check", title=both("Check the database"), check="database_connections"),
            step("verify", "command", title=both("Verify"), command="manage.py check", destructive=True),
        ],
        "troubleshooting": [
            {
                "id": "pump-dead",
                "symptom": both("No water"),
                "cause": both("The pump is dead."),
                "fix": both("Call somebody."),
                "link": "#look",
            }
        ],
        "failure_scenarios": [
            {
                "id": "beans-gone",
                "title": both("No beans"),
                "impact": both("Nobody works."),
                "response": both("Buy beans."),
            }
        ],
        "escalation": [
            {"after_minutes": 0, "role": "operations-lead", "severity": "SEV1", "when": both("At once.")},
            {"after_minutes": 90, "role": "management", "severity": "SEV3", "when": both("When nobody answers.")},
        ],
    }
    return document(slug, **{**parts, **changes})


def keep(content: Content) -> RunbookVersion:
    """Save a document as a draft."""
    return save_draft(content=content, actor=None)


def published(content: Content, note: str = "") -> RunbookVersion:
    """Save a document and publish it."""
    draft = save_draft(content=content, actor=None, note=note)
    return publish_draft(slug=draft.runbook.slug, actor=None)


def set_scene() -> RunbookVersion:
    """Publish the runbook, and enter whom to call."""
    Contact.objects.create(role="operations-lead", name="Greta Groß", phone="+49 931 123-45", hours="Mo–Fr 8–18")
    return published(full())
