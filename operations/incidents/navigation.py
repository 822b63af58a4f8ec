"""Where incidents and the rota are found, and how many go on."""

from django.utils.translation import gettext_lazy as _

from core.console.navigation import Group, NavigationItem
from core.models import User
from operations.incidents.admin.rights import SEE_AUDITS, SEE_ROTA, VIEW
from operations.incidents.present import going_on


def _open(user: User) -> int:
    return len(going_on(user).incidents)


NAVIGATION = (
    NavigationItem(
        group=Group.INCIDENTS,
        label=_("Incidents"),
        url_name="admin:incidents_incident_changelist",
        permission=VIEW,
        count=_open,
        urgent=True,
    ),
    NavigationItem(
        group=Group.INCIDENTS,
        label=_("On call"),
        url_name="admin:incidents_oncallshift_changelist",
        permission=SEE_ROTA,
    ),
    NavigationItem(
        group=Group.INCIDENTS,
        label=_("Is escalation alive?"),
        url_name="admin:incidents_escalationaudit_changelist",
        permission=SEE_AUDITS,
    ),
)
