"""The checklist: frozen when the incident begins, then worked off."""

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from core.models import User
from operations.incidents.default_checklist import DEFAULT_STEPS
from operations.incidents.models import ChecklistItem, EntryKind, Incident, ItemState
from operations.incidents.services.errors import IncidentRefused, text_of
from operations.incidents.services.locking import locked_until_closed
from operations.incidents.services.timeline import write_entry


def freeze_checklist(incident: Incident) -> None:
    """Give a new incident the steps of its runbook's version, or the default ones, in the caller's transaction."""
    version = incident.runbook_version
    steps = version.content["steps"] if version else DEFAULT_STEPS
    ChecklistItem.objects.bulk_create(
        ChecklistItem(incident=incident, position=position, step_id=step["id"], title=step["title"], text=step["text"])
        for position, step in enumerate(steps, start=1)
    )


def check_item(*, item_id: int, actor: User, note: str = "") -> ChecklistItem:
    """A step was done. Raises IncidentRefused for a step that is gone, done or left out, and after closing."""
    return _settle(item_id, actor, ItemState.DONE, note.strip()[:1000])


def skip_item(*, item_id: int, actor: User, note: str) -> ChecklistItem:
    """A step is left out, and why. Raises IncidentRefused as `check_item`, and without a reason."""
    return _settle(item_id, actor, ItemState.SKIPPED, text_of(note, field="note", longest=1000))


def reopen_item(*, item_id: int, actor: User) -> ChecklistItem:
    """A step has to be done (again) after all. Raises IncidentRefused where it is open, and after closing."""
    return _settle(item_id, actor, ItemState.OPEN, "")


@transaction.atomic
def _settle(item_id: int, actor: User, state: ItemState, note: str) -> ChecklistItem:
    incident_id = ChecklistItem.objects.filter(pk=item_id).values_list("incident_id", flat=True).first()
    incident = locked_until_closed(incident_id or 0, actor)
    item = incident.checklist.get(pk=item_id)
    if (item.state == ItemState.OPEN) == (state == ItemState.OPEN):
        raise IncidentRefused(_("Somebody was faster: load the page anew."), code="item_state")
    settled = state != ItemState.OPEN
    ChecklistItem.objects.filter(pk=item.pk).update(
        state=state, note=note, done_by=actor if settled else None, done_at=Now() if settled else None
    )
    write_entry(
        incident=incident,
        kind=EntryKind.CHECK,
        actor=actor,
        text=note,
        position=item.position,
        title=item.title,
        state=state.value,
    )
    item.refresh_from_db()
    return item
