"""Keeping what people say about steps."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.models import User
from operations.runbooks.content.document import anchors_of
from operations.runbooks.models import RunbookVersion, StepFeedback, VersionState


class UnknownStep(DomainError):
    """The runbook has no such step."""

    code = "unknown_step"
    status = 422


class NotPublished(DomainError):
    """Only what is published can have helped."""

    code = "not_published"


@transaction.atomic
def record_feedback(
    *,
    version: RunbookVersion,
    anchor: str,
    helped: bool,
    actor: User,
    source: str,
    comment: str = "",
    asked: str = "",
) -> StepFeedback:
    """Keep an answer to "Did this help?" about a step, trouble or scenario of a version, or ("") about all of it.

    `source`: admin or api; `asked`: what was searched for. In the admin a person has one answer to each question: this
    one takes the place of what they said before. UnknownStep where the version has no such place, NotPublished for a
    draft.
    """
    if version.state != VersionState.PUBLISHED:
        raise NotPublished(_("This is a draft: only published runbooks take feedback."))
    if anchor and anchor not in anchors_of(version.content):
        raise UnknownStep(
            _("There is no step “%(step)s” in %(runbook)s.") % {"step": anchor, "runbook": version.reference},
            field="step",
        )
    question = {"version": version, "anchor": anchor, "given_by": actor, "source": source}
    said = {"helped": helped, "comment": comment, "asked": asked}
    if source != "admin":
        return StepFeedback.objects.create(**question, **said)
    kept, _is_new = StepFeedback.objects.update_or_create(
        **question, defaults={**said, "recorded_at": timezone.now()}, create_defaults=said
    )
    return kept
