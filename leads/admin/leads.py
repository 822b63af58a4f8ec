"""Leads in the admin: list, page, changes, export."""

import re
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from core.models import User
from leads.admin.bulk import MOST, PLACE, RELEASE, BulkChange, BulkPage
from leads.admin.changes.view import change_fact, make_change
from leads.admin.exports import LeadExports
from leads.admin.history import history_page
from leads.admin.lead_form import LeadForm
from leads.admin.lead_list import LeadListMixin
from leads.admin.lead_page import lead_page
from leads.admin.texts import deadline
from leads.models import Lead, LeadContact
from leads.querysets.protection import protection_of
from leads.services.registration import register_lead, update_lead

COMPANY = ("company", "street", ("postal_code", "city"), "territory", ("phone", "website"))


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
    fieldsets = ((_("Company"), {"fields": COMPANY}),)
    add_fieldsets = (
        (_("Company"), {"fields": COMPANY}),
        (_("Protection"), {"fields": ("user", "created_at")}),
    )

    def get_fieldsets(self, request: HttpRequest, obj: Lead | None = None) -> Any:
        return self.fieldsets if obj else self.add_fieldsets

    def get_form(self, request: HttpRequest, obj: Lead | None = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.person, form.refusal = request.user, getattr(request, "refusal", None)
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
        if not self.has_view_permission(request):
            raise PermissionDenied
        if not re.fullmatch("[0-9]{1,18}", object_id):
            raise Http404
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
        obj.registered_now = registered.created  # type: ignore[attr-defined]  # for response_add

    def response_add(self, request: HttpRequest, obj: Lead, post_url_continue: str | None = None) -> HttpResponse:
        """To the lead's page, where its clock is, with the deadline; or to the next form, for whoever has more."""
        page = reverse("admin:leads_lead_change", args=[obj.pk])
        reading = protection_of(obj.pk)
        if getattr(obj, "registered_now", True) and reading is not None:
            link = format_html('<a href="{}">{}</a>', page, obj)
            messages.success(request, format_html(gettext("{} is registered. {}"), link, deadline(reading)))
        else:
            messages.warning(request, _("This lead was registered already; nothing has been changed."))
        return redirect(request.path if "_addanother" in request.POST else page)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except DomainError as error:
            # Only the services know: a date in the future, or somebody who registered the same company a moment ago.
            # The form is shown again, as it was sent, with the reason at its field.
            request.refusal = error  # type: ignore[attr-defined]
            return super().changeform_view(request, *args, **kwargs)

    @admin.action(description=_("Stop the clocks …"), permissions=["place_hold"])
    def place_holds(self, request: HttpRequest, queryset: QuerySet[Lead]) -> HttpResponse | None:
        """Stop the clocks of the selected leads, after a preview."""
        return self._bulk(request, queryset, PLACE)

    @admin.action(description=_("Restart the clocks …"), permissions=["release_hold"])
    def release_holds(self, request: HttpRequest, queryset: QuerySet[Lead]) -> HttpResponse | None:
        """Restart the clocks of the selected leads, after a preview."""
        return self._bulk(request, queryset, RELEASE)

    def has_place_hold_permission(self, request: HttpRequest) -> bool:
        """Who is offered the action."""
        return request.user.has_perm("leads.place_hold")

    def has_release_hold_permission(self, request: HttpRequest) -> bool:
        """Who is offered the action."""
        return request.user.has_perm("leads.release_hold")

    def _bulk(self, request: HttpRequest, queryset: QuerySet[Lead], change: BulkChange) -> HttpResponse | None:
        leads = list(queryset[: MOST + 1])
        if len(leads) > MOST:
            text = ngettext("At most %(count)s lead at once.", "At most %(count)s leads at once.", MOST)
            messages.error(request, text % {"count": MOST})
            return None
        chosen = len(set(request.POST.getlist(ACTION_CHECKBOX_NAME)))
        if chosen > len(leads) and request.POST.get("select_across", "0") == "0":
            text = ngettext(
                "%(count)s lead no longer fits the list and was left out.",
                "%(count)s leads no longer fit the list and were left out.",
                chosen - len(leads),
            )
            messages.warning(request, text % {"count": chosen - len(leads)})
        if not leads or not isinstance(request.user, User):
            return None
        return BulkPage(request, request.user, change, leads).respond(self._context(request))

    def _context(self, request: HttpRequest) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "opts": self.opts, "media": self.media}
