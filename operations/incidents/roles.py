"""Which role may do what with incidents."""

from django.utils.translation import gettext_lazy as _

GRANTS = {
    "viewer": ("view_incident", "view_oncallshift"),
    "clerk": ("work_incident",),
    "lead": ("command_incident", "view_escalationaudit"),
    "alertmanager": ("receive_alerts",),
}

# The same for people, who choose a role by it.
DUTIES = {
    "viewer": _("sees incidents and who is on call"),
    "clerk": _("acknowledges incidents and works on them"),
    "lead": _("leads incidents, closes them, and plans who is on call"),
    "alertmanager": _("Alertmanager, which delivers alerts"),
}
