"""What an app shows on the start page. It declares `START_PAGE = StartPage(...)` in `<app>/start_page.py`."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.safestring import SafeString

from core.console.badges import Tone

if TYPE_CHECKING:
    from core.models import User

Text = str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One figure. `value` is as people read it ("99,2 %"); `trend` are past values, oldest first, for a small line."""

    label: Text
    value: str
    note: Text = ""
    url: str = ""
    tone: Tone = Tone.NEUTRAL
    trend: Sequence[float] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    """Something to look at today: what it is, how bad, where; `weight` sorts, the heaviest first."""

    badge: Text
    tone: Tone
    title: Text
    url: str
    note: Text = ""
    weight: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A framed part of the start page; `content` is finished markup, e.g. a chart. `wide` takes the whole row."""

    title: Text
    content: SafeString
    note: Text = ""
    url: str = ""
    wide: bool = False


def _nothing(_user: "User") -> tuple[()]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StartPage:
    """What to show to a user; each callable checks itself what the user may see. `order` sorts the apps, small first.

    `headline` adds to the line under the greeting, e.g. the season; None adds nothing.
    """

    order: int = 50
    headline: "Callable[[User], Text | None] | None" = None
    cards: "Callable[[User], Iterable[Card]]" = _nothing
    attention: "Callable[[User], Iterable[Attention]]" = _nothing
    panels: "Callable[[User], Iterable[Panel]]" = _nothing
