"""Whose events somebody sees: those of their territories."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models
from django.db.models import Q

from core.territory import Territory

if TYPE_CHECKING:
    from core.models import User

Row = TypeVar("Row", bound=models.Model)


def sees_everything(user: User) -> bool:
    """Whether nothing is kept from `user`: all territories, so also what belongs to none."""
    return user.is_superuser or set(Territory.values) <= set(user.territories)


class ScopedQuerySet(models.QuerySet[Row]):
    """Rows with a `territory`, which may be NULL."""

    def for_user(self, user: User) -> Self:
        """Only what `user` may see. What has no territory is seen by those who see all of them."""
        if user.is_superuser:
            return self
        mine = Q(territory__in=user.territories)
        return self.filter(mine | Q(territory__isnull=True)) if sees_everything(user) else self.filter(mine)
