"""The mails about late milestones: who was written to when, and what went wrong."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from core.admin.texts import moment
from seasonal.admin.base import FiguresAdmin
from seasonal.admin.texts import person
from seasonal.models import LateNotice


@admin.register(LateNotice)
class LateNoticeAdmin(FiguresAdmin):
    """Looked at, and never changed."""

    is_edited = False
    list_display = ("day", "person_column", "milestones", "state", "sent_column", "error")
    list_filter = ("state",)
    list_select_related = ("user",)
    list_display_links = None

    @admin.display(description=gettext_lazy("person"))
    def person_column(self, row: LateNotice) -> str:
        return person(row.user)

    @admin.display(description=gettext_lazy("sent at"), ordering="sent_at")
    def sent_column(self, row: LateNotice) -> str:
        return moment(row.sent_at)
