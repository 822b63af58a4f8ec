"""Which role may do what with leads. Each role has the rights of the ones above it too."""

from django.utils.translation import gettext_lazy as _

GRANTS = {
    "viewer": (
        "view_lead",
        "view_holdrule",
        "view_leadactivity",
        "view_leadcontact",
        "view_leadexpiry",
        "view_leadhold",
        "view_leadownership",
        "view_leadreminder",
        "view_leadstatuschange",
        "view_protectionpolicy",
    ),
    "clerk": (
        "add_lead",
        "change_lead",
        "add_leadcontact",
        "change_leadcontact",
        "place_hold",
        "release_hold",
        "record_activity",
        "change_status",
        "import_lead",
        "export_lead",
    ),
    "lead": (
        "correct_hold",
        "change_holdrule",
        "reassign_lead",
        "assign_policy",
        "override_protection",
        "retry_reminder",
        "acknowledge_expiry",
        "delete_leadcontact",
    ),
    "administrator": ("add_protectionpolicy",),
}

# The same for people, who choose a role by it.
DUTIES = {
    "viewer": _("sees leads, their clocks and their history"),
    "clerk": _("registers, imports and exports leads, stops and restarts clocks, records activities"),
    "lead": _("corrects holds, hands leads over, overrides protection, sends failed reminders again, switches rules"),
    "administrator": _("adds protection policies"),
}
