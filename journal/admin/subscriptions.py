"""Subscriptions in the admin: list, page, form, and the steps that ask first."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from core.admin.person import signed_in
from core.console.badges import Tone
from core.errors import DomainError
from journal.admin.confirming import render
from journal.admin.event_types import unknown_types
from journal.admin.rights import may_manage
from journal.admin.subscription_form import SubscriptionForm
from journal.admin.subscription_list import SubscriptionListMixin
from journal.admin.subscription_page import subscription_page
from journal.admin.subscription_steps import STEPS
from journal.admin.subscription_work import carry_out
from journal.admin.trial import send_test
from journal.models import Kind, Subscription
from journal.services.subscriptions import change_subscription, create_subscription, rotate_key
from journal.webhooks.signing import signing_key

WHERE = ("name", "kind", "target")
WHAT = ("event_types", "territories")
# As Django's log keeps them: shown translated.
STATE, KEY = gettext_noop("state"), gettext_noop("signing key")
HOW = ("ordered", "most_attempts")
# A new webhook's key is shown next, whatever else one might want to go on with.
ONE_BUTTON = {"show_save_and_continue": False, "show_save_and_add_another": False}


@admin.register(Subscription)
class SubscriptionAdmin(SubscriptionListMixin):
    """Who is told of which events. Nobody subscribes others to events that they may not see themselves."""

    form = SubscriptionForm
    fieldsets = (
        (None, {"fields": WHERE}),
        (_("Which events"), {"fields": WHAT}),
        (_("How they are delivered"), {"fields": HOW}),
    )

    def has_change_permission(self, request: HttpRequest, obj: Subscription | None = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or may_manage(signed_in(request), obj))

    def has_delete_permission(self, request: HttpRequest, obj: Subscription | None = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Subscription | None = None) -> Any:
        if obj is None:
            return ()
        return ("name", "kind", "target", *WHAT, "ordered") if obj.kind == Kind.CONSUMER else ("kind",)

    def get_fieldsets(self, request: HttpRequest, obj: Subscription | None = None) -> Any:
        if obj is None or self.has_change_permission(request, obj):
            return self.fieldsets
        # Who only looks sees the host, above: receivers put passwords into paths.
        return ((None, {"fields": ("name", "kind")}), *self.fieldsets[1:])

    def get_form(
        self, request: HttpRequest, obj: Subscription | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.person, form.refusal = signed_in(request), getattr(request, "refusal", None)
        return form

    def save_model(self, request: HttpRequest, obj: Subscription, form: ModelForm[Subscription], change: bool) -> None:
        """Through the services; the form has checked the target already."""
        actor, data = signed_in(request), form.cleaned_data
        if not change:
            obj.pk = create_subscription(actor=actor, **data).pk
        elif form.changed_data:
            changes = {name: data[name] for name in form.changed_data}
            change_subscription(subscription_id=obj.pk, actor=actor, **changes)
        for each in unknown_types(data.get("event_types", [])):
            text = gettext("“%(type)s” fits no type that is known now. Check the spelling.") % {"type": each}
            messages.warning(request, text)

    def response_add(
        self, request: HttpRequest, obj: Subscription, post_url_continue: str | None = None
    ) -> HttpResponse:
        """A webhook's key is shown in the answer itself, so that it is neither kept anywhere nor shown twice."""
        if obj.kind == Kind.WEBHOOK:
            return self._show_key(request, Subscription.objects.get(pk=obj.pk))
        messages.success(request, gettext("The subscription gets what is recorded from now on."))
        return redirect("admin:journal_subscription_change", obj.pk)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = self.get_object(request, object_id)
        if row is not None and self.has_view_permission(request, row):
            page = subscription_page(row, signed_in(request), can_change=self.has_change_permission(request, row))
            extra_context = {**(extra_context or {}), "page": page}
        return super().change_view(request, object_id, form_url, extra_context)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        context = {**(extra_context or {}), **ONE_BUTTON}
        try:
            return super().changeform_view(request, object_id, form_url, context)
        except DomainError as refused:
            # Only the services know, such as that the channel was taken a moment ago. The form is shown again, as it
            # was sent, with the reason at its field.
            request.refusal = refused  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, context)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.step_view)
        return [
            path("<int:subscription_id>/do/<slug:step>/", view, name="journal_subscription_step"),
            *super().get_urls(),
        ]

    def step_view(self, request: HttpRequest, subscription_id: int, step: str) -> HttpResponse:
        """Ask, and when it is confirmed, do it."""
        row, known = self.get_object(request, str(subscription_id)), STEPS.get(step)
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        if row is None or known is None:
            raise Http404
        back = reverse("admin:journal_subscription_change", args=[row.pk])
        if not known.possible(row):
            messages.info(request, gettext("That is so already; nothing has been changed."))
            return redirect(back)
        kind = known.form_for(row)
        form = kind(request.POST if request.method == "POST" else None) if kind else None
        if request.method == "POST" and "confirm" in request.POST and (form is None or form.is_valid()):
            return self._do(request, row, step, form.cleaned_data if form else {})
        context = {**self._context(request), "original": row, "title": known.title}
        hidden = [("key_version", str(row.key_version))] if step == "rotate" else []
        return render(request, context, question=known.question(row), form=form, hidden=hidden, cancel_url=back)

    def _do(self, request: HttpRequest, row: Subscription, step: str, data: dict[str, Any]) -> HttpResponse:
        if step == "rotate":
            return self._rotate(request, row)
        if step == "test":
            tone, text = send_test(row)
            messages.add_message(request, messages.SUCCESS if tone is Tone.GOOD else messages.ERROR, text)
        else:
            messages.success(request, carry_out(step, row, signed_in(request), data))
            self.log_change(request, row, [{"changed": {"fields": [STATE]}}])
        return redirect("admin:journal_subscription_change", row.pk)

    def _rotate(self, request: HttpRequest, row: Subscription) -> HttpResponse:
        with transaction.atomic():
            version = Subscription.objects.select_for_update(no_key=True).get(pk=row.pk).key_version
            # A second click would make the key that was just shown the old one, and the receiver's invalid.
            if request.POST.get("key_version") != str(version):
                messages.warning(request, gettext("A new key was made in the meantime; nothing has been changed."))
                return redirect("admin:journal_subscription_change", row.pk)
            rotated = rotate_key(subscription_id=row.pk, actor=signed_in(request))
        self.log_change(request, row, [{"changed": {"fields": [KEY]}}])
        return self._show_key(request, rotated)

    def _show_key(self, request: HttpRequest, row: Subscription) -> HttpResponse:
        key = signing_key(row.pk, row.key_version)
        context = {**self._context(request), "original": row, "key": key, "title": gettext("Signing key")}
        response = TemplateResponse(request, "admin/journal/subscription/key.html", context)
        response["Cache-Control"] = "no-store"
        return response

    def _context(self, request: HttpRequest) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "opts": self.opts, "media": self.media}
