"""The milestones that playbooks are made from."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from seasonal.admin.base import FiguresAdmin
from seasonal.admin.kind_filter import KindFilter
from seasonal.models import MilestoneTemplate
from seasonal.playbooks.checks import checks


@admin.register(MilestoneTemplate)
class MilestoneTemplateAdmin(FiguresAdmin):
    """A change counts for seasons that are opened later."""

    list_display = ("title_column", "kind_column", "when_column", "owner", "check_column", "is_active")
    list_filter = (("kind", KindFilter), "owner", "is_active")
    fieldsets: ClassVar = [
        (None, {"fields": ("kind", "code", "counted_from", "offset", "owner", "check_code", "is_active")}),
        (gettext_lazy("German"), {"fields": ("title_de", "text_de")}),
        (gettext_lazy("English"), {"fields": ("title_en", "text_en")}),
    ]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Only checks that there are, and those that templates name already."""
        if db_field.name != "check_code":
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        known = {each.code: str(each.label) for each in checks()}
        used = MilestoneTemplate.objects.exclude(check_code="").values_list("check_code", flat=True)
        choices = [("", _("a person ticks it")), *sorted({**{code: code for code in used}, **known}.items())]
        return forms.ChoiceField(label=db_field.verbose_name, choices=choices, required=False)

    @admin.display(description=gettext_lazy("milestone"))
    def title_column(self, row: MilestoneTemplate) -> str:
        return row.title

    @admin.display(description=gettext_lazy("Due"), ordering="offset")
    def when_column(self, row: MilestoneTemplate) -> str:
        anchor = "T" if row.counted_from == "START" else _("end")
        return f"{anchor}{row.offset:+d}" if row.offset else anchor

    @admin.display(description=gettext_lazy("check"))
    def check_column(self, row: MilestoneTemplate) -> str:
        labels = {each.code: str(each.label) for each in checks()}
        return labels.get(row.check_code, row.check_code) or _("a person ticks it")
