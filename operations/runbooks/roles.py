"""Which role may do what with runbooks."""

from django.utils.translation import gettext_lazy as _

GRANTS = {
    "viewer": ("view_runbook", "view_contact", "add_stepfeedback"),
    "clerk": ("check_platform",),
    "lead": ("edit_runbook", "publish_runbook", "view_stepfeedback"),
    "administrator": ("add_contact", "change_contact", "delete_contact"),
    "help": ("view_runbook", "add_stepfeedback"),
}

# The same for people, who choose a role by it.
DUTIES = {
    "viewer": _("reads runbooks and says whether they helped"),
    "clerk": _("runs checks of the platform"),
    "lead": _("writes and publishes runbooks"),
    "administrator": _("keeps the contacts of the escalation"),
    "help": _("the help system, which looks for runbooks and hands on what people say about them"),
}
