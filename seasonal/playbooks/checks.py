"""What the system itself can tell of a milestone. Each app registers what it knows; our own are in own_checks.py."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.models.user import Language
from seasonal.models import Season

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether it is met (None: nobody can tell), and why; `detail` is lazily translated and kept in each language."""

    met: bool | None
    detail: Text

    def told(self) -> dict[str, str]:
        """The detail by language."""
        found = {}
        for language in Language.values:
            with translation.override(language):
                found[language] = str(self.detail)
        return found


def met(detail: Text) -> Verdict:
    """It is met."""
    return Verdict(met=True, detail=detail)


def unmet(detail: Text) -> Verdict:
    """It is not met."""
    return Verdict(met=False, detail=detail)


def unknown(detail: Text) -> Verdict:
    """Nobody can tell."""
    return Verdict(met=None, detail=detail)


Question = Callable[[Season, datetime], Verdict]


@dataclass(frozen=True, slots=True)
class Check:
    """A question that can be asked of a season at an instant (aware). It only reads."""

    code: str
    label: Text
    ask: Question


_CHECKS: dict[str, Check] = {}


def register(code: str, ask: Question, *, label: Text) -> None:
    """Make a check known by its code. ValueError where another one has it."""
    known = _CHECKS.setdefault(code, Check(code, label, ask))
    if known.ask is not ask:
        raise ValueError(f"There are two checks called {code}.")


def checks() -> list[Check]:
    """All that there are, by code."""
    return [_CHECKS[code] for code in sorted(_CHECKS)]


def ask(code: str, season: Season, at: datetime) -> Verdict:
    """What a check says; one that nobody has registered says that it does not know."""
    check = _CHECKS.get(code)
    if check is None:
        return unknown(_("Nobody can check this by machine yet. Tick it by hand."))
    return check.ask(season, at)
