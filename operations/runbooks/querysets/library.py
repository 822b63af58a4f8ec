"""The library as people look through it: each runbook with what its newest version says."""

from django.db.models import Exists, F, JSONField, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce, Lower

from core.models import User
from operations.runbooks.models import Runbook, RunbookVersion, VersionState


def library(user: User, language: str) -> QuerySet[Runbook]:
    """The runbooks that a user may know, by title in `language` (de, en).

    Whoever may edit sees those too of which there is only a draft. Beside the model's fields each has `number` (of
    the published version; None where there is none), `has_draft` (False for whoever may not edit), and of the
    published version, or else of the draft: `title`, `owner`, `review_due` (as 2027-05-01), `territories`, `alerts`.
    """
    may_edit = user.has_perm("runbooks.edit_runbook")
    versions = RunbookVersion.objects.filter(runbook=OuterRef("pk")).order_by()
    published = versions.filter(state=VersionState.PUBLISHED).order_by("-number")
    # The newest published one; a draft, which has the highest number, only where there is none.
    shown = versions.order_by(F("published_at").desc(nulls_last=True), "-number")
    found = Runbook.objects.annotate(
        number=Subquery(published.values("number")[:1]),
        has_draft=Exists(versions.filter(state=VersionState.DRAFT)) if may_edit else Value(value=False),
        title=Coalesce(
            Subquery(shown.values_list(KT(f"content__title__{language}"))[:1], output_field=TextField()),
            F("slug"),
            output_field=TextField(),
        ),
        owner=Subquery(shown.values_list(KT("content__owner"))[:1], output_field=TextField()),
        review_due=Subquery(shown.values_list(KT("content__review_due"))[:1], output_field=TextField()),
        territories=Subquery(shown.values("content__territories")[:1], output_field=JSONField()),
        alerts=Subquery(shown.values("content__alerts")[:1], output_field=JSONField()),
    )
    if not may_edit:
        found = found.filter(number__isnull=False)
    return found.order_by(Lower("title"), "pk")
