"""The rules that stop clocks by themselves, to be switched on and off."""

from typing import Any

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest

from core.console.admin import ConsoleModelAdmin
from core.models import User
from leads.models import HoldRule
from leads.services.debts import switch_rule


@admin.register(HoldRule)
class HoldRuleAdmin(ConsoleModelAdmin[HoldRule]):
    """One rule for each kind of thing that FreshFoodz may owe. They are switched; none is added or deleted."""

    list_display = ("__str__", "enabled", "changed_at", "changed_by")
    list_select_related = ("changed_by",)
    fields = ("kind", "enabled", "reason_code", "changed_at", "changed_by")
    readonly_fields = ("kind", "reason_code", "changed_at", "changed_by")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: HoldRule | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: HoldRule, form: ModelForm[HoldRule], change: bool) -> None:
        """Through the service, which says who switched it."""
        actor: Any = request.user
        if isinstance(actor, User):
            switch_rule(kind=obj.kind, enabled=obj.enabled, actor=actor)
