"""Writing runbooks: a form that saves drafts, which may be unfinished, and shows texts as they will look."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.errors import DomainError
from core.models import User
from core.walltime import berlin_wall
from operations.runbooks.admin.edit_draft import DraftForm
from operations.runbooks.admin.edit_fields import LONG
from operations.runbooks.admin.edit_page import edit_page
from operations.runbooks.admin.edit_problems import Problem, by_field, problems_in
from operations.runbooks.admin.edit_rows import changed
from operations.runbooks.admin.frame import RunbookViews
from operations.runbooks.admin.linked import prose
from operations.runbooks.admin.overtaken import overtaken
from operations.runbooks.admin.rights import may_edit, may_publish
from operations.runbooks.admin.versions import draft_of, published_of, title_of
from operations.runbooks.content.document import Content
from operations.runbooks.models import RunbookVersion
from operations.runbooks.services.drafts import save_draft

REVIEWED_AFTER = timedelta(days=180)
PREVIEW = "preview"  # what a button asks for, without script


class EditingViews(RunbookViews):
    """Pages for those who may edit."""

    def new_view(self, request: HttpRequest) -> HttpResponse:
        """A runbook that is not there yet."""
        user = self.allowed(request, may_edit)
        return self._edit(request, user, draft=None, published=None)

    def edit_view(self, request: HttpRequest, slug: str) -> HttpResponse:
        """The draft of a runbook; where there is none, one is begun with what is published."""
        user = self.allowed(request, may_edit)
        draft, published = draft_of(slug), published_of(slug)
        if draft is None and published is None:
            raise Http404
        return self._edit(request, user, draft=draft, published=published)

    def preview_view(self, request: HttpRequest) -> HttpResponse:
        """A Markdown text as it will look: a piece of HTML."""
        self.allowed(request, may_edit)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        text = request.POST.get("text", "")
        if len(text) > LONG:
            return HttpResponse(_("This is too long: at most %(most)s characters.") % {"most": LONG}, status=422)
        return HttpResponse(prose(text, request.POST.get("slug", "")))

    def _edit(
        self, request: HttpRequest, user: User, *, draft: RunbookVersion | None, published: RunbookVersion | None
    ) -> HttpResponse:
        stored = draft or published
        is_new = stored is None
        content = stored.content if stored else _blank()
        if request.method != "POST":
            form = DraftForm(content, is_new=is_new)
            problems = problems_in(draft.content) if draft else []
            return self._form(request, form, user, draft=draft, published=published, problems=problems)
        wanted = request.POST.get("do", "")
        sent = changed(request.POST, wanted)
        form = DraftForm(content, is_new=is_new, data=sent)
        refusal = ""
        if not wanted and form.is_valid():
            refusal = overtaken(sent, published, draft)
            if refusal:
                # They are told what came between: saving again is about what is there now.
                sent = _about_now(sent, draft)
            else:
                try:
                    saved = save_draft(
                        content=form.content(),
                        actor=user,
                        note=draft.note if draft else "",
                        expected_digest=sent.get("digest", ""),
                    )
                    if is_new:
                        self.log_addition(request, saved.runbook, [{"added": {}}])
                    else:
                        self.log_change(request, saved.runbook, [{"changed": {"fields": ["draft"]}}])
                    return _saved(request, saved)
                except DomainError as error:
                    refusal = str(error)
        return self._form(
            request, form, user, draft=draft, published=published, sent=sent, refusal=refusal, wanted=wanted
        )

    def _form(
        self,
        request: HttpRequest,
        form: DraftForm,
        user: User,
        *,
        draft: RunbookVersion | None,
        published: RunbookVersion | None,
        sent: QueryDict | None = None,
        problems: list[Problem] | None = None,
        refusal: str = "",
        wanted: str = "",
    ) -> HttpResponse:
        stored = draft or published
        slug = stored.runbook.slug if stored else ""
        is_wrong = bool(refusal) or (sent is not None and not wanted)
        context: dict[str, Any] = {
            "title": _("Edit: %(title)s") % {"title": title_of(stored)} if stored else _("New runbook"),
            "page": edit_page(form, by_field(problems or []), slug=slug, previewed=wanted == PREVIEW),
            "problems": problems or [],
            "refusal": refusal,
            "has_errors": is_wrong and not refusal,
            "slug": slug,
            # Of the draft that was loaded: one that somebody else saved meanwhile is not overwritten.
            "digest": sent.get("digest", "") if sent is not None else draft.digest if draft else "",
            "base": published.number if published else "",
            "draft": draft,
            "published": published,
            "may_publish": may_publish(user),
            "wanted": wanted,
            "preview": PREVIEW,
        }
        return self.page(request, "edit", context, status=422 if is_wrong else 200)


def _saved(request: HttpRequest, draft: RunbookVersion) -> HttpResponse:
    """Go on to where the person wanted: publishing, or the form, which names what is still wrong."""
    if "publish" in request.POST:
        return redirect("admin:runbooks_runbook_publish", draft.runbook.slug)
    count = len(problems_in(draft.content))
    if count:
        text = ngettext(
            "The draft is saved. %(count)s problem stands in the way of publishing it.",
            "The draft is saved. %(count)s problems stand in the way of publishing it.",
            count,
        )
        messages.warning(request, text % {"count": count})
    else:
        messages.success(request, _("The draft is saved. Nothing stands in the way of publishing it."))
    return redirect("admin:runbooks_runbook_edit", draft.runbook.slug)


def _about_now(sent: QueryDict, draft: RunbookVersion | None) -> QueryDict:
    """What was sent, as if the form had been opened with the draft that is there now."""
    renewed = sent.copy()
    renewed["digest"] = draft.digest if draft else ""
    return renewed


def _blank() -> Content:
    """What a new runbook begins with: a step and a rung, which it needs at least."""
    due = berlin_wall(timezone.now() + REVIEWED_AFTER).date()
    return {"review_due": due.isoformat(), "steps": [{}], "escalation": [{}]}
