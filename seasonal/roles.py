"""Which role may do what with seasons."""

from django.utils.translation import gettext_lazy as _

GRANTS = {
    "viewer": ("view_season",),
    "lead": ("add_season", "change_season"),
}

# The same for people, who choose a role by it.
DUTIES = {
    "viewer": _("sees seasons"),
    "lead": _("plans seasons"),
}
