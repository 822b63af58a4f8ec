"""Putting into the queue who is to be notified by now, and taking out whom a reaction spares."""

from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Any
from uuid import uuid4

from django.conf import settings

from operations.incidents.models import Channel, EntryKind, Incident, IncidentState, Page, PageState
from operations.incidents.rota import Reached
from operations.incidents.services.events import tell
from operations.incidents.services.pages.calling import Asked, calls_of, is_answered_for
from operations.incidents.services.pages.ladder import Level, ladder_of
from operations.incidents.services.timeline import write_entry


def queue_pages(incident: Incident, *, at: datetime) -> int:
    """Queue every page of this round that is due at `at` (aware) and is not there yet; how many.

    In the caller's transaction, which holds the incident. Of an acknowledged incident only the first level: somebody
    is at work on it, and whoever has to know of its new severity is told.
    """
    since = incident.paging_since
    levels = [level for level in ladder_of(incident) if since + level.after <= at]
    if incident.state != IncidentState.OPEN:
        levels = levels[:1]
    asked, queued = Asked.of(incident), 0
    for level in levels:
        pages = [
            _page(incident, level, call.responsibility, person, at=at)
            for call in calls_of(incident, level, asked, at=at)
            for person in call.people
        ]
        queued += len(Page.objects.bulk_create(pages))
        if level.number and (pages or not is_answered_for(incident, level, asked)):
            _say(incident, level, sorted({page.responsibility for page in pages}))
    return queued


def _say(incident: Incident, level: Level, responsibilities: list[str]) -> None:
    """Write down whom a level has called; once, where there was nobody left to call."""
    # Numbers of levels change with the severity; after how long they are due does not.
    mark: dict[str, Any] = {"round": incident.paging_round, "minutes": level.after // timedelta(minutes=1)}
    if not responsibilities:
        lines = incident.timeline.filter(kind=EntryKind.ESCALATED, data__responsibilities=[])
        if lines.filter(data__contains=mark).exists():
            return
    data: dict[str, Any] = {"level": level.number, "responsibilities": responsibilities}
    write_entry(incident=incident, kind=EntryKind.ESCALATED, **data, **mark)
    if responsibilities:
        tell(incident, "escalated", **data)


def cancel_pages(incident: Incident) -> int:
    """Cancel what has not been sent, in the caller's transaction; how many. What is being sent just now may arrive."""
    waiting = incident.pages.filter(state=PageState.PENDING)
    return waiting.update(state=PageState.CANCELLED, claimed_by="", claimed_until=None)


def _page(incident: Incident, level: Level, responsibility: str, person: Reached, *, at: datetime) -> Page:
    return Page(
        incident=incident,
        round=incident.paging_round,
        level=level.number,
        responsibility=responsibility,
        channel=Channel.MAIL,
        address=person.address,
        name=person.name,
        language=person.language,
        due_at=incident.paging_since + level.after,
        next_attempt_at=at,
        message_id=_message_id(),
    )


def _message_id() -> str:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<page.{uuid4().hex}@{domain}>"
