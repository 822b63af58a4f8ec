"""The list of users: tabs, filters, columns."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.contrib.auth.models import Group
from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Lower
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from core.admin.texts import moment, roles_of, state_badges
from core.console.admin import ConsoleModelAdmin
from core.console.badges import with_note
from core.console.filters import TabFilter
from core.models import User
from core.roles import role_name
from core.territory import Territory

Choices = Iterable[tuple[Any, Any]]

_PEOPLE = "people"
_TABS = {
    _PEOPLE: Q(is_active=True, is_service=False),
    "systems": Q(is_active=True, is_service=True),
    "deactivated": Q(is_active=False),
}


class KindTabs(TabFilter):
    """People, systems, those who are no longer here; all of them unless something else is asked."""

    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [(_PEOPLE, _("People")), ("systems", _("Service accounts")), ("deactivated", _("Deactivated"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        condition = _TABS.get(self.value() or "")
        return queryset if condition is None else queryset.filter(condition)

    def __init__(self, request: HttpRequest, params: Any, model: Any, model_admin: Any) -> None:
        super().__init__(request, params, model, model_admin)
        self._asked = request

    def counts(self, changelist: ChangeList) -> Mapping[str | None, int]:
        """How many each tab holds under the other filters: one statement."""
        others = changelist.get_queryset(self._asked, exclude_parameters=[self.parameter_name])
        tabs = {name: Count("pk", filter=condition) for name, condition in _TABS.items()}
        counted: dict[str, int] = others.order_by().aggregate(everyone=Count("pk"), **tabs)
        found: dict[str | None, int] = {None: counted["everyone"]}
        return found | {name: counted[name] for name in tabs}


class RoleFilter(admin.SimpleListFilter):
    """Who has a role."""

    title = _("Roles")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [(group.name, role_name(group.name)) for group in Group.objects.order_by("pk")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        return queryset.filter(groups__name=self.value()) if self.value() else queryset


class TerritoryFilter(admin.SimpleListFilter):
    """Who sees the rows of a territory by having it; superusers see all without."""

    title = _("territory")
    parameter_name = "territory"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return Territory.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        return queryset.filter(territories__contains=[self.value()]) if self.value() else queryset


class UserListMixin(ConsoleModelAdmin[User]):
    """What the list of users shows, sorts, filters and finds."""

    list_display = ("name_column", "email_column", "roles_column", "territories_column", "last_login_column")
    list_display_links = ("name_column",)
    list_filter = (KindTabs, RoleFilter, TerritoryFilter, "language")
    list_per_page = 50
    search_fields = ("username", "first_name", "last_name", "email")
    search_help_text = _("Name, user name or e-mail")
    actions = None
    ordering = (Lower("last_name"), Lower("first_name"), "username")

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=_("Name"), ordering="last_name")
    def name_column(self, user: User) -> SafeString:
        return with_note(str(user), user.username if str(user) != user.username else "")

    @admin.display(description=_("E-mail"), ordering="email")
    def email_column(self, user: User) -> str:
        return user.email or "–"

    @admin.display(description=_("Roles"))
    def roles_column(self, user: User) -> SafeString | str:
        signs = format_html_join(" ", "{}", ((sign,) for sign in state_badges(user)))
        roles = roles_of(user)
        return with_note(roles, signs) if roles else signs or "–"

    @admin.display(description=_("Territories"))
    def territories_column(self, user: User) -> str:
        return ", ".join(user.territories) or "–"

    @admin.display(description=_("Last login"), ordering=F("last_login").asc(nulls_first=True))
    def last_login_column(self, user: User) -> str:
        return moment(user.last_login)
