"""What people set for themselves: their language, name and e-mail address."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from core.admin.history import form_changes, log_change
from core.admin.person import signed_in
from core.models import User
from core.services.users import OWN, update_own_settings


class OwnSettingsForm(forms.ModelForm[User]):
    """The fields that are one's own business; anything else that is sent is not read."""

    class Meta:
        model = User
        fields = OWN
        widgets: ClassVar[dict[str, Any]] = {
            "language": forms.RadioSelect(attrs={"class": "boxes"}),
            "first_name": forms.TextInput(attrs={"class": "vTextField"}),
            "last_name": forms.TextInput(attrs={"class": "vTextField"}),
            "email": forms.EmailInput(attrs={"class": "vTextField"}),
        }


def own_settings(request: HttpRequest) -> HttpResponse:
    """Show and save the settings of whoever is signed in. Wrap it in the site's `admin_view`."""
    # A copy of their own: what a form refuses must not show as their name in the header.
    person = User.objects.get(pk=signed_in(request).pk)
    form = OwnSettingsForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        update_own_settings(user=form.instance)
        log_change(actor=person, user=person, message=form_changes(form))
        with override(person.language):  # the next page is in it
            messages.success(request, gettext("Your settings are saved."))
        return redirect("admin:me")
    context = {**admin.site.each_context(request), "form": form, "title": _("My settings")}
    return TemplateResponse(request, "admin/me.html", context)
