"""Putting into the queue who is to be notified by now, and taking out whom a reaction spares."""

from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from typing import Self
from uuid import uuid4

from django.conf import settings

from operations.incidents.models import Channel, EntryKind, Incident, IncidentState, Page, PageState
from operations.incidents.rota import reached_for
from operations.incidents.services.events import tell
from operations.incidents.services.pages.ladder import Level, ladder_of
from operations.incidents.services.timeline import write_entry


@dataclass(slots=True)
class Asked:
    """Who has a page in this round, by responsibility and address; and addresses that no mail can be sent to."""

    reachable: set[tuple[str, str]]
    unreachable: set[str]

    @classmethod
    def of(cls, incident: Incident) -> Self:
        """As the pages of the incident stand."""
        pages = list(incident.pages.filter(round=incident.paging_round))
        failed = {page.address for page in pages if page.state == PageState.FAILED}
        return cls({(page.responsibility, page.address) for page in pages if page.address not in failed}, failed)


def queue_pages(incident: Incident, *, at: datetime) -> int:
    """Queue every page of this round that is due at `at` (aware) and is not there yet; how many.

    In the caller's transaction, which holds the incident. Of an acknowledged incident only the first level: somebody
    is at work on it, and whoever has to know of its new severity is told.
    """
    since = incident.paging_since
    levels = [level for level in ladder_of(incident) if since + level.after <= at]
    if incident.state != IncidentState.OPEN:
        levels = levels[:1]
    asked = Asked.of(incident)
    pages = [page for level in levels for page in _pages_of(incident, level, asked, at=at)]
    Page.objects.bulk_create(pages)
    for level in levels:
        if level.number and any(page.level == level.number for page in pages):
            roles = sorted({page.responsibility for page in pages if page.level == level.number})
            write_entry(incident=incident, kind=EntryKind.ESCALATED, level=level.number, responsibilities=roles)
            tell(incident, "escalated", level=level.number, responsibilities=roles)
    return len(pages)


def cancel_pages(incident: Incident) -> int:
    """Cancel what has not been sent, in the caller's transaction; how many. What is being sent just now may arrive."""
    waiting = incident.pages.filter(state=PageState.PENDING)
    return waiting.update(state=PageState.CANCELLED, claimed_by="", claimed_until=None)


def _pages_of(incident: Incident, level: Level, asked: Asked, *, at: datetime) -> list[Page]:
    """The pages of a level that are missing; `asked` gains them."""
    pages = []
    for wanted in level.responsibilities:
        if any(role == wanted for role, _address in asked.reachable):
            continue  # whoever was on call when the level fell due has it; a later shift takes over by the handover
        role, people = reached_for(wanted, at, without=asked.unreachable)
        for person in people:
            if (role, person.address) in asked.reachable:
                continue
            asked.reachable.add((role, person.address))
            pages.append(
                Page(
                    incident=incident,
                    round=incident.paging_round,
                    level=level.number,
                    responsibility=role,
                    channel=Channel.MAIL,
                    address=person.address,
                    name=person.name,
                    language=person.language,
                    due_at=incident.paging_since + level.after,
                    next_attempt_at=at,
                    message_id=_message_id(),
                )
            )
    return pages


def _message_id() -> str:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<page.{uuid4().hex}@{domain}>"
