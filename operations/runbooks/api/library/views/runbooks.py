"""Reading runbooks: all, one, and its versions."""

from typing import Any

from django.http import Http404, HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from core.api.permissions import requires
from core.api.strict import StrictSerializer, read_query
from core.api.views import ApiView, user_of
from operations.runbooks.api.conditional import answer
from operations.runbooks.api.library.descriptions import CONDITIONS, GET_RUNBOOK, LIST_RUNBOOKS, LIST_VERSIONS
from operations.runbooks.api.library.entries import entries, version_entries
from operations.runbooks.api.library.queries import RunbookQuery, RunbooksQuery
from operations.runbooks.api.library.states import made_by, state_of
from operations.runbooks.api.rendering import SEE_CONTACTS, render_version
from operations.runbooks.models import RunbookVersion
from operations.runbooks.querysets.reading import library_stamp, stamp_of, versions_of


class RunbookListView(ApiView):
    """All runbooks."""

    permission_classes = (requires(GET="runbooks.view_runbook"),)

    @extend_schema(parameters=[RunbooksQuery, *CONDITIONS], **LIST_RUNBOOKS)
    def get(self, request: Request) -> HttpResponseBase:
        """What counts now, as filtered."""
        asked = read_query(request, RunbooksQuery)
        language = language_of(request, asked)
        stamp = library_stamp()

        def body() -> dict[str, Any]:
            return {"language": language, "results": entries(asked, language)}

        state = [sorted(asked.items()), language, made_by(language), stamp.state]
        return answer(request, state=state, modified=stamp.changed_at, language=language, body=body)


class RunbookView(ApiView):
    """One runbook."""

    permission_classes = (requires(GET="runbooks.view_runbook"),)

    @extend_schema(parameters=[RunbookQuery, *CONDITIONS], **GET_RUNBOOK)
    def get(self, request: Request, slug: str) -> HttpResponseBase:
        """The version that counts, or the one that was asked for."""
        asked = read_query(request, RunbookQuery)
        language, user = language_of(request, asked), user_of(request)
        stamp = stamp_of(slug, asked.get("version"), with_contacts=user.has_perm(SEE_CONTACTS))
        if stamp is None:
            raise Http404

        def body() -> dict[str, Any]:
            version = RunbookVersion.objects.select_related("runbook").get(pk=stamp.pk)
            return render_version(version, language, user)

        return answer(
            request,
            state=state_of(stamp, language, user),
            modified=stamp.changed_at,
            language=language,
            body=body,
        )


class RunbookVersionsView(ApiView):
    """The versions of a runbook."""

    permission_classes = (requires(GET="runbooks.view_runbook"),)

    @extend_schema(parameters=CONDITIONS, **LIST_VERSIONS)
    def get(self, request: Request, slug: str) -> HttpResponseBase:
        """All that were ever published, the newest first."""
        read_query(request, StrictSerializer)
        known = [(pk, at) for pk, at in versions_of(slug).values_list("pk", "published_at") if at is not None]
        if not known:
            raise Http404
        language = language_of(request, {})
        return answer(
            request,
            state=[known, made_by(language)],
            modified=known[0][1],
            language=language,
            body=lambda: {"results": version_entries(slug)},
        )


def language_of(request: Request, asked: dict[str, Any]) -> str:
    """The one that was asked for; else that of Accept-Language, which the middleware has read: de or en."""
    return str(asked.get("lang") or request._request.LANGUAGE_CODE)
