"""The forms of users: what an administrator enters. What they may enter is asked of the services' rules."""

from typing import Any, ClassVar

from django import forms
from django.contrib.auth import password_validation
from django.contrib.auth.forms import SetPasswordForm, SetPasswordMixin
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from core.admin.fields import RolesField, TerritoriesField
from core.errors import DomainError
from core.models import User
from core.services.user_rules import check_user, grantable_roles
from core.services.users import set_password


class UserForm(forms.ModelForm[User]):
    """A user: who they are, what they may do, whether they may sign in."""

    actor: ClassVar[User]  # who fills it in

    territories = TerritoriesField()
    roles = RolesField()

    class Meta:
        model = User
        fields = (
            "username",
            "first_name",
            "last_name",
            "email",
            "language",
            "territories",
            "is_active",
            "is_staff",
            "is_superuser",
            "is_service",
        )
        labels: ClassVar = {
            "is_active": _("Active"),
            "is_staff": _("May sign in to the back office"),
            "is_superuser": _("Superuser"),
        }
        help_texts: ClassVar = {
            "username": _("What they sign in with. Letters, digits and @/./+/-/_ only."),
            "is_active": _("Users are never deleted: what they did stays theirs. Untick this instead."),
            "is_staff": "",
            "is_superuser": _("May do everything everywhere, without any role or territory."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Who may only look has a page without fields.
        if isinstance(roles := self.fields.get("roles"), RolesField):
            offered = grantable_roles(self.actor)
            roles.queryset = Group.objects.filter(pk__in=[group.pk for group in offered]).order_by("pk")
            if self.instance.pk is not None:
                roles.initial = list(self.instance.groups.all())

    def clean(self) -> dict[str, Any]:
        """Ask the rules, with everything that was entered: also what a forged form sent along."""
        data = super().clean() or {}
        stored = User.objects.get(pk=self.instance.pk) if self.instance.pk is not None else None
        self.wanted = forms.models.construct_instance(self, User.objects.get(pk=stored.pk) if stored else User())
        try:
            check_user(actor=self.actor, stored=stored, wanted=self.wanted, roles=data.get("roles", ()))
        except DomainError as error:
            self.add_error(error.field if error.field in self.fields else None, str(error))
        return data


class NewUserForm(SetPasswordMixin, UserForm):  # type: ignore[type-arg]  # generic in the stubs alone
    """A new user, with a first password for a person who signs in with one."""

    password1, password2 = SetPasswordMixin.create_password_fields()

    class Meta(UserForm.Meta):
        help_texts: ClassVar = {
            **UserForm.Meta.help_texts,
            "is_service": _("A system, not a person: it signs in by token only. This cannot be changed later."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("password1", "password2"):
            self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        """Two equal passwords that the validators accept, or none; none at all for a service account."""
        data = super().clean()
        first, second = data.get("password1", ""), data.get("password2", "")
        if data.get("is_service") and (first or second):
            self.add_error("password1", _("A service account has no password: it signs in by token only."))
        elif bool(first) != bool(second):
            self.add_error("password2", self.error_messages["password_mismatch"])
        elif first:
            self.validate_passwords()
            self.validate_password_for_user(self.wanted)
        return data


class PasswordForm(SetPasswordForm):  # type: ignore[type-arg]  # generic in the stubs alone
    """A new password for somebody else."""

    def __init__(self, actor: User, user: User, *args: Any) -> None:
        super().__init__(user, *args)
        self.actor, self.person = actor, user
        self.fields["new_password1"].help_text = password_validation.password_validators_help_text_html()

    def save(self, commit: bool = True) -> User:
        """Through the service, which knows whose password this person may set."""
        set_password(actor=self.actor, user=self.person, password=self.cleaned_data["new_password1"])
        return self.person
