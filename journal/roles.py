"""Which role may do what with the journal."""

from django.utils.translation import gettext_lazy as _

GRANTS = {
    "viewer": ("view_event", "view_delivery"),
    # Targets may have passwords in them, and events of unknown type anything.
    "lead": ("view_subscription", "view_incomingevent", "view_replay", "retry_delivery"),
    # Only a service account sends (send_event); administrators have the right in order to give it to one.
    "administrator": (
        "add_subscription",
        "change_subscription",
        "discard_delivery",
        "replay_event",
        "settle_incomingevent",
        "send_event",
    ),
    "integration": ("send_event",),
}

# The same for people, who choose a role by it.
DUTIES = {
    "viewer": _("sees events and what became of them"),
    "lead": _("sees subscriptions and replays, has parked events tried again"),
    "administrator": _("manages subscriptions, discards parked events, sends events again"),
    "integration": _("a system that sends events, such as the CRM"),
}
