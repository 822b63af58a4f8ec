"""The lengths of protection."""

from django.contrib import admin
from django.http import HttpRequest

from core.console.admin import ConsoleModelAdmin
from leads.models import ProtectionPolicy


@admin.register(ProtectionPolicy)
class ProtectionPolicyAdmin(ConsoleModelAdmin[ProtectionPolicy]):
    """The lengths of protection. New ones are added; none is ever changed."""

    list_display = ("name", "months", "follow_up_days", "grace_days", "valid_from")

    def has_change_permission(self, request: HttpRequest, obj: ProtectionPolicy | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: ProtectionPolicy | None = None) -> bool:
        return False
