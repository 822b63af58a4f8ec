"""Which role may do what with seasons."""

from django.utils.translation import gettext_lazy as _

GRANTS = {
    "viewer": ("view_season",),
    "clerk": ("work_playbook",),
    "lead": ("plan_season", "activate_season"),
    "administrator": ("approve_size", "grant_freeze_exception"),
}

# The same for people, who choose a role by it.
DUTIES = {
    "viewer": _("sees seasons and capacity plans"),
    "clerk": _("works the playbooks of seasons"),
    "lead": _("plans seasons, campaigns, capacity and release freezes; activates seasons"),
    "administrator": _("approves the sizes of fleets, grants exceptions to release freezes"),
}
