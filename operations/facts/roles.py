"""Which role may do what with business facts."""

from django.utils.translation import gettext_lazy as _

_FACTS = ("sample", "cateringrequest", "order", "leadassignment", "campaign", "helpanswer")

GRANTS = {
    "viewer": tuple(f"view_{fact}" for fact in _FACTS),
    "lead": (
        *(f"change_{fact}" for fact in _FACTS),
        "view_dataprotectionrequest",
        "add_dataprotectionrequest",
        "change_dataprotectionrequest",
    ),
}

# The same for people, who choose a role by it.
DUTIES = {
    "viewer": _("sees samples, catering requests, orders and campaigns"),
    "lead": _("corrects business facts, keeps data-protection requests"),
}
