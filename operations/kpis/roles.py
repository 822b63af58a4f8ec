"""Which role may do what with key figures; each figure takes the right to its facts beside these."""

from django.utils.translation import gettext_lazy as _

GRANTS = {
    "viewer": ("view_kpi",),
    "lead": ("view_kpitarget",),
    "administrator": ("add_kpitarget", "change_kpitarget"),
}

# The same for people, who choose a role by it.
DUTIES = {
    "viewer": _("sees the KPIs of what they may see"),
    "lead": _("sees what the KPIs should be, and since when"),
    "administrator": _("sets what the KPIs should be"),
}
