"""Whether something may be released at an instant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet

from core.models import User
from seasonal.models import FreezeException, FreezeScope, FreezeWindow
from seasonal.rights import EXCEPT


@dataclass(frozen=True, slots=True)
class Freeze:
    """What holds at an instant: the windows that keep it back, until when (through windows that follow on each other),
    and the exceptions that let it through."""

    windows: Sequence[FreezeWindow]
    until: datetime | None
    exceptions: Sequence[FreezeException]

    @property
    def frozen(self) -> bool:
        return bool(self.windows)


def freeze_at(at: datetime, scope: str = FreezeScope.ALL) -> Freeze:
    """What keeps a release of `scope` back at an instant (aware). Everything is kept back by any freeze; a part by its
    own freezes and those of everything. Two queries."""
    touching = FreezeWindow.objects.filter(called_off_at=None, ends_at__gt=at).order_by("starts_at")
    if scope != FreezeScope.ALL:
        touching = touching.filter(scope__in=[scope, FreezeScope.ALL])
    windows = list(touching.select_related("season"))
    let = exceptions_at(at).filter(window__in=windows).select_related("window", "approved_by")
    exceptions = list(let)
    spared = {each.window_id for each in exceptions}
    holding = [each for each in windows if each.pk not in spared]
    now = [each for each in holding if each.starts_at <= at]
    return Freeze(now, _until(holding, at) if now else None, exceptions)


def exceptions_at(at: datetime) -> QuerySet[FreezeException]:
    """Those that hold at an instant (aware)."""
    return FreezeException.objects.filter(granted_at__lte=at, until__gt=at)


def who_may_except() -> list[str]:
    """The names of those who may grant an exception."""
    app, _dot, codename = EXCEPT.partition(".")
    right = Permission.objects.filter(content_type__app_label=app, codename=codename)
    granted = Q(groups__permissions__in=right) | Q(user_permissions__in=right)
    people = User.objects.filter(granted, is_active=True, is_service=False).distinct().order_by("last_name", "username")
    return [each.get_full_name() or each.get_username() for each in people]


def _until(windows: Sequence[FreezeWindow], at: datetime) -> datetime:
    """When it is over: windows come by their beginning."""
    until = at
    for window in windows:
        if window.starts_at <= until:
            until = max(until, window.ends_at)
    return until
