"""The start page as one user sees it: what the apps contribute, put together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core.console.start_page import Attention, Card, Panel, StartPage

if TYPE_CHECKING:
    from core.models import User

_BERLIN = ZoneInfo("Europe/Berlin")
_ATTENTION_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Overview:
    greeting: str
    headline: list[str | Promise]
    cards: list[Card]
    attention: list[Attention]
    panels: list[Panel]


def overview(user: "User", pages: Sequence[StartPage], *, now: datetime | None = None) -> Overview:
    """Put the start page together from what the apps contribute; `now` (aware) defaults to the present."""
    local = (now or timezone.now()).astimezone(_BERLIN)
    attention = [item for page in pages for item in page.attention(user)]
    lines = [page.headline(user) for page in pages if page.headline]
    return Overview(
        greeting=_greeting(local.hour) % {"name": user.first_name or user.get_username()},
        headline=[date_format(local, _("l, j F")), *(line for line in lines if line)],
        cards=[card for page in pages for card in page.cards(user)],
        attention=sorted(attention, key=lambda item: -item.weight)[:_ATTENTION_SHOWN],
        panels=[panel for page in pages for panel in page.panels(user)],
    )


def _greeting(hour: int) -> str:
    if hour < 11:
        return _("Good morning, %(name)s")
    return _("Good day, %(name)s") if hour < 18 else _("Good evening, %(name)s")
