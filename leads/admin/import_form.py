"""The form of an upload: a file, and what counts where its rows say nothing."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import User
from core.territory import Territory
from core.walltime import berlin_instant, berlin_wall
from leads.imports.errors import too_many_bytes
from leads.imports.limits import MAX_BYTES
from leads.imports.rows import Defaults


class ImportForm(forms.Form):
    """Upload of a list of leads."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or XLSX; the first row names the columns, in German or English."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
    )
    owner = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Owner"),
        required=False,
        help_text=_("For whom the leads are protected, where no column says it."),
    )
    registered_at = forms.DateField(
        label=_("Registered on"),
        required=False,
        help_text=_("From when protection runs, where no column says it."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
    )
    territory = forms.ChoiceField(
        label=_("Country"),
        required=False,
        help_text=_("Of rows whose country, postal code, city and telephone do not say it."),
    )
    source = forms.CharField(
        label=_("Source"),
        required=False,
        max_length=40,
        help_text=_("The system that the file's ids are from. The same id from the same source is the same lead."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        holders = User.objects.filter(is_active=True, is_service=False).order_by("last_name", "first_name", "username")
        self.fields["owner"].queryset = holders  # type: ignore[attr-defined]
        self.fields["territory"].choices = [("", _("reject such rows")), *Territory.choices]  # type: ignore[attr-defined]
        self.fields["registered_at"].initial = berlin_wall(timezone.now()).date

    def clean_file(self) -> UploadedFile[Any]:
        """Refuse what is too big before it is read."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError(str(too_many_bytes(MAX_BYTES)))
        return file

    def clean_registered_at(self) -> datetime | None:
        """Midnight in Berlin of the date."""
        day = self.cleaned_data["registered_at"]
        if day is None:
            return None
        instant = berlin_instant(datetime.combine(day, time()))
        if instant > timezone.now():
            raise forms.ValidationError(_("A registration cannot lie in the future. Check the date."))
        return instant

    def defaults(self) -> Defaults:
        """What counts where a row says nothing."""
        data = self.cleaned_data
        return Defaults(
            owner=data["owner"],
            registered_at=data["registered_at"],
            territory=Territory(data["territory"]) if data["territory"] else None,
            source=data["source"],
        )
