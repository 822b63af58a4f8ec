"""The rota: looked at by everyone, planned by those who lead, handed over by whoever is on call."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.admin.person import signed_in
from core.errors import DomainError
from core.models import User
from core.walltime import berlin_instant, berlin_wall
from journal.admin.confirming import Question, render
from journal.admin.read_only import ReadOnlyAdmin
from operations.incidents.admin.rights import COMMAND, SEE_ROTA, WORK
from operations.incidents.admin.rota_page import WEEKS, rota
from operations.incidents.admin.shift_forms import HandOverForm, ShiftForm, asked
from operations.incidents.admin.texts import hour_of
from operations.incidents.models import OnCallShift
from operations.incidents.services import cancel_shift, hand_over_shift, plan_shift, take_over_shift

_LIST = "admin:incidents_oncallshift_changelist"


@admin.register(OnCallShift)
class OnCallShiftAdmin(ReadOnlyAdmin):
    """The page of the rota, and what is done there."""

    def get_urls(self) -> list[URLPattern]:
        guarded, base = self.admin_site.admin_view, "incidents_oncallshift"
        return [
            path("", guarded(self.rota_view), name=f"{base}_changelist"),
            path("add/", guarded(self.plan_view), name=f"{base}_add"),
            path("<int:pk>/hand-over/", guarded(self.hand_over_view), name=f"{base}_hand_over"),
            path("<int:pk>/take-over/", guarded(self.take_over_view), name=f"{base}_take_over"),
            path("<int:pk>/cancel/", guarded(self.cancel_view), name=f"{base}_cancel"),
        ]

    def narrowed(self, rows: QuerySet[Any], user: User) -> QuerySet[Any]:
        return rows  # a rota is the same for everyone

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perms((SEE_ROTA, COMMAND))

    def rota_view(self, request: HttpRequest) -> HttpResponse:
        """The weeks from `?from=` (a date, by default today) on."""
        user, now = self._allowed(request), timezone.now()
        today = berlin_wall(now).date()
        first = _day(request.GET.get("from", "")) or today
        shown = rota(user, now=now, first=berlin_instant(datetime.combine(first, time())))
        step = timedelta(weeks=WEEKS)
        context = {
            "title": _("On call"),
            "rota": shown,
            "may_plan": user.has_perm(COMMAND),
            "earlier": (first - step).isoformat(),
            "later": (first + step).isoformat(),
            "is_now": first == today,
        }
        return TemplateResponse(request, "admin/incidents/rota.html", {**self.context(request), **context})

    def plan_view(self, request: HttpRequest) -> HttpResponse:
        """A new shift."""
        user = self._allowed(request, COMMAND)
        form = ShiftForm(request.POST if request.method == "POST" else None, initial=asked(request.GET.dict()))
        if form.is_bound and form.is_valid():
            try:
                shift = plan_shift(actor=user, **form.cleaned_data)
            except DomainError as refused:
                form.add_error(refused.field if refused.field in form.fields else None, str(refused))
            else:
                messages.success(request, _("Planned: %(shift)s.") % {"shift": shift})
                return redirect(_LIST)
        return self._form(request, form, title=_("Plan a shift"), confirm=_("Plan"))

    def hand_over_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The rest of a shift goes to somebody else."""
        user = self._allowed(request, WORK)
        shift = _shift(pk)
        if shift.user_id != user.pk and not user.has_perm(COMMAND):
            raise PermissionDenied
        form = HandOverForm(request.POST if request.method == "POST" else None)
        if form.is_bound and form.is_valid():
            said = form.cleaned_data
            try:
                theirs = hand_over_shift(shift_id=pk, to=said["user"], note=said["note"], actor=user)
            except DomainError as refused:
                form.add_error(refused.field if refused.field in form.fields else None, str(refused))
            else:
                messages.success(request, _("Handed over to %(name)s.") % {"name": theirs.user})
                return redirect(_LIST)
        note = _("%(shift)s, until %(until)s. They have it from the moment you press the button.")
        told = note % {"shift": shift, "until": hour_of(shift.ends_at)}
        return self._form(request, form, title=_("Hand over"), confirm=_("Hand over"), note=told)

    def take_over_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Whoever is on call has read what was handed over."""
        user = self._allowed(request, WORK)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        try:
            take_over_shift(shift_id=_shift(pk).pk, actor=user)
        except DomainError as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Taken over."))
        return redirect(_LIST)

    def cancel_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Nobody is on call there any more; asked first."""
        user = self._allowed(request, COMMAND)
        shift = _shift(pk)
        if request.method == "POST" and "confirm" in request.POST:
            try:
                cancel_shift(shift_id=pk, actor=user)
            except DomainError as refused:
                messages.error(request, str(refused))
            else:
                messages.success(request, _("Cancelled. There is a gap now."))
            return redirect(_LIST)
        when = {"since": hour_of(shift.starts_at), "until": hour_of(shift.ends_at)}
        question = Question(
            title=_("Cancel this shift?"),
            confirm=_("Cancel the shift"),
            consequences=[
                _("%(shift)s, %(since)s until %(until)s.") % {"shift": shift, **when},
                _("Nobody is on call then: incidents go to the emergency contacts."),
            ],
            danger=True,
        )
        context = {**self.context(request), "title": _("Cancel a shift")}
        return render(request, context, question=question, cancel_url=reverse(_LIST))

    def _allowed(self, request: HttpRequest, *rights: str) -> User:
        user = signed_in(request)
        if not user.has_perms((SEE_ROTA, *rights)):
            raise PermissionDenied
        return user

    def _form(self, request: HttpRequest, form: Form, **texts: str) -> HttpResponse:
        context = {**self.context(request), "form": form, "cancel_url": reverse(_LIST), **texts}
        return TemplateResponse(request, "admin/incidents/form.html", context, status=422 if form.errors else 200)


def _shift(pk: int) -> OnCallShift:
    shift = OnCallShift.objects.select_related("user").filter(pk=pk).first()
    if shift is None:
        raise Http404
    return shift


def _day(text: str) -> date | None:
    """A day that people may ask for; None for what is none, or lies too far away to reckon with."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 <= day.year <= 2199 else None
