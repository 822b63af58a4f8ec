"""Users in the admin: list, page, password, tokens, history. They are deactivated, never deleted."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters

from core.admin.history import changed, form_changes, history_table, log_change
from core.admin.person import signed_in
from core.admin.texts import roles_of
from core.admin.tokens import ALL, sign_of, tokens_of
from core.admin.user_forms import NewUserForm, PasswordForm, UserForm
from core.admin.user_list import UserListMixin
from core.admin.user_page import user_page
from core.errors import DomainError
from core.models import User
from core.services.tokens import revoke_token
from core.services.user_rules import may_manage
from core.services.users import create_user, update_user

WHO = ("username", ("first_name", "last_name"), "email", "language")
RIGHTS = ("roles", "territories")


@admin.register(User)
class UserAdmin(UserListMixin):
    """What administrators do with users. The services' rules keep them from rights that they do not have."""

    form = UserForm
    view_on_site = False

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or may_manage(signed_in(request), obj))

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        # "?password__startswith=" would give a hash away, letter by letter; so would that of a token.
        return lookup.partition("__")[0] in {"kind", "role", "territory", "language"}

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        return ("last_login_column",) if obj else ()

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        sign_in = ["is_active"]
        if obj is None or not obj.is_service:
            sign_in.append("is_staff")
            if request.user.is_superuser:
                sign_in.append("is_superuser")
        last = ("last_login_column",) if obj else ("is_service", "password1", "password2")
        return (
            (None, {"fields": WHO}),
            (_("Roles and territories"), {"fields": RIGHTS}),
            (_("Sign-in"), {"fields": (*sign_in, *last)}),
        )

    def get_form(self, request: HttpRequest, obj: User | None = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs, **({} if obj else {"form": NewUserForm}))
        form.actor = signed_in(request)
        return form

    @admin.display(description=_("Roles"))
    def roles(self, user: User) -> str:
        """For those who may only look, and have no fields."""
        return roles_of(user) or "–"

    def save_model(self, request: HttpRequest, obj: User, form: ModelForm[User], change: bool) -> None:
        """Through the services; the form has asked their rules already."""
        actor, data = signed_in(request), form.cleaned_data
        if change:
            update_user(actor=actor, user=obj, roles=data["roles"])
        else:
            create_user(actor=actor, user=obj, roles=data["roles"], password=data.get("password1", ""))

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        message = form_changes(form, add=add)
        return [{"added": {}}, *message] if add else message

    @method_decorator(sensitive_post_parameters())
    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except DomainError as error:
            # Something changed between the form's look at the rules and the service's, which has undone it all.
            messages.error(request, str(error))
            return redirect(request.path)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        user = self.get_object(request, object_id)
        if user is not None and self.has_view_permission(request, user):
            page = user_page(user, can_change=self.has_change_permission(request, user))
            extra_context = {**(extra_context or {}), "user_page": page}
        return super().change_view(request, object_id, form_url, extra_context)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Django's log of the user, with the values before and after."""
        return super().history_view(request, object_id, {"table": history_table(object_id), **(extra_context or {})})

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:user_id>/password/", wrap(self.password_view), name="core_user_password"),
            path("<int:user_id>/tokens/<slug:sign>/revoke/", wrap(self.revoke_view), name="core_user_revoke"),
            *super().get_urls(),
        ]

    @method_decorator(sensitive_post_parameters())
    def password_view(self, request: HttpRequest, user_id: int) -> HttpResponse:
        """Set a new password for somebody, or a first one."""
        user, actor = self._changeable(request, user_id), signed_in(request)
        if user.is_service:
            raise Http404
        form = PasswordForm(actor, user, request.POST or None)
        if request.method == "POST" and form.is_valid():
            form.save()
            log_change(actor=actor, user=user, message=changed({"password": None}))
            messages.success(request, _("The password was set. Sessions and API tokens of this user have ended."))
            return redirect("admin:core_user_change", user.pk)
        context = {**self._context(request, user), "form": form, "title": _("Set password")}
        return TemplateResponse(request, "admin/core/user/password.html", context)

    def revoke_view(self, request: HttpRequest, user_id: int, sign: str) -> HttpResponse:
        """End a token, or all of them, after a question."""
        user, actor = self._changeable(request, user_id), signed_in(request)
        tokens = [token for token in tokens_of(user) if sign in {ALL, sign_of(token)}]
        if not tokens:
            messages.info(request, _("This token no longer works; nothing has been changed."))
            return redirect("admin:core_user_change", user.pk)
        if request.method == "POST":
            for token in tokens:
                revoke_token(token=token)
                log_change(actor=actor, user=user, message=changed({"token": [token.created.isoformat(), None]}))
            messages.success(request, _("Revoked: whoever uses it is refused from now on."))
            return redirect("admin:core_user_change", user.pk)
        context = {**self._context(request, user), "tokens": tokens, "title": _("Revoke API tokens")}
        return TemplateResponse(request, "admin/core/user/revoke.html", context)

    def _changeable(self, request: HttpRequest, user_id: int) -> User:
        user = self.get_object(request, str(user_id))
        if not self.has_change_permission(request, user):
            raise PermissionDenied
        if user is None:
            raise Http404
        return user

    def _context(self, request: HttpRequest, user: User) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "opts": self.opts, "original": user, "media": self.media}
