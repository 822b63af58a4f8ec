"""Lists whose parked rows are settled by actions."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from core.admin.person import signed_in
from core.models import User
from journal.admin.bulk import MOST, Step, StepPage
from journal.admin.page import Button
from journal.admin.read_only import ReadOnlyAdmin


class SettlingAdmin(ReadOnlyAdmin):
    """`rights`: by action, the permission that it takes."""

    rights: dict[str, str]

    def settle(self, request: HttpRequest, rows: QuerySet[Any], step: Step) -> HttpResponse | None:
        """The step's question or its results; None, with a message, where too many rows were chosen."""
        user = signed_in(request)
        if not user.has_perm(self.rights[step.action]):
            raise PermissionDenied
        chosen = list(rows[: MOST + 1])
        if len(chosen) > MOST:
            text = _("Choose at most %(most)s at a time; with more, first find out what they have in common.")
            messages.warning(request, text % {"most": MOST})
            return None
        page = StepPage(request, user, step, chosen, self.url_of, lambda row: row.get_state_display())
        return page.respond(self.context(request))

    def url_of(self, row: Any) -> str:
        """The page of a row."""
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[row.pk])

    def buttons(self, row: Any, user: User, *steps: Step) -> list[Button]:
        """What the row's page offers: the same steps as the list, for this row alone."""
        url = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        return [
            Button(
                label=f"{step.title} …",
                url=url,
                action=step.action,
                chosen=str(row.pk),
                primary=step.form is None,
            )
            for step in steps
            if step.possible(row) and user.has_perm(self.rights[step.action])
        ]

    def has_retry_permission(self, request: HttpRequest) -> bool:
        """Who is offered the action."""
        return request.user.has_perm(self.rights["retry"])

    def has_discard_permission(self, request: HttpRequest) -> bool:
        """Who is offered the action."""
        return request.user.has_perm(self.rights["discard"])
