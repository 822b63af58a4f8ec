"""Events that other systems sent and nobody could read: tried again when their type is known, or discarded."""

from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.admin.texts import moment
from core.console.start_page import Card
from core.models import User
from journal.admin.bulk import Step, WhyForm
from journal.admin.filters import IncomingStateTabs
from journal.admin.page import ObjectPage
from journal.admin.read_only import pretty
from journal.admin.settling import SettlingAdmin
from journal.admin.texts import incoming_badge
from journal.models import IncomingEvent, IncomingState
from journal.querysets.scope import sees_everything
from journal.services.parked_incoming import discard_incoming, retry_incoming


def _is_parked(row: Any) -> bool:
    return bool(row.state == IncomingState.PARKED)


RETRY = Step(
    action="retry",
    title=gettext_lazy("Try again"),
    question=gettext_lazy("Record these events in the journal, where their type is known by now?"),
    done=gettext_lazy("recorded"),
    possible=_is_parked,
    work=lambda pk, user, _why: retry_incoming(event_id=pk, actor=user),
)
DISCARD = Step(
    action="discard",
    title=gettext_lazy("Discard"),
    question=gettext_lazy("Give these events up? Their sender is not told."),
    done=gettext_lazy("discarded"),
    possible=_is_parked,
    work=lambda pk, user, why: discard_incoming(event_id=pk, actor=user, why=why),
    form=WhyForm,
)


@admin.register(IncomingEvent)
class IncomingEventAdmin(SettlingAdmin):
    """What was parked, with its body. What was recorded is in the journal."""

    list_display = ("event_type", "event_id", "sender_column", "received_column", "note")
    list_display_links = ("event_type",)
    list_filter = (IncomingStateTabs,)
    ordering = ("-received_at", "-event_id")
    actions = ("retry", "discard")
    rights = {
        "retry": "journal.settle_incomingevent",
        "discard": "journal.settle_incomingevent",
    }

    def narrowed(self, rows: QuerySet[Any], user: User) -> QuerySet[Any]:
        sender = User.objects.filter(pk=OuterRef("sender_id")).values("username")
        parked = IncomingEvent.objects.exclude(state=IncomingState.RECORDED).defer("fingerprint")
        rows = parked.annotate(sender_name=Subquery(sender))
        return visible(rows, user)

    @admin.display(description=gettext_lazy("Sender"))
    def sender_column(self, event: IncomingEvent) -> str:
        return event.sender_name or "–"  # type: ignore[attr-defined]  # annotated

    @admin.display(description=gettext_lazy("Received"))
    def received_column(self, event: IncomingEvent) -> str:
        return moment(event.received_at)

    def page_of(self, row: Any, user: User) -> ObjectPage:
        event: IncomingEvent = row
        return ObjectPage(
            title=event.event_type,
            badges=[incoming_badge(event.state)],
            subtitle=[str(event.event_id)],
            buttons=self.buttons(event, user, RETRY, DISCARD),
            facts=[
                Card(label=_("Received"), value=moment(event.received_at)),
                Card(label=_("Sender"), value=self.sender_column(event)),
                Card(label=_("Settled"), value=moment(event.settled_at)),
            ],
            notes=[event.note] if event.note else [],
            payload=pretty(event.body),
        )

    @admin.action(description=gettext_lazy("Try again …"), permissions=["retry"])
    def retry(self, request: HttpRequest, queryset: QuerySet[IncomingEvent]) -> HttpResponse | None:
        """Record parked events whose type is known by now."""
        return self.settle(request, queryset, RETRY)

    @admin.action(description=gettext_lazy("Discard …"), permissions=["discard"])
    def discard(self, request: HttpRequest, queryset: QuerySet[IncomingEvent]) -> HttpResponse | None:
        """Give parked events up, with a reason."""
        return self.settle(request, queryset, DISCARD)


def visible(rows: QuerySet[IncomingEvent], user: User) -> QuerySet[IncomingEvent]:
    """Those whose sender named a territory of the user's; the others are for people who see all."""
    return rows if sees_everything(user) else rows.filter(body__territory__in=user.territories)


def parked_for(user: User) -> QuerySet[IncomingEvent]:
    """What waits for a decision and `user` may see."""
    return visible(IncomingEvent.objects.filter(state=IncomingState.PARKED), user)
