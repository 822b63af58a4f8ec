"""The report of a season in the admin: drafted, completed, published, printed, downloaded."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from core.admin.person import signed_in
from core.admin.texts import moment
from core.errors import DomainError
from core.markdown import render_markdown
from core.models import User
from core.models.user import Language
from core.territory import Territory
from seasonal.admin.base import FiguresAdmin
from seasonal.admin.texts import person
from seasonal.models import Season, SeasonReport, SeasonState
from seasonal.rights import PLAN, WORK, own_territories
from seasonal.services.reports import LONGEST, draft_report, publish_report, save_report

# The page has the first level of headings for itself.
_DEMOTED = 2


class ReportForm(forms.Form):
    """The text."""

    text = forms.CharField(
        label=gettext_lazy("Report (Markdown)"),
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 28, "spellcheck": "true"}),
    )


@admin.register(SeasonReport)
class ReportAdmin(FiguresAdmin):
    """Costs and figures of all territories are in it: it is read by those who work playbooks and have all of them."""

    is_edited = False
    list_display = ("report_column", "language", "drafted_column", "published_column")
    list_filter = ("language",)
    list_select_related = ("season", "published_by")
    list_display_links = None

    def get_urls(self) -> list[URLPattern]:
        guarded = self.admin_site.admin_view
        base = "season/<int:pk>/<slug:language>"
        return [
            path(f"{base}/", guarded(self.report_view), name="seasonal_seasonreport_report"),
            path(f"{base}/publish/", guarded(self.publish_view), name="seasonal_seasonreport_publish"),
            path(f"{base}/download/", guarded(self.download_view), name="seasonal_seasonreport_download"),
            *super().get_urls(),
        ]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_read_reports(signed_in(request))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """To its page."""
        self._allowed(request, WORK)
        report = self.get_object(request, object_id)
        if report is None:
            raise Http404
        return redirect(report_address(report.season, report.language))

    def report_view(self, request: HttpRequest, pk: int, language: str) -> HttpResponse:
        """The text as it looks. A POST drafts it (`draft`), shows it (`preview`) or saves it (`save`)."""
        user = self._allowed(request, WORK)
        season, report = _found(pk, language)
        form = ReportForm(initial={"text": report.text if report else ""})
        if request.method == "POST" and "draft" in request.POST:
            return self._told(request, season, language, lambda: _draft(season, language, user), _("It is drafted."))
        if request.method == "POST" and report is not None:
            form = ReportForm(request.POST)
            if form.is_valid() and "save" in request.POST:
                try:
                    save_report(report=report, actor=user, text=form.cleaned_data["text"])
                except DomainError as refused:
                    form.add_error("text", str(refused))
                else:
                    messages.success(request, _("Saved."))
                    return redirect(report_address(season, language))
        return self._written(request, season, language, report, form)

    def publish_view(self, request: HttpRequest, pk: int, language: str) -> HttpResponse:
        """Publish what is saved."""
        user = self._allowed(request, PLAN)
        season, report = _found(pk, language)
        if report is None:
            raise Http404
        if request.method != "POST":
            return redirect(report_address(season, language))
        done = _("Published. It stays as it is.")
        return self._told(request, season, language, lambda: publish_report(report=report, actor=user), done)

    def download_view(self, request: HttpRequest, pk: int, language: str) -> HttpResponse:
        """What is saved, as a file."""
        self._allowed(request, WORK)
        season, report = _found(pk, language)
        if report is None:
            raise Http404
        response = HttpResponse(report.text, content_type="text/markdown; charset=utf-8")
        name = f"{slugify(season.kind)}-{season.starts_on.year}-report-{language}.md"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    def _written(
        self, request: HttpRequest, season: Season, language: str, report: SeasonReport | None, form: ReportForm
    ) -> HttpResponse:
        user = signed_in(request)
        is_published = report is not None and report.published_at is not None
        text = report.text if report is not None and is_published else str(form["text"].value() or "")
        is_saved = report is not None and text.replace("\r\n", "\n").strip() == report.text.strip()
        may_write = user.has_perm(WORK) and not is_published
        context = {
            "title": _("Report"),
            "original": report or season,
            "season": season,
            "report": report,
            "language": language,
            "others": [(each, report_address(season, each)) for each in Language.values if each != language],
            "playbook_url": reverse("admin:seasonal_milestone_playbook", args=[season.pk]),
            "download_url": _address("download", season, language),
            "publish_url": _address("publish", season, language),
            "form": form if may_write and report is not None else None,
            "may_draft": may_write and season.state in (SeasonState.ACTIVE, SeasonState.OVER),
            "shown": mark_safe(render_markdown(text, demoted=_DEMOTED)),  # noqa: S308  (cleaned by nh3)
            "is_saved": is_saved,
            "is_published": is_published,
            "may_publish": user.has_perm(PLAN) and is_saved and not is_published and season.state == SeasonState.OVER,
            "told": _told(report),
            "opts": self.opts,
            "media": self.media,
        }
        frame = self.admin_site.each_context(request)
        status = 422 if form.errors else 200
        return TemplateResponse(request, "admin/seasonal/report.html", {**frame, **context}, status=status)

    def _told(self, request: HttpRequest, season: Season, language: str, act: Any, done: str) -> HttpResponse:
        try:
            act()
        except DomainError as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, done)
        return redirect(report_address(season, language))

    def _allowed(self, request: HttpRequest, right: str) -> User:
        user = signed_in(request)
        if not user.has_perm(right) or not may_read_reports(user):
            raise PermissionDenied
        return user

    @admin.display(description=gettext_lazy("report"), ordering="season__starts_on")
    def report_column(self, row: SeasonReport) -> SafeString:
        return format_html('<a href="{}">{}</a>', report_address(row.season, row.language), row.season)

    @admin.display(description=gettext_lazy("drafted on"), ordering="drafted_at")
    def drafted_column(self, row: SeasonReport) -> str:
        return moment(row.drafted_at)

    @admin.display(description=gettext_lazy("published"), ordering="published_at")
    def published_column(self, row: SeasonReport) -> str:
        return f"{moment(row.published_at)}, {person(row.published_by)}" if row.published_at else _("not yet")


def report_address(season: Season, language: str | None = None) -> str:
    """Where the report of a season is, by default in the language of whoever reads."""
    here = language or ("en" if (get_language() or "").startswith("en") else "de")
    return _address("report", season, here)


def _address(name: str, season: Season, language: str) -> str:
    return reverse(f"admin:seasonal_seasonreport_{name}", args=[season.pk, language])


def _found(pk: int, language: str) -> tuple[Season, SeasonReport | None]:
    if language not in Language.values:
        raise Http404
    season = get_object_or_404(Season, pk=pk)
    return season, season.reports.filter(language=language).select_related("published_by").first()


def _draft(season: Season, language: str, user: User) -> SeasonReport:
    return draft_report(season=season, language=language, actor=user)


def may_read_reports(user: User) -> bool:
    """Whether somebody may: costs and figures of all territories are in them."""
    return user.has_perm(WORK) and set(own_territories(user)) == set(Territory.values)


def _told(report: SeasonReport | None) -> str:
    if report is None:
        return ""
    if report.published_at is not None:
        by = {"time": moment(report.published_at), "name": person(report.published_by)}
        return _("Published on %(time)s by %(name)s.") % by
    return _("Drafted from what was recorded on %(time)s.") % {"time": moment(report.drafted_at)}
