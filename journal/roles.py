"""Which role may do what with the journal."""

from django.utils.translation import gettext_lazy as _

GRANTS = {
    "viewer": ("view_event",),
    # Only a service account sends; administrators have the right in order to give it to one.
    "administrator": ("send_event",),
    "integration": ("send_event",),
}

# The same for people, who choose a role by it.
DUTIES = {"integration": _("a system that sends events, such as the CRM")}
