"""Did this help?"""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.idempotency import change
from core.api.permissions import requires
from core.api.strict import StrictSerializer, read_body, read_query
from core.api.views import ApiView, user_of
from core.errors import DomainError
from operations.runbooks.api.library.descriptions import GIVE_FEEDBACK
from operations.runbooks.api.library.queries import FeedbackBody
from operations.runbooks.api.serializers.library import FeedbackSerializer
from operations.runbooks.models import RunbookVersion
from operations.runbooks.querysets.reading import versions_of
from operations.runbooks.services.feedback import record_feedback


class UnknownVersion(DomainError):
    """No such version was ever published."""

    code = "unknown_version"
    status = 422


class FeedbackView(ApiView):
    """What people say about the steps of a runbook."""

    permission_classes = (requires(POST="runbooks.add_stepfeedback"),)

    @extend_schema(**GIVE_FEEDBACK)
    def post(self, request: Request, slug: str) -> HttpResponse:
        """201 with the answer as it was kept."""
        read_query(request, StrictSerializer)
        said = read_body(request, FeedbackBody)

        def record() -> Response:
            kept = record_feedback(
                version=_version(slug, said["version"]),
                anchor=said["step"],
                helped=said["helped"],
                actor=user_of(request),
                source="api",
                comment=said.get("comment", ""),
                asked=said.get("asked", ""),
            )
            return Response(FeedbackSerializer(kept).data, status=201)

        return change(request, record)


def _version(slug: str, number: int) -> RunbookVersion:
    version = versions_of(slug).filter(number=number).select_related("runbook").first()
    if version is None:
        if not versions_of(slug).exists():
            raise Http404
        message = _("The runbook “%(slug)s” has no published version %(number)s.")
        raise UnknownVersion(message % {"slug": slug, "number": number}, field="version")
    return version
