"""Which role may do what with seasons."""

from django.utils.translation import gettext_lazy as _

GRANTS = {
    "viewer": ("view_season",),
    "lead": ("plan_season",),
    "administrator": ("approve_size",),
}

# The same for people, who choose a role by it.
DUTIES = {
    "viewer": _("sees seasons and capacity plans"),
    "lead": _("plans seasons, campaigns and capacity"),
    "administrator": _("approves the sizes of fleets"),
}
