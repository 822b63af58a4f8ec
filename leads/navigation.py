"""Where leads, holds and reminders are found, and how many wait there."""

from django.utils.translation import gettext_lazy as _

from core.console.navigation import MANY, Group, NavigationItem
from core.models import User
from leads.admin.lead_list import EXPIRING, TOO_LONG
from leads.models import Lead, LeadExpiry, LeadReminder


def _overdue(user: User) -> int:
    return Lead.objects.for_user(user).reminder_overdue()[:MANY].count()


def _stopped(user: User) -> int:
    return Lead.objects.for_user(user).filter(status="OPEN").clock_stopped_for(30)[:MANY].count()


def _dead(user: User) -> int:
    return LeadReminder.objects.for_user(user).dead()[:MANY].count()


def _violations(user: User) -> int:
    return LeadExpiry.objects.for_user(user).violations()[:MANY].count()


_LIST = "admin:leads_lead_changelist"

NAVIGATION = (
    NavigationItem(
        group=Group.TODAY,
        label=_("Expires within 10 days"),
        url_name=_LIST,
        query=EXPIRING,
        permission="leads.view_lead",
    ),
    NavigationItem(
        group=Group.TODAY,
        label=_("Reminder overdue"),
        url_name=_LIST,
        query="reminder=overdue",
        permission="leads.view_lead",
        count=_overdue,
        urgent=True,
    ),
    NavigationItem(
        group=Group.TODAY,
        label=_("On hold too long"),
        url_name=_LIST,
        query=TOO_LONG,
        permission="leads.view_lead",
        count=_stopped,
    ),
    NavigationItem(group=Group.LEADS, label=_("All leads"), url_name=_LIST, permission="leads.view_lead", search=True),
    NavigationItem(
        group=Group.LEADS,
        label=_("Imports"),
        url_name="admin:leads_leadimport_changelist",
        permission="leads.import_lead",
    ),
    NavigationItem(
        group=Group.LEADS,
        label=_("Holds"),
        url_name="admin:leads_leadhold_changelist",
        permission="leads.view_leadhold",
    ),
    NavigationItem(
        group=Group.LEADS,
        label=_("Reminders"),
        url_name="admin:leads_leadreminder_changelist",
        permission="leads.view_leadreminder",
        count=_dead,
        urgent=True,
    ),
    NavigationItem(
        group=Group.LEADS,
        label=_("Expiries"),
        url_name="admin:leads_leadexpiry_changelist",
        permission="leads.view_leadexpiry",
        count=_violations,
        urgent=True,
    ),
    NavigationItem(
        group=Group.ADMINISTRATION,
        label=_("Hold rules"),
        url_name="admin:leads_holdrule_changelist",
        permission="leads.view_holdrule",
    ),
    NavigationItem(
        group=Group.ADMINISTRATION,
        label=_("Protection policies"),
        url_name="admin:leads_protectionpolicy_changelist",
        permission="leads.view_protectionpolicy",
    ),
)
