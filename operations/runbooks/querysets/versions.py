"""Which versions of runbooks there are."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef
from django.db.models.fields.json import KeyTextTransform
from django.utils import timezone

from core.walltime import berlin_wall
from operations.runbooks.content.document import Anchors, anchors_of

if TYPE_CHECKING:
    from operations.runbooks.models import RunbookVersion  # noqa: F401


class VersionQuerySet(models.QuerySet["RunbookVersion"]):
    def published(self) -> "VersionQuerySet":
        """All that were ever published."""
        return self.filter(state="PUBLISHED")

    def current(self) -> "VersionQuerySet":
        """Of each runbook the newest published version: what counts."""
        newer = self.model.objects.published().filter(runbook=OuterRef("runbook"), number__gt=OuterRef("number"))
        return self.published().filter(~Exists(newer)).select_related("runbook")

    def past_review(self) -> "VersionQuerySet":
        """Those that should have been read again and confirmed before today, by Berlin's calendar."""
        today = berlin_wall(timezone.now()).date().isoformat()
        return self.annotate(review_due=KeyTextTransform("review_due", "content")).filter(review_due__lt=today)

    def anchors(self) -> Anchors:
        """What links may lead to: of each runbook its slug, and the ids in it."""
        return {slug: anchors_of(content) for slug, content in self.values_list("runbook__slug", "content")}
