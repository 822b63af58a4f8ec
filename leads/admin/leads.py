"""Leads in the admin: list, page, changes, export."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.errors import DomainError
from core.models import User
from leads.admin.bulk import MOST, place_many, release_many
from leads.admin.changes.view import change_fact, make_change
from leads.admin.exports import LeadExports
from leads.admin.history import history_page
from leads.admin.lead_form import LeadForm
from leads.admin.lead_list import LeadListMixin
from leads.admin.lead_page import lead_page
from leads.models import Lead, LeadContact
from leads.services.registration import register_lead, update_lead


class ContactInline(admin.TabularInline[LeadContact, Lead]):
    """Persons at the lead."""

    model = LeadContact
    extra = 0
    fields = ("name", "role", "email", "phone")


@admin.register(Lead)
class LeadAdmin(LeadExports, LeadListMixin):
    """What operations works with all day. Leads are withdrawn, not deleted; deadlines move by facts, not by fields."""

    form = LeadForm
    inlines = (ContactInline,)
    actions = ("place_holds", "release_holds")
    fieldsets = (
        (None, {"fields": (("company",), ("street",), ("postal_code", "city"), ("territory",))}),
        (_("Contact"), {"fields": (("phone", "website"),)}),
    )
    add_fieldsets = (
        (None, {"fields": ("company", "street", ("postal_code", "city"), "territory")}),
        (_("Protection"), {"fields": ("user", "created_at")}),
        (_("Contact"), {"fields": (("phone", "website"),)}),
    )

    def get_fieldsets(self, request: HttpRequest, obj: Lead | None = None) -> Any:
        return self.fieldsets if obj else self.add_fieldsets

    def get_form(self, request: HttpRequest, obj: Lead | None = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        form.person = request.user
        return form

    def has_delete_permission(self, request: HttpRequest, obj: Lead | None = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:lead_id>/do/<slug:change>/", wrap(self.make_change_view), name="leads_lead_make_change"),
            path(
                "<int:lead_id>/do/<slug:change>/<int:fact_id>/",
                wrap(self.change_fact_view),
                name="leads_lead_change_fact",
            ),
            *super().get_urls(),
        ]

    def make_change_view(self, request: HttpRequest, lead_id: int, change: str) -> HttpResponse:
        """Change a lead, with a preview."""
        return make_change(request, self._context(request), lead_id, change)

    def change_fact_view(self, request: HttpRequest, lead_id: int, change: str, fact_id: int) -> HttpResponse:
        """Change one fact of a lead, with a preview."""
        return change_fact(request, self._context(request), lead_id, change, fact_id)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Every change, by whichever way; not only what was done in the admin."""
        return history_page(request, int(object_id), self._context(request))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        lead = self.get_object(request, object_id)
        if lead is not None and isinstance(request.user, User) and self.has_view_permission(request, lead):
            extra_context = {**(extra_context or {}), "lead_page": lead_page(lead, request.user)}
        return super().change_view(request, object_id, form_url, extra_context)

    def save_model(self, request: HttpRequest, obj: Lead, form: ModelForm[Lead], change: bool) -> None:
        """Through the services, which know about conflicts; the form has asked them already."""
        actor = request.user if isinstance(request.user, User) else None
        if change:
            values = {name: form.cleaned_data[name] for name in form.changed_data}
            if values:
                update_lead(lead_id=obj.pk, actor=actor, **values)
            return
        data = dict(form.cleaned_data)
        registered = register_lead(
            actor=actor, user_id=data.pop("user").pk, registered_at=data.pop("created_at"), **data
        )
        obj.pk = registered.lead.pk
        if not registered.created:
            messages.warning(request, _("This lead was registered already; nothing has been changed."))

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except DomainError as error:
            # Somebody registered the same company between the form's question and the save.
            self.message_user(request, str(error), messages.ERROR)
            return self.response_post_save_change(request, None)  # type: ignore[arg-type]

    @admin.action(description=_("Stop the clocks …"), permissions=["place_hold"])
    def place_holds(self, request: HttpRequest, queryset: QuerySet[Lead]) -> HttpResponse | None:
        """Stop the clocks of the selected leads, after a preview."""
        leads = self._selected(request, queryset)
        return place_many(request, self._context(request), leads) if leads else None

    @admin.action(description=_("Restart the clocks …"), permissions=["release_hold"])
    def release_holds(self, request: HttpRequest, queryset: QuerySet[Lead]) -> HttpResponse | None:
        """Restart the clocks of the selected leads, after a preview."""
        leads = self._selected(request, queryset)
        return release_many(request, self._context(request), leads) if leads else None

    def has_place_hold_permission(self, request: HttpRequest) -> bool:
        """Who is offered the action."""
        return request.user.has_perm("leads.place_hold")

    def has_release_hold_permission(self, request: HttpRequest) -> bool:
        """Who is offered the action."""
        return request.user.has_perm("leads.release_hold")

    def _selected(self, request: HttpRequest, queryset: QuerySet[Lead]) -> list[Lead]:
        leads = list(queryset[: MOST + 1])
        if len(leads) > MOST:
            text = ngettext("At most %(count)s lead at once.", "At most %(count)s leads at once.", MOST)
            self.message_user(request, text % {"count": MOST}, messages.ERROR)
            return []
        return leads

    def _context(self, request: HttpRequest) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "opts": self.opts, "media": self.media}
