"""Who has which role, and how they are reached."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.console.admin import ConsoleModelAdmin
from operations.runbooks.admin.texts import dialled
from operations.runbooks.models import Contact


class ContactForm(forms.ModelForm[Contact]):
    """Somebody has to be reached by something."""

    class Meta:
        model = Contact
        fields = ("role", "rank", "name", "phone", "email", "hours")

    def clean_phone(self) -> str:
        """A number that a telephone can dial."""
        phone = " ".join(self.cleaned_data["phone"].split())
        if phone and (len(dialled(phone)) < 3 or any(each not in "+0123456789 ()-/" for each in phone)):
            raise ValidationError(_("Write the number alone, with the country, as in +49 931 12345."))
        return phone

    def clean(self) -> dict[str, Any]:
        """Refuse a contact without telephone and e-mail; the database would too."""
        data = super().clean() or {}
        if not self.errors and not data.get("phone") and not data.get("email"):
            self.add_error("phone", _("Enter a telephone number or an e-mail address."))
        return data


@admin.register(Contact)
class ContactAdmin(ConsoleModelAdmin[Contact]):
    """The people behind the roles that runbooks escalate to."""

    form = ContactForm
    list_display = ("name_column", "role", "rank", "phone_column", "email_column", "hours")
    list_display_links = ("name_column",)
    list_filter = ("role",)
    ordering = ("role", "rank", "name")
    sortable_by = ("name_column", "role")
    search_fields = ("name", "phone", "email")
    actions = None

    def save_model(self, request: HttpRequest, obj: Contact, form: ModelForm[Contact], change: bool) -> None:
        obj.changed_at = timezone.now()
        super().save_model(request, obj, form, change)

    @admin.display(description=gettext_lazy("name"), ordering="name")
    def name_column(self, row: Contact) -> str:
        return row.name

    @admin.display(description=gettext_lazy("telephone"))
    def phone_column(self, row: Contact) -> SafeString | str:
        return format_html('<a href="tel:{}">{}</a>', dialled(row.phone), row.phone) if row.phone else "–"

    @admin.display(description=gettext_lazy("e-mail"))
    def email_column(self, row: Contact) -> SafeString | str:
        return format_html('<a href="mailto:{0}">{0}</a>', row.email) if row.email else "–"
