"""Where runbooks are found, and which of them wait for somebody."""

from django.utils.translation import gettext_lazy as _

from core.console.navigation import MANY, Group, NavigationItem
from core.models import User
from operations.runbooks.admin.filters import DRAFTS, PAST_REVIEW
from operations.runbooks.models import RunbookVersion, VersionState


def _drafts(_user: User) -> int:
    return RunbookVersion.objects.filter(state=VersionState.DRAFT)[:MANY].count()


def _past_review(_user: User) -> int:
    return RunbookVersion.objects.current().past_review()[:MANY].count()


_LIST = "admin:runbooks_runbook_changelist"

NAVIGATION = (
    NavigationItem(group=Group.RUNBOOKS, label=_("Library"), url_name=_LIST, permission="runbooks.view_runbook"),
    NavigationItem(
        group=Group.RUNBOOKS,
        label=_("Drafts"),
        url_name=_LIST,
        query=DRAFTS,
        permission="runbooks.edit_runbook",
        count=_drafts,
    ),
    NavigationItem(
        group=Group.RUNBOOKS,
        label=_("Past review"),
        url_name=_LIST,
        query=PAST_REVIEW,
        permission="runbooks.edit_runbook",
        count=_past_review,
        urgent=True,
    ),
    NavigationItem(
        group=Group.RUNBOOKS,
        label=_("Feedback"),
        url_name="admin:runbooks_stepfeedback_changelist",
        permission="runbooks.view_stepfeedback",
    ),
    NavigationItem(
        group=Group.RUNBOOKS,
        label=_("Synonyms"),
        url_name="admin:runbooks_synonym_changelist",
        permission="runbooks.add_synonym",
    ),
    NavigationItem(
        group=Group.ADMINISTRATION,
        label=_("Contacts"),
        url_name="admin:runbooks_contact_changelist",
        permission="runbooks.view_contact",
    ),
)
