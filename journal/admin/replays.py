"""Sending events again: who did it, when, why, how many; and a new one."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.admin.person import signed_in
from core.admin.texts import moment
from core.console.badges import with_note
from core.console.start_page import Card
from core.errors import DomainError
from core.models import User
from core.operating import Feature, refuse_if_switched_off
from journal.admin.confirming import Question, render
from journal.admin.event_types import known_types_help
from journal.admin.page import ObjectPage
from journal.admin.read_only import ReadOnlyAdmin
from journal.admin.replay_form import ReplayForm
from journal.admin.texts import counted
from journal.models import Replay
from journal.querysets.replays import MOST_COUNTED, count_replay
from journal.services.replays import replay_events


@admin.register(Replay)
class ReplayAdmin(ReadOnlyAdmin):
    """All replays, also those of commands and of subscriptions that were enabled again."""

    list_display = ("reason", "what_column", "by_column", "requested_column", "deliveries")
    list_display_links = ("reason",)
    list_select_related = ("subscription",)
    ordering = ("-id",)
    actions = None

    def narrowed(self, rows: QuerySet[Any], user: User) -> QuerySet[Any]:
        name = User.objects.filter(pk=OuterRef("requested_by")).values("username")
        return Replay.objects.annotate(requested_by_name=Subquery(name))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("journal.replay_event")

    @admin.display(description=gettext_lazy("What"))
    def what_column(self, replay: Replay) -> SafeString:
        return with_note(_to(replay), _what(replay))

    @admin.display(description=gettext_lazy("By"))
    def by_column(self, replay: Replay) -> str:
        return replay.requested_by_name or "–"  # type: ignore[attr-defined]  # annotated

    @admin.display(description=gettext_lazy("When"))
    def requested_column(self, replay: Replay) -> str:
        return moment(replay.requested_at)

    def page_of(self, row: Any, user: User) -> ObjectPage:
        replay: Replay = row
        return ObjectPage(
            subtitle=[_to(replay), _what(replay)],
            facts=[
                Card(label=_("When"), value=moment(replay.requested_at)),
                Card(label=_("By"), value=self.by_column(replay)),
                Card(label=_("Deliveries queued"), value=number_format(replay.deliveries, force_grouping=True)),
            ],
        )

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Choose events, see how many deliveries that would be, confirm."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        user = signed_in(request)
        initial = {"subscription": request.GET.get("subscription"), "about": request.GET.get("about")}
        form = ReplayForm(request.POST or None, initial=initial, person=user)
        form.fields["event_types"].help_text = known_types_help()
        question = None
        if request.method == "POST" and form.is_valid():
            try:
                if "confirm" in request.POST:
                    return self._replay(request, user, form)
                question = _question(form)
            except DomainError as refused:
                form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        back = reverse("admin:journal_replay_changelist")
        context = {**self.context(request), "title": _("Send events again")}
        return render(request, context, form=form, question=question, cancel_url=back)

    def _replay(self, request: HttpRequest, user: User, form: ReplayForm) -> HttpResponse:
        chosen = form.selection()
        replay = replay_events(
            actor=user,
            reason=form.cleaned_data["reason"],
            subscription_id=chosen.subscription_id,
            recorded_from=chosen.recorded_from,
            recorded_until=chosen.recorded_until,
            event_types=chosen.event_types,
            aggregate_type=chosen.aggregate_type,
            aggregate_id=chosen.aggregate_id,
        )
        text = ngettext("%(count)s delivery is queued.", "%(count)s deliveries are queued.", replay.deliveries)
        messages.success(request, text % {"count": replay.deliveries})
        return redirect("admin:journal_replay_changelist")


def _question(form: ReplayForm) -> Question:
    refuse_if_switched_off(Feature.EVENT_REPLAY)
    queued = count_replay(form.selection())
    return Question(
        title=_("Send these events again?"),
        confirm=_("Send again") if queued else "",
        facts=[Card(label=_("Deliveries that would be queued"), value=counted(queued, MOST_COUNTED))],
        consequences=[
            _("Receivers see the same event ids as the first time, so whoever has an event already can leave it out."),
            _("What still waits or is parked is not doubled."),
        ],
    )


def _to(replay: Replay) -> str:
    return replay.subscription.name if replay.subscription else _("All that want them")


def _what(replay: Replay) -> str:
    """What narrowed it, in words."""
    parts = [", ".join(replay.event_types)]
    if replay.aggregate_type:
        parts.append(replay.aggregate_type + (f"/{replay.aggregate_id}" if replay.aggregate_id is not None else ""))
    if replay.recorded_from:
        parts.append(_("from %(at)s") % {"at": moment(replay.recorded_from)})
    if replay.recorded_until:
        parts.append(_("until %(at)s") % {"at": moment(replay.recorded_until)})
    return " · ".join(filter(None, parts))
