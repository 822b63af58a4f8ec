"""Pages with one form that a service answers: shown by GET, done by POST, refused in words at the field."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse

from core.errors import DomainError


class CalendarInput(forms.DateInput):
    """The device's own calendar."""

    def __init__(self) -> None:
        super().__init__(attrs={"type": "date"}, format="%Y-%m-%d")


def long_text(rows: int = 4) -> forms.Textarea:
    """A field for some lines of text."""
    return forms.Textarea(attrs={"rows": rows, "class": "vLargeTextField"})


def ask(
    model_admin: ModelAdmin[Any],
    request: HttpRequest,
    *,
    form: forms.Form,
    title: str,
    confirm: str,
    back: str,
    act: Callable[[dict[str, Any]], object],
    done: str,
    original: object = None,
    note: str = "",
) -> HttpResponse:
    """Show `form`; once it is sent and valid, call `act` with its values, tell `done`, and go `back`.

    What `act` refuses (DomainError) is shown at its field, with status 422.
    """
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except DomainError as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            messages.success(request, done)
            return HttpResponseRedirect(back)
    page = {
        "title": title,
        "form": form,
        "confirm": confirm,
        "cancel_url": back,
        "note": note,
        "original": original,
        "opts": model_admin.opts,
        "media": model_admin.media,
    }
    context = {**model_admin.admin_site.each_context(request), **page}
    return TemplateResponse(request, "admin/costs/form.html", context, status=422 if form.errors else 200)
