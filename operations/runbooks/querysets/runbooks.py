"""Which runbooks there are."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef

if TYPE_CHECKING:
    from operations.runbooks.models import Runbook  # noqa: F401


class RunbookQuerySet(models.QuerySet["Runbook"]):
    def published(self) -> "RunbookQuerySet":
        """Those of which a version has been published."""
        from operations.runbooks.models import RunbookVersion

        return self.filter(Exists(RunbookVersion.objects.published().filter(runbook=OuterRef("pk"))))
