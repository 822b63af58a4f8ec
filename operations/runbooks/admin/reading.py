"""Reading a runbook: its page, running the checks in it, and saying whether a step helped."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.models import User
from operations.runbooks.addresses import read_address
from operations.runbooks.admin.check_form import CheckForm
from operations.runbooks.admin.feedback_form import FeedbackForm
from operations.runbooks.admin.frame import RunbookViews
from operations.runbooks.admin.outcomes import Outcome, outcome_of
from operations.runbooks.admin.reading_page import ReadingPage, Runnable, reading_page
from operations.runbooks.admin.rights import GIVE_FEEDBACK, may_edit, may_publish, may_read
from operations.runbooks.admin.texts import LANGUAGE_NAMES, language_here
from operations.runbooks.admin.versions import chosen, current_of, versions_for, versions_table
from operations.runbooks.checks.running import run_check
from operations.runbooks.content.document import anchors_of
from operations.runbooks.models import RunbookVersion, VersionState
from operations.runbooks.search.asking import LONGEST_QUESTION
from operations.runbooks.services.feedback import record_feedback


class ReadingViews(RunbookViews):
    """Pages for everyone who may read runbooks."""

    def read_view(self, request: HttpRequest, slug: str) -> HttpResponse:
        """A version of a runbook. A POST runs one of its checks, which changes nothing, and shows the result in it."""
        user = self.allowed(request, may_read)
        versions = versions_for(slug, user)
        version = chosen(versions, request.GET.get("version", ""))
        language = language_here(request.GET.get("lang", ""))
        page = reading_page(version, language, user, request.GET)
        if request.method == "POST":
            runnable = page.runnables.get(request.POST.get("run", ""))
            if runnable is None:
                raise Http404
            _run(runnable, user, request.POST)
        page.thanked = request.GET.get("thanked", "")
        return self.page(request, "read", _context(request, page, version, versions, user))

    def feedback_view(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Keep an answer to "Did this help?", and go back to where it was asked."""
        user = self.allowed(request, may_read)
        if not user.has_perm(GIVE_FEEDBACK):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        form = FeedbackForm(request.POST)
        if not form.is_valid():
            raise BadRequest(form.errors.as_text())  # the page's own form cannot send this
        said = form.cleaned_data
        version, anchor = chosen(versions_for(slug, user), said["version"]), said["anchor"]
        if version.state == VersionState.DRAFT or (anchor and anchor not in anchors_of(version.content)):
            raise Http404
        record_feedback(
            version=version,
            anchor=anchor,
            helped=said["helped"] == "yes",
            actor=user,
            source="admin",
            comment=said["comment"],
            asked=said["asked"],
        )
        query = _kept(request.GET) | {"thanked": anchor or "_whole"}
        return redirect(f"{read_address(slug)}?{urlencode(query)}#{anchor or '_helped'}")


def _run(runnable: Runnable, user: User, sent: QueryDict) -> None:
    """Run a check with what was sent, and keep what came out, or why nothing did."""
    if runnable.form is None:
        raise PermissionDenied
    form = runnable.form = CheckForm(runnable.check, ident=runnable.ident, fixed=runnable.form.fixed, data=sent.dict())
    if not form.is_valid():
        return
    try:
        result = run_check(name=runnable.check.name, user=user, parameters=form.values())
    except DomainError as refused:
        if refused.field in form.fields:
            form.add_error(refused.field, str(refused))
        else:
            runnable.outcome = Outcome(ident=runnable.ident, refusal=str(refused))
        return
    runnable.outcome = outcome_of(result, ident=runnable.ident, user=user)


def _kept(query: QueryDict) -> dict[str, str]:
    """What a page's address says, without what was there for once."""
    return {name: str(value) for name, value in query.items() if name != "thanked"}


def _context(
    request: HttpRequest, page: ReadingPage, version: RunbookVersion, versions: list[RunbookVersion], user: User
) -> dict[str, Any]:
    query = _kept(request.GET)
    current = current_of(versions)
    is_draft = version.state == VersionState.DRAFT
    draft = next((each for each in versions if each.state == VersionState.DRAFT), None)
    table = versions_table(versions)
    return {
        "title": page.title,
        "page": page,
        "version": version,
        "current": current,
        "is_draft": is_draft,
        "is_old": current is not None and version.number < current.number,
        "here": f"?{urlencode(query)}" if query else "",
        "asked": query.get("asked", "")[:LONGEST_QUESTION],
        "languages": [
            (code, name, f"?{urlencode(query | {'lang': code})}", code == page.language)
            for code, name in LANGUAGE_NAMES.items()
        ],
        "versions": table if len(versions) > 1 else replace(table, action=None),
        "draft": draft,
        "may_edit": may_edit(user),
        "may_publish": may_publish(user) and draft is not None,
        "may_say": user.has_perm(GIVE_FEEDBACK) and not is_draft,
        "answers": [("yes", _("Yes")), ("no", _("No"))],
        "whole": _("Did this runbook help?"),
    }
