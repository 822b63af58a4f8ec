"""Which role may do what with runbooks."""

from django.utils.translation import gettext_lazy as _

GRANTS = {
    "viewer": ("view_runbook", "view_contact", "view_synonym", "add_stepfeedback"),
    "clerk": ("check_platform",),
    "lead": (
        "edit_runbook",
        "publish_runbook",
        "view_stepfeedback",
        "add_synonym",
        "change_synonym",
        "delete_synonym",
    ),
    "administrator": ("add_contact", "change_contact", "delete_contact"),
    "help": ("view_runbook", "add_stepfeedback"),
}

# The same for people, who choose a role by it.
DUTIES = {
    "viewer": _("reads runbooks and says whether they helped"),
    "clerk": _("runs checks of the platform"),
    "lead": _("writes and publishes runbooks, and keeps the synonyms of search"),
    "administrator": _("keeps the contacts of the escalation"),
    "help": _("the help system, which looks for runbooks and hands on what people say about them"),
}
