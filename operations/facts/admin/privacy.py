"""Data-protection requests: what came in, until when it has to be answered, and a new one."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.admin.person import signed_in
from core.admin.texts import moment
from core.console.badges import Tone, with_note
from core.console.saved_views import SavedView
from core.console.start_page import Card
from core.errors import DomainError
from leads.admin.texts import relative
from operations.facts.admin.fact_admin import FactAdmin
from operations.facts.admin.privacy_form import PrivacyRequestForm, ask
from operations.facts.admin.states import State
from operations.facts.models import BusinessFact, DataProtectionRequest
from operations.facts.services import correct_privacy_request, record_privacy_request

OVERDUE = "state=OVERDUE"


@admin.register(DataProtectionRequest)
class DataProtectionRequestAdmin(FactAdmin):
    """Requests in the user's territories, those received last first. It names no person."""

    list_display = ("reference_column", "right_column", "state_column", "territory_column", "received_column", "due")
    states = (
        State(
            value="ANSWERED",
            label=gettext_lazy("answered"),
            tone=Tone.GOOD,
            icon="check",
            rows=lambda: Q(answered_at__isnull=False),
            holds=lambda request: request.answered_at is not None,
        ),
        State(
            value="OVERDUE",
            label=gettext_lazy("overdue"),
            tone=Tone.DANGER,
            icon="alert",
            rows=lambda: Q(answered_at=None, due_at__lt=timezone.now()),
            holds=lambda request: bool(request.due_at < timezone.now()),
        ),
        State(
            value="OPEN",
            label=gettext_lazy("to be answered"),
            tone=Tone.WARNING,
            icon="clock",
            rows=lambda: Q(answered_at=None, due_at__gte=timezone.now()),
        ),
    )
    dates = ("received_at", "due_at", "answered_at")
    values = ("right", "extended", "due_at", "subject_key")
    menus = ("right",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("facts.add_dataprotectionrequest")

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Enter a request; its due date is shown before it is recorded."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        user = signed_in(request)
        form = PrivacyRequestForm(request.POST or None, person=user)
        if request.method == "POST" and form.is_valid() and "confirm" in request.POST:
            try:
                made = record_privacy_request(actor=user, **form.cleaned_data)
                messages.success(request, _("Recorded. To be answered by %(at)s.") % {"at": moment(made.due_at)})
                return redirect("admin:facts_dataprotectionrequest_change", made.pk)
            except DomainError as error:
                form.add_error(error.field if error.field in form.fields else None, str(error))
        return ask(request, self.context(request), form)

    def saved_views(self, request: HttpRequest) -> list[SavedView]:
        """The views that everyone is offered."""
        return [
            SavedView(label=_("All requests"), query=""),
            SavedView(label=_("To be answered"), query="state=OPEN"),
            SavedView(label=_("Overdue"), query=OVERDUE),
        ]

    def correctable(self) -> list[str]:
        """All but the due date, which follows from when it came."""
        return [name for name in super().correctable() if name != "due_at"]

    def service(self, **correction: Any) -> BusinessFact:
        """Moves the due date too."""
        return correct_privacy_request(**correction)

    def more(self, fact: DataProtectionRequest) -> list[Card]:
        late = fact.answered_at is None and fact.due_at < timezone.now()
        tone = Tone.DANGER if late else Tone.NEUTRAL
        note = "" if fact.answered_at else relative(fact.due_at)
        return [Card(label=_("To be answered by"), value=moment(fact.due_at), note=note, tone=tone)]

    @admin.display(description=gettext_lazy("Right"))
    def right_column(self, request: DataProtectionRequest) -> str:
        return request.get_right_display()

    @admin.display(description=gettext_lazy("Received"))
    def received_column(self, request: DataProtectionRequest) -> str:
        return moment(request.received_at)

    @admin.display(description=gettext_lazy("Due"))
    def due(self, request: DataProtectionRequest) -> SafeString:
        late = request.answered_at is None and request.due_at < timezone.now()
        return with_note(moment(request.due_at), "" if request.answered_at else relative(request.due_at), urgent=late)
