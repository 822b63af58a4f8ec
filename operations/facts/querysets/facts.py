"""Which business facts there are."""

from typing import TYPE_CHECKING, Any

from django.db import models

from journal.querysets.scope import sees_everything

if TYPE_CHECKING:
    from core.models import User


class FactQuerySet(models.QuerySet[Any]):
    def for_user(self, user: "User") -> "FactQuerySet":
        """Those of the user's territories, and those that belong to none for who has them all."""
        return self if sees_everything(user) else self.filter(territory__in=user.territories)

    def valid(self) -> "FactQuerySet":
        """Without those that were voided."""
        return self.filter(voided_at=None)
