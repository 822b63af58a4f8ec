"""Whom a level of the escalation calls: at once all whom it names; later somebody who has not been reached yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from operations.incidents.models import Incident, Page, PageState
from operations.incidents.rota import Reached, people_for, reached_for
from operations.incidents.services.pages.ladder import Level


@dataclass(slots=True)
class Asked:
    """Who has a page in this round; and the addresses that no mail can be sent to."""

    pages: list[Page]
    unreachable: set[str]
    reached: set[tuple[str, str]]

    @classmethod
    def of(cls, incident: Incident, pages: Iterable[Page] | None = None) -> Self:
        """As the pages of an incident stand; `pages`: all of them, where they have been read already."""
        found = incident.pages.all() if pages is None else pages
        mine = [page for page in found if page.round == incident.paging_round]
        unreachable = {page.address for page in mine if page.state == PageState.FAILED}
        reached = {(page.responsibility, page.address) for page in mine if page.address not in unreachable}
        return cls(mine, unreachable, reached)

    @property
    def addresses(self) -> set[str]:
        """All that have been tried, whether they were reached or not."""
        return self.unreachable | {address for _role, address in self.reached}


@dataclass(frozen=True, slots=True)
class Call:
    """People who are called as `responsibility`; none where nobody is left."""

    responsibility: str
    people: list[Reached]


def calls_of(incident: Incident, level: Level, asked: Asked, *, at: datetime) -> list[Call]:
    """Whom a level that is due at `at` (aware) has to call and has not; `asked` gains them."""
    return _at_once(level, asked, at) if level.number == 0 else _further(incident, level, asked, at)


def is_answered_for(incident: Incident, level: Level, asked: Asked) -> bool:
    """Whether a page of this level, told apart by when it is due, went to an address that takes mail."""
    return bool(_answering(incident, level, asked))


def _at_once(level: Level, asked: Asked, at: datetime) -> list[Call]:
    calls = []
    for wanted in level.responsibilities:
        if any(role == wanted for role, _address in asked.reached):
            continue  # whoever was on call when the level fell due has it; a later shift takes over by the handover
        calls.append(_take(asked, *reached_for(wanted, at, without=asked.unreachable)))
    return calls


def _further(incident: Incident, level: Level, asked: Asked, at: datetime) -> list[Call]:
    """The level has served its purpose once it reached anybody new; for a mail of it that is refused, the next in its
    own order is called."""
    answering = _answering(incident, level, asked)
    if not answering:
        return [
            _take(asked, *reached_for(wanted, at, without=asked.addresses, stand_ins=(incident.team,)))
            for wanted in level.responsibilities
        ]
    refused = {page.responsibility for page in _pages(incident, level, asked)} - answering
    return [_take(asked, role, people_for(role, at, without=asked.addresses)) for role in sorted(refused)]


def _answering(incident: Incident, level: Level, asked: Asked) -> set[str]:
    pages = _pages(incident, level, asked)
    return {page.responsibility for page in pages if page.address not in asked.unreachable}


def _pages(incident: Incident, level: Level, asked: Asked) -> list[Page]:
    """By when they are due: the number of a level changes with the severity."""
    return [page for page in asked.pages if page.due_at == incident.paging_since + level.after]


def _take(asked: Asked, role: str, people: list[Reached]) -> Call:
    new = {person.address: person for person in people if (role, person.address) not in asked.reached}
    asked.reached |= {(role, address) for address in new}
    return Call(role, list(new.values()))
