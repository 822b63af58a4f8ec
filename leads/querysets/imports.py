"""Reads of imports."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models.functions import Now

if TYPE_CHECKING:
    from core.models import User
    from leads.models.imports import LeadImport  # noqa: F401  named in quotes below

# A worker says after every chunk that it lives; silent for so long, it is dead and another may take over.
SILENCE = timedelta(minutes=2)


class LeadImportQuerySet(models.QuerySet["LeadImport"]):
    """Imports, and the ways to narrow them."""

    def for_user(self, user: User) -> LeadImportQuerySet:
        """A person's own imports: their rejected rows may lie in any territory. A superuser sees all."""
        return self if user.is_superuser else self.filter(user=user)

    def silent(self) -> LeadImportQuerySet:
        """Imports that should be going on, and that nobody has worked on for a while."""
        return self.filter(state__in=("QUEUED", "RUNNING"), progress_at__lt=Now() - SILENCE)
