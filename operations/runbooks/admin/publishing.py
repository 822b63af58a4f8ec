"""Publishing and discarding drafts, each after a question that shows what it means."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from core.errors import DomainError
from core.models import User
from operations.runbooks.addresses import read_address
from operations.runbooks.admin.differences import differences
from operations.runbooks.admin.edit_problems import Problem, problems_in, problems_told
from operations.runbooks.admin.frame import RunbookViews
from operations.runbooks.admin.rights import may_edit, may_publish, may_read
from operations.runbooks.admin.versions import (
    chosen,
    draft_of,
    published_of,
    title_of,
    versions_for,
    versions_table,
)
from operations.runbooks.models import Runbook, RunbookVersion
from operations.runbooks.services.drafts import discard_draft, save_draft
from operations.runbooks.services.publishing import publish_draft

# In the log, which is translated when it is read.
_VERSION, _PUBLISHED = gettext_noop("version"), gettext_noop("published version")


class NoteForm(forms.Form):
    """What is said about a version for good."""

    note = forms.CharField(
        label=gettext_lazy("What changed"),
        max_length=500,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=gettext_lazy("One sentence for those who knew the version before. Kept with the version."),
    )


class PublishingViews(RunbookViews):
    """Pages that ask first, and the versions that came of it."""

    def publish_view(self, request: HttpRequest, slug: str) -> HttpResponse:
        """What would change for its readers; when it is confirmed with a note, the draft counts."""
        user = self.allowed(request, may_publish)
        draft, published = draft_of(slug), published_of(slug)
        if draft is None:
            messages.info(request, _("There is no draft to publish."))
            return redirect(read_address(slug))
        form = NoteForm(request.POST if "confirm" in request.POST else None, initial={"note": draft.note})
        problems, refusal = problems_in(draft.content), ""
        if form.is_bound and form.is_valid():
            if request.POST.get("digest") != draft.digest:
                refusal = _("Somebody has changed the draft since you looked at it. This is how it is now.")
            else:
                try:
                    version = _publish(draft, user, form.cleaned_data["note"])
                except DomainError as refused:
                    problems = problems_told(refused.params.get("problems", ()), draft.content) or problems
                    refusal = "" if refused.params.get("problems") else str(refused)
                else:
                    message = {"name": _VERSION, "object": str(version.number), "fields": [_PUBLISHED]}
                    self.log_change(request, version.runbook, [{"changed": message}])
                    text = _("Version %(number)s is published: it counts from now on.") % {"number": version.number}
                    messages.success(request, text)
                    return redirect(read_address(slug))
        return self._question(request, form, draft, published, problems=problems, refusal=refusal)

    def _question(
        self,
        request: HttpRequest,
        form: NoteForm,
        draft: RunbookVersion,
        published: RunbookVersion | None,
        *,
        problems: list[Problem],
        refusal: str,
    ) -> HttpResponse:
        context: dict[str, Any] = {
            "title": _("Publish"),
            "slug": draft.runbook.slug,
            "draft": draft,
            "published": published,
            "problems": problems,
            "refusal": refusal,
            "form": form,
            "hidden": [("digest", draft.digest)],
            "differences": differences(published.content if published else None, draft.content),
        }
        return self.page(request, "publish", context, status=422 if refusal or form.errors else 200)

    def discard_view(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Throw a draft away, after a question."""
        self.allowed(request, may_edit)
        draft, published = draft_of(slug), published_of(slug)
        if draft is None:
            messages.info(request, _("There is no draft to discard."))
            return redirect(read_address(slug) if published else "admin:runbooks_runbook_changelist")
        refusal = ""
        if request.method == "POST" and "confirm" in request.POST:
            if request.POST.get("digest") == draft.digest:
                return self._discard(request, draft, published)
            refusal = _("Somebody has changed the draft since you looked at it. This is how it is now.")
        context = {
            "title": _("Discard draft"),
            "slug": slug,
            "draft": draft,
            "published": published,
            "refusal": refusal,
            "differences": differences(published.content if published else None, draft.content),
        }
        return self.page(request, "discard", context, status=422 if refusal else 200)

    def _discard(self, request: HttpRequest, draft: RunbookVersion, published: RunbookVersion | None) -> HttpResponse:
        runbook = draft.runbook
        discard_draft(slug=runbook.slug, actor=self.allowed(request, may_edit))
        if published is None:
            messages.success(request, _("The draft is discarded, and with it the runbook: it was never published."))
            return redirect("admin:runbooks_runbook_changelist")
        self.log_change(request, runbook, [{"changed": {"fields": ["draft"]}}])
        messages.success(request, _("The draft is discarded. What is published stays as it is."))
        return redirect(read_address(runbook.slug))

    def versions_view(self, request: HttpRequest, slug: str) -> HttpResponse:
        """All versions, and the difference between two of them (`?old=1&new=2`)."""
        user = self.allowed(request, may_read)
        versions = versions_for(slug, user)
        new = chosen(versions, request.GET.get("new", str(versions[0].number)))
        default = next((each.number for each in versions if each.number < new.number), new.number)
        old = chosen(versions, request.GET.get("old", str(default)))
        context = {
            "title": _("Versions"),
            "slug": slug,
            "runbook_title": title_of(chosen(versions, "")),
            "versions": versions_table(versions, most=None),
            "numbers": [each.number for each in versions],
            "old": old,
            "new": new,
            "differences": differences(old.content, new.content),
        }
        return self.page(request, "versions", context)

    def to_reading(self, request: HttpRequest, runbook_id: int) -> HttpResponse:
        """The address that the admin itself would use for a row."""
        user = self.allowed(request, may_read)
        known = Runbook.objects.all() if may_edit(user) else Runbook.objects.published()
        slug = known.filter(pk=runbook_id).values_list("slug", flat=True).first()
        if slug is None:
            raise Http404
        return redirect(read_address(slug))


@transaction.atomic
def _publish(draft: RunbookVersion, user: User, note: str) -> RunbookVersion:
    """The draft with its note, or neither."""
    slug, digest = draft.runbook.slug, draft.digest
    save_draft(content=draft.content, actor=user, note=note, origin=draft.origin, expected_digest=digest)
    return publish_draft(slug=slug, actor=user, expected_digest=digest)
