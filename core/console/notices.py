"""What nobody may miss: a bar on every page. An app declares `NOTICES = NoticeBoard(...)` in `<app>/notices.py`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise

from core.console.badges import Tone

if TYPE_CHECKING:
    from core.models import User

Text = str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One bar: a word that says how bad, what it is, and where it leads. Its colour is that of danger, or of `tone`."""

    badge: Text
    title: Text
    url: str
    note: Text = ""
    tone: Tone = Tone.DANGER


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeBoard:
    """What to show to a user on every page. Called for each page: one query at most, that an index answers."""

    notices: "Callable[[User], Iterable[Notice]]"
