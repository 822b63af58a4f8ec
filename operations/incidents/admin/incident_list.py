"""The list of incidents: what goes on first, the worst on top."""

from typing import Any

from django.contrib import admin
from django.db.models import Case, IntegerField, Prefetch, Q, QuerySet, Value, When
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.console.badges import Tone, badge, with_note
from core.models import User
from core.territory import Territory
from journal.admin.read_only import ReadOnlyAdmin
from operations.incidents.admin.filters import SeverityFilter, StateTabs, SubjectFilter, TerritoryFilter
from operations.incidents.admin.texts import clock, lasted, next_update, state_badge
from operations.incidents.models import Incident, IncidentRole, RoleName
from operations.incidents.models.incidents import ENDED
from operations.incidents.wording import headline_of
from operations.runbooks.admin.texts import severity_badge
from operations.runbooks.alerts import ALERTS


class IncidentList(ReadOnlyAdmin):
    """Every incident that this user may see."""

    list_display = (
        "title_column",
        "severity_column",
        "state_column",
        "territory_column",
        "began_column",
        "commander_column",
        "update_column",
    )
    list_display_links = ("title_column",)
    list_filter = (StateTabs, SeverityFilter, SubjectFilter, TerritoryFilter)
    search_fields = ("title",)  # shows the field; get_search_results does it
    search_help_text = gettext_lazy("Words of the title, an alert's name, or a number")

    def narrowed(self, rows: QuerySet[Any], user: User) -> QuerySet[Any]:
        commanders = IncidentRole.objects.filter(role=RoleName.COMMANDER).select_related("user")
        return Incident.objects.for_user(user).prefetch_related(Prefetch("roles", commanders, to_attr="commanders"))

    def get_ordering(self, request: HttpRequest) -> Any:
        ended = Case(When(state__in=ENDED, then=Value(1)), default=Value(0), output_field=IntegerField())
        worst = Case(When(state__in=ENDED, then=Value("")), default="severity")
        return (ended, worst, "-id")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """By what the reader sees: titles of alerts are in their language."""
        wanted = search_term.strip()
        if not wanted:
            return queryset, False
        number = wanted.removeprefix("#")
        if number.isascii() and number.isdigit() and len(number) < 19:
            return queryset.filter(pk=int(number)), False
        named = [name for name, alert in ALERTS.items() if wanted.casefold() in str(alert.title).casefold()]
        found = Q(title__icontains=wanted) | Q(alert_name__icontains=wanted) | Q(alert_name__in=named)
        return queryset.filter(found), False

    @admin.display(description=gettext_lazy("Incident"))
    def title_column(self, incident: Incident) -> SafeString:
        about = f"#{incident.pk} · {incident.get_subject_display()}"
        return with_note(headline_of(incident), f"{about} · {_('drill')}" if incident.is_drill else about)

    @admin.display(description=gettext_lazy("Severity"))
    def severity_column(self, incident: Incident) -> SafeString:
        return severity_badge(incident.severity)

    @admin.display(description=gettext_lazy("State"))
    def state_column(self, incident: Incident) -> SafeString:
        return state_badge(incident)

    @admin.display(description=gettext_lazy("Territory"))
    def territory_column(self, incident: Incident) -> str:
        return str(Territory(incident.territory).label) if incident.territory else _("all")

    @admin.display(description=gettext_lazy("Began"))
    def began_column(self, incident: Incident) -> SafeString:
        until = incident.resolved_at or timezone.now()
        length = lasted(max(until - incident.began_at, until - until))
        note = _("took %(time)s") if incident.ended else _("for %(time)s")
        return with_note(clock(incident.began_at), note % {"time": length})

    @admin.display(description=gettext_lazy("Led by"))
    def commander_column(self, incident: Any) -> SafeString | str:
        if incident.commanders:
            return str(incident.commanders[0].user)
        return "–" if incident.ended else format_html('<span class="note urgent">{}</span>', _("nobody"))

    @admin.display(description=gettext_lazy("Next update"))
    def update_column(self, incident: Incident) -> SafeString | str:
        update = next_update(incident.next_update_at, timezone.now())
        if update is None:
            return "–"
        if update.is_overdue:
            return with_note(badge(update.due, Tone.DANGER, icon="clock"), update.left, urgent=True)
        return with_note(update.due, update.left)
