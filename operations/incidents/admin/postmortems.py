"""The post-mortem of an incident: drafted, written, looked at, published, taken along."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.admin.texts import moment
from core.errors import DomainError
from core.models import User
from operations.incidents.admin.frame import IncidentViews
from operations.incidents.admin.rights import COMMAND, WORK
from operations.incidents.admin.war_room import address
from operations.incidents.models import Incident, IncidentState
from operations.incidents.services import draft_postmortem, publish_postmortem, save_postmortem
from operations.incidents.services.postmortems import LONGEST
from operations.incidents.wording import headline_of
from operations.runbooks.admin.texts import language_here
from operations.runbooks.content.markdown import render_markdown

# The page has the first two levels of headings for itself.
_DEMOTED = 2


class PostmortemForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Post-mortem (Markdown)"),
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 28, "spellcheck": "true"}),
    )


class PostmortemViews(IncidentViews):
    """Writing it for those who work on incidents, publishing it for those who lead them, reading it for everyone."""

    def postmortem_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The text with how it will look. A POST shows it (`preview`), saves it (`save`), or starts anew (`draft`)."""
        sent = request.POST if request.method == "POST" else None
        user = self.allowed(request, WORK) if sent is not None else self.allowed(request)
        incident = self.seen(pk, user)
        drafted = draft_postmortem(incident=incident, language=language_here())
        text = incident.postmortem or drafted
        if sent is None or "draft" in sent:
            form = PostmortemForm(initial={"text": drafted if sent is not None else text})
        else:
            form = PostmortemForm(sent)
            if form.is_valid() and "save" in sent and self._saved(request, incident, form, user):
                return redirect(_address(incident))
        return self._written(request, incident, user, form)

    def publish_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Publish what is saved."""
        user = self.allowed(request, COMMAND)
        incident = self.seen(pk, user)
        if request.method == "POST":
            try:
                publish_postmortem(incident_id=incident.pk, actor=user)
            except DomainError as refused:
                messages.error(request, str(refused))
            else:
                messages.success(request, _("Published. It stays as it is."))
        return redirect(_address(incident))

    def download_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What is saved, as a file."""
        incident = self.seen(pk, self.allowed(request))
        if not incident.postmortem:
            raise Http404
        response = HttpResponse(incident.postmortem, content_type="text/markdown; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="incident-{incident.pk}-post-mortem.md"'
        return response

    def _saved(self, request: HttpRequest, incident: Incident, form: PostmortemForm, user: User) -> bool:
        try:
            save_postmortem(incident_id=incident.pk, text=form.cleaned_data["text"], actor=user)
        except DomainError as refused:
            form.add_error("text", str(refused))
            return False
        messages.success(request, _("Saved."))
        return True

    def _written(self, request: HttpRequest, incident: Incident, user: User, form: PostmortemForm) -> HttpResponse:
        is_published = incident.postmortem_published_at is not None
        text = incident.postmortem if is_published else str(form["text"].value() or "")
        is_saved = text.replace("\r\n", "\n").strip() == incident.postmortem
        may_publish = user.has_perm(COMMAND) and bool(incident.postmortem) and not is_published
        context = {
            "title": _("Post-mortem"),
            "original": incident,
            "headline": headline_of(incident),
            "room_url": address(incident),
            "form": form if user.has_perm(WORK) and not is_published else None,
            "shown": _html(text),
            "is_saved": is_saved,
            "is_published": is_published,
            "published": _published(incident),
            "may_publish": may_publish and is_saved and incident.state == IncidentState.RESOLVED,
            "publish_later": may_publish and not incident.ended,
        }
        return self.page(request, "incidents/postmortem", context, 422 if form.errors else 200)


def _address(incident: Incident) -> str:
    return reverse("admin:incidents_incident_postmortem", args=[incident.pk])


def _html(text: str) -> SafeString:
    return mark_safe(render_markdown(text, demoted=_DEMOTED))  # noqa: S308  (cleaned by nh3)


def _published(incident: Incident) -> str:
    if incident.postmortem_published_at is None:
        return ""
    by = {"time": moment(incident.postmortem_published_at), "name": incident.postmortem_published_by}
    return _("Published on %(time)s by %(name)s.") % by
