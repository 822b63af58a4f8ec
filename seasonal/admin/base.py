"""What the admin pages of all figures have in common: rights, territories, words for refused values."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from core.admin.person import signed_in
from core.console.admin import ConsoleModelAdmin
from seasonal.admin.texts import territory_name
from seasonal.errors import words_for
from seasonal.models import Season, SeasonKind
from seasonal.rights import PLAN, VIEW, own_territories


class FigureForm(forms.ModelForm[Any]):
    """Says in words what a constraint of the database would refuse."""

    def add_error(self, field: str | None, error: Any) -> None:
        """Replace a constraint's name by what is wrong, at the field that is at fault."""
        if not isinstance(error, ValidationError) or not hasattr(error, "error_dict"):
            super().add_error(field, error)
            return
        for name, found in error.error_dict.items():
            for each in found:
                told, place = words_for(" ".join(each.messages)) if name == NON_FIELD_ERRORS else (None, None)
                where = place if place in self.fields else None
                at_field = where if told else (name if name != NON_FIELD_ERRORS else None)
                super().add_error(at_field, str(told) if told else each)


class FiguresAdmin(ConsoleModelAdmin[Any]):
    """Figures that seasons are planned with: seen by those who see seasons, changed by those who plan them."""

    form = FigureForm
    right: ClassVar[str] = PLAN
    territory_path: ClassVar[str] = ""  # by which rows belong to a territory
    is_edited: ClassVar[bool] = True  # False: rows come about elsewhere, and are looked at here
    may_delete: ClassVar[bool] = False
    list_per_page = 50
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Those of the user's territories."""
        rows = super().get_queryset(request)
        if not self.territory_path:
            return rows
        return rows.filter(**{f"{self.territory_path}__in": own_territories(signed_in(request))})

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(VIEW)

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return request.user.has_perm(VIEW)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.is_edited and request.user.has_perm(self.right)

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self.is_edited and request.user.has_perm(self.right)

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self.may_delete and request.user.has_perm(self.right)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer only own territories, and the kinds of seasons that there are."""
        if db_field.name == "territory":
            own = [(each, territory_name(each)) for each in own_territories(signed_in(request))]
            return forms.ChoiceField(label=db_field.verbose_name, choices=own)
        if db_field.name == "kind" and db_field.model is not Season:
            kinds = {*SeasonKind.values, *Season.objects.order_by().values_list("kind", flat=True).distinct()}
            names = dict(SeasonKind.choices)
            choices = [("", _("any other")), *((kind, names.get(kind, kind)) for kind in sorted(kinds))]
            return forms.ChoiceField(label=db_field.verbose_name, choices=choices, required=False)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description=_("From"), ordering="valid_from")
    def from_column(self, row: Any) -> str:
        return date_format(row.valid_from, "SHORT_DATE_FORMAT")

    @admin.display(description=_("kind of season"), ordering="kind")
    def kind_column(self, row: Any) -> Any:
        return dict(SeasonKind.choices).get(row.kind, row.kind) if row.kind else _("any other")
