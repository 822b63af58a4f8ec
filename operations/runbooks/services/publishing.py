"""Publishing drafts: only what is right, and for good."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.models import User
from operations.runbooks.content.document import Anchors, Content, anchors_of
from operations.runbooks.content.validation import broken_links, check_content
from operations.runbooks.deep_links import deep_links
from operations.runbooks.models import Runbook, RunbookVersion, VersionState
from operations.runbooks.services.indexing import index_versions
from operations.runbooks.services.turns import wait_for_turn


class NoDraft(DomainError):
    """There is nothing to publish."""

    code = "no_draft"


class LinkBroken(DomainError):
    """Something else leads to a step that would be gone."""

    code = "link_broken"
    status = 422


def publish_draft(*, slug: str, actor: User | None, expected_digest: str | None = None) -> RunbookVersion:
    """Publish the draft of a runbook: from now on it counts, and it is found; the version.

    DocumentError where anything in it is wrong: its form, or a check, link, alert, role or command that does not
    exist. LinkBroken where others lead to a step that it no longer has. NoDraft where there is none, or not the one
    that was looked at (`expected_digest`).
    """
    digests = {slug: expected_digest} if expected_digest is not None else {}
    (version,) = publish_drafts(slugs=[slug], actor=actor, expected_digests=digests)
    return version


@transaction.atomic
def publish_drafts(
    *, slugs: Sequence[str], actor: User | None, expected_digests: dict[str, str] | None = None
) -> list[RunbookVersion]:
    """Publish several drafts together, so that they may lead to each other; all or none. Raises as `publish_draft`.

    Alone: who comes meanwhile is told by what this has published.
    """
    list(Runbook.objects.select_for_update(no_key=True).filter(slug__in=slugs).order_by("pk"))
    wait_for_turn()
    found = RunbookVersion.objects.select_related("runbook").filter(runbook__slug__in=slugs, state=VersionState.DRAFT)
    drafts = {draft.runbook.slug: draft for draft in found.select_for_update(no_key=True).order_by("runbook_id")}
    for slug in slugs:
        draft = drafts.get(slug)
        if draft is None or draft.digest != (expected_digests or {}).get(slug, draft.digest):
            raise NoDraft(_("This draft is gone: somebody has changed, published or discarded it. Load it anew."))
    present = dict(RunbookVersion.objects.current().values_list("runbook__slug", "content"))
    contents = {slug: draft.content for slug, draft in drafts.items()}
    check_together(contents, present)
    for draft in drafts.values():
        draft.state, draft.published_at, draft.published_by = VersionState.PUBLISHED, timezone.now(), actor
        draft.save(update_fields=["state", "published_at", "published_by"])
    index_versions(versions=list(drafts.values()))
    return [drafts[slug] for slug in slugs]


def check_together(new: dict[str, Content], present: dict[str, Content]) -> None:
    """Refuse documents, by slug, in which something is wrong, or that would break what leads to them.

    Raises DocumentError and LinkBroken. `present`: the published ones.
    """
    formed = {slug: content for slug, content in new.items() if not _ill_formed(content)}
    anchors: Anchors = {slug: anchors_of(content) for slug, content in {**present, **formed}.items()}
    for content in new.values():
        check_content(content, anchors)
    for slug, content in present.items():
        # What else may be wrong with it by now, as a check that is no longer there, is no fault of the new ones.
        fault = next(broken_links(content, anchors, into=new), None) if slug not in new else None
        if fault is not None:
            raise LinkBroken(
                _("The runbook “%(slug)s” leads here (%(pointer)s): %(reason)s")
                % {"slug": slug, "pointer": fault.pointer, "reason": fault.reason}
            )
    for link in deep_links():
        if link.runbook in new and link.step and link.step not in anchors[link.runbook]:
            raise LinkBroken(
                _("%(what)s leads to the step “%(step)s”, which is missing.") % {"what": link.name, "step": link.step}
            )


def _ill_formed(content: Content) -> bool:
    return any(not isinstance(content.get(name), list) for name in ("steps", "troubleshooting", "failure_scenarios"))
