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


def berlin_today() -> str:
    """The date in Berlin now, as documents write dates: 2027-05-01."""
    return berlin_wall(timezone.now()).date().isoformat()


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
        due = KeyTextTransform("review_due", "content")
        return self.annotate(review_due=due).filter(review_due__lt=berlin_today())

    def anchors(self) -> Anchors:
        """What links may lead to: of each runbook its slug, and the ids in it."""
        return {slug: anchors_of(content) for slug, content in self.values_list("runbook__slug", "content")}
