"""Reads of leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from core.models import User
    from leads.models import Lead


class LeadQuerySet(models.QuerySet["Lead"]):
    """Leads, and the only ways to narrow them."""

    def for_user(self, user: User) -> LeadQuerySet:
        """Only what `user` may see: leads of their territories; a superuser sees all."""
        return self if user.is_superuser else self.filter(territory__in=user.territories)
