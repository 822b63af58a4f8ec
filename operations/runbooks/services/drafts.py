"""Writing drafts: one of each runbook at a time, by whoever may."""

import structlog
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.models import User
from operations.runbooks.content.document import Content, digest_of, normalized
from operations.runbooks.content.files import DocumentError
from operations.runbooks.models import Origin, Runbook, RunbookVersion, VersionState

logger = structlog.get_logger(__name__)


class DraftChanged(DomainError):
    """Somebody else has saved the draft meanwhile."""

    code = "draft_changed"


@transaction.atomic
def save_draft(
    *,
    content: Content,
    actor: User | None,
    note: str = "",
    origin: str = Origin.ADMIN,
    expected_digest: str | None = None,
) -> RunbookVersion:
    """Keep a document as the draft of the runbook that it names, which is made where there is none; the draft.

    It may be unfinished: only publishing wants it to be right. `expected_digest`: that of the draft that was edited;
    DraftChanged where another one is there by now. DocumentError for a document without a slug.
    """
    content = normalized(content)
    slug = content.get("slug")
    if not isinstance(slug, str) or not slug:
        raise DocumentError(_("A runbook needs a short name."), field="slug")
    Runbook.objects.bulk_create([Runbook(slug=slug)], ignore_conflicts=True)
    runbook = Runbook.objects.select_for_update(no_key=True).get(slug=slug)
    draft = runbook.versions.filter(state=VersionState.DRAFT).first()
    if expected_digest is not None and (draft.digest if draft else "") != expected_digest:
        raise DraftChanged(_("Somebody else has saved this draft meanwhile. Copy your text, and load it anew."))
    if draft is None:
        number = (runbook.versions.aggregate(newest=Max("number"))["newest"] or 0) + 1
        draft = RunbookVersion(runbook=runbook, number=number, created_by=actor)
    draft.content, draft.digest = content, digest_of(content)
    draft.note, draft.origin, draft.changed_at = note, origin, timezone.now()
    draft.save()
    return draft


@transaction.atomic
def discard_draft(*, slug: str, actor: User | None) -> None:
    """Throw the draft of a runbook away, and the runbook with it where nothing of it was ever published.

    It is gone for good, so the log keeps whose it was and who did it.
    """
    runbook = Runbook.objects.select_for_update(no_key=True).filter(slug=slug).first()
    if runbook is None:
        return
    draft = runbook.versions.filter(state=VersionState.DRAFT).first()
    if draft is not None:
        told = {"runbook": slug, "version": draft.number, "begun_by": draft.created_by_id}
        draft.delete()
        by = actor.pk if actor is not None else None
        transaction.on_commit(lambda: logger.info("runbook_draft_discarded", **told, discarded_by=by))
    if not runbook.versions.exists():
        runbook.delete()
