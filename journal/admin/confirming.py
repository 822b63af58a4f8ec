"""The page that asks before something is done: a form where something has to be said, facts, what follows from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.functional import Promise

from core.console.start_page import Card

Text = str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked. `confirm` is the button's text; empty: there is nothing to confirm."""

    title: Text
    confirm: Text
    facts: Sequence[Card] = ()
    consequences: Sequence[Text] = ()
    danger: bool = False


def render(
    request: HttpRequest,
    context: dict[str, Any],
    *,
    question: Question | None,
    cancel_url: str,
    form: forms.Form | None = None,
    hidden: Sequence[tuple[str, str]] = (),
) -> TemplateResponse:
    """The page; 422 where the form was not valid. Without a question there is a button that leads to it."""
    page = {"question": question, "form": form, "hidden": hidden, "cancel_url": cancel_url}
    status = 422 if form is not None and form.errors else 200
    return TemplateResponse(request, "admin/journal/confirm.html", {**context, **page}, status=status)
