"""Milestones in the admin: a list of all, the playbook of a season, and what is done with each."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.admin.person import signed_in
from core.admin.texts import moment
from core.errors import DomainError
from core.models import User
from core.walltime import berlin_wall
from seasonal.admin.asking import CalendarInput, ask, long_text
from seasonal.admin.base import FiguresAdmin
from seasonal.admin.playbooks.page import playbook_page
from seasonal.admin.playbooks.texts import due, state_of
from seasonal.admin.texts import person
from seasonal.models import Milestone, Owner, Season
from seasonal.rights import PLAN, VIEW, WORK
from seasonal.services.checking import check_milestones
from seasonal.services.playbooks import (
    finish_milestone,
    instantiate_playbook,
    plan_milestone,
    reopen_milestone,
    skip_milestone,
)


class NoteForm(forms.Form):
    """A note, which some changes need."""

    note = forms.CharField(label=gettext_lazy("Note"), max_length=2000, required=False, widget=long_text())


class PlanForm(forms.Form):
    """Until when, and who."""

    due_on = forms.DateField(label=gettext_lazy("Due on"), widget=CalendarInput())
    owner = forms.ChoiceField(label=gettext_lazy("Who answers for it"), choices=Owner.choices)
    owner_user = forms.ModelChoiceField(
        User.objects.none(), label=gettext_lazy("Person"), required=False, empty_label=gettext_lazy("nobody by name")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.with_perm(WORK, backend="django.contrib.auth.backends.ModelBackend")
        self.fields["owner_user"].queryset = people.filter(is_service=False).order_by(  # type: ignore[attr-defined]
            "last_name", "first_name", "username"
        )


class LateFilter(admin.SimpleListFilter):
    """What was due before today and is open."""

    title = gettext_lazy("late")
    parameter_name = "late"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("1", _("late"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Milestone]) -> QuerySet[Milestone]:
        return queryset.filter(state="OPEN", due_on__lt=_today()) if self.value() else queryset


@admin.register(Milestone)
class MilestoneAdmin(FiguresAdmin):
    """Nothing is changed in the list: each change is a step of a playbook."""

    is_edited = False
    list_display = ("milestone_column", "season", "due_column", "owner_column", "state_column")
    list_filter = (LateFilter, "state", "owner", "season")
    list_select_related = ("season", "owner_user", "done_by")
    list_display_links = None

    def get_urls(self) -> list[URLPattern]:
        guarded = self.admin_site.admin_view
        steps = [
            path(f"<int:pk>/{name}/", guarded(view), name=f"seasonal_milestone_{name}")
            for name, view in (
                ("finish", self.finish_view),
                ("skip", self.skip_view),
                ("reopen", self.reopen_view),
                ("plan", self.plan_view),
            )
        ]
        book = path("season/<int:pk>/", guarded(self.playbook_view), name="seasonal_milestone_playbook")
        return [book, *steps, *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """To the playbook that it belongs to."""
        self._allowed(request, VIEW)
        milestone = self.get_object(request, object_id)
        if milestone is None:
            raise Http404
        return redirect(_book(milestone.season))

    def playbook_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A season's playbook; a POST makes what is missing (`make`), or checks now (`check`)."""
        user = self._allowed(request, VIEW)
        season = get_object_or_404(Season, pk=pk)
        if request.method == "POST":
            asked = request.POST.get("action")
            self._allowed(request, PLAN if asked == "make" else WORK)
            self._make(request, season) if asked == "make" else self._check(request, season)
            return redirect(_book(season))
        page = playbook_page(season, user, timezone.now())
        context = {"page": page, "original": season, "title": page.title, "opts": self.opts, "media": self.media}
        return TemplateResponse(
            request, "admin/seasonal/season.html", {**self.admin_site.each_context(request), **context}
        )

    def finish_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Tick it, with a note if there is something to say."""
        user, milestone = self._allowed(request, WORK), self._milestone(pk)
        return ask(
            self,
            request,
            form=NoteForm(request.POST or None),
            title=_("Tick “%(milestone)s”") % {"milestone": milestone.title},
            confirm=_("Tick"),
            back=_book(milestone.season),
            act=lambda values: finish_milestone(milestone=milestone, actor=user, note=values["note"]),
            done=_("“%(milestone)s” is done.") % {"milestone": milestone.title},
            original=milestone.season,
            note=milestone.text,
        )

    def skip_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Leave it out, with the reason."""
        user, milestone = self._allowed(request, WORK), self._milestone(pk)
        form = NoteForm(request.POST or None)
        form.fields["note"].label = _("Why it is left out")
        return ask(
            self,
            request,
            form=form,
            title=_("Leave out “%(milestone)s”") % {"milestone": milestone.title},
            confirm=_("Leave out"),
            back=_book(milestone.season),
            act=lambda values: skip_milestone(milestone=milestone, actor=user, note=values["note"]),
            done=_("“%(milestone)s” is left out.") % {"milestone": milestone.title},
            original=milestone.season,
        )

    def reopen_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take it back."""
        user, milestone = self._allowed(request, WORK), self._milestone(pk)
        return ask(
            self,
            request,
            form=forms.Form({} if request.method == "POST" else None),
            title=_("Open “%(milestone)s” again") % {"milestone": milestone.title},
            confirm=_("Open again"),
            back=_book(milestone.season),
            act=lambda _values: reopen_milestone(milestone=milestone, actor=user),
            done=_("“%(milestone)s” is open again.") % {"milestone": milestone.title},
            original=milestone.season,
            note=_("What was ticked by itself is ticked again as long as its check is met."),
        )

    def plan_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Until when, and who."""
        user, milestone = self._allowed(request, PLAN), self._milestone(pk)
        initial = {"due_on": milestone.due_on, "owner": milestone.owner, "owner_user": milestone.owner_user_id}
        return ask(
            self,
            request,
            form=PlanForm(request.POST or None, initial=initial),
            title=_("Plan “%(milestone)s”") % {"milestone": milestone.title},
            confirm=_("Save"),
            back=_book(milestone.season),
            act=lambda values: plan_milestone(milestone=milestone, actor=user, **values),
            done=_("“%(milestone)s” is planned.") % {"milestone": milestone.title},
            original=milestone.season,
            note=_("A day that you set here stays when the season's days move."),
        )

    def _make(self, request: HttpRequest, season: Season) -> None:
        try:
            made = instantiate_playbook(season=season)
        except DomainError as refused:
            messages.error(request, str(refused))
            return
        told = ngettext("%(count)s milestone is new.", "%(count)s milestones are new.", made) % {"count": made}
        messages.success(request, told)
        for freeze in season.freezes.filter(called_off_at=None, ends_at__gt=timezone.now()):
            span = {"begin": moment(freeze.starts_at), "end": moment(freeze.ends_at)}
            messages.info(request, _("Nothing is released from %(begin)s to %(end)s: check_freeze says so.") % span)

    def _check(self, request: HttpRequest, season: Season) -> None:
        found = check_milestones(season=season)
        told = _(
            "Ticked: %(ticked)s, opened again: %(reopened)s, not met yet: %(unmet)s, nobody can tell: %(unknown)s."
        )
        messages.success(request, told % {
            "ticked": found.ticked, "reopened": found.reopened, "unmet": found.unmet, "unknown": found.unknown,
        })  # fmt: skip

    def _allowed(self, request: HttpRequest, right: str) -> User:
        user = signed_in(request)
        if not user.has_perm(right):
            raise PermissionDenied
        return user

    def _milestone(self, pk: int) -> Milestone:
        return get_object_or_404(Milestone.objects.select_related("season", "owner_user"), pk=pk)

    @admin.display(description=gettext_lazy("milestone"))
    def milestone_column(self, row: Milestone) -> SafeString:
        return format_html('<a href="{}">{}</a>', _book(row.season), row.title)

    @admin.display(description=gettext_lazy("due on"), ordering="due_on")
    def due_column(self, row: Milestone) -> SafeString | str:
        return due(row, _today())

    @admin.display(description=gettext_lazy("who"), ordering="owner")
    def owner_column(self, row: Milestone) -> str:
        return person(row.owner_user) if row.owner_user else str(row.get_owner_display())

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_column(self, row: Milestone) -> SafeString:
        return state_of(row, _today())


def _book(season: Season) -> str:
    return reverse("admin:seasonal_milestone_playbook", args=[season.pk])


def _today() -> date:
    return berlin_wall(timezone.now()).date()
