"""What reminders say of themselves in the database: English msgids, shown translated."""

from django.utils.translation import gettext, gettext_noop

# The words of the SQL function lead_reminder_obstacle.
OBSTACLES = (
    gettext_noop("The lead was deleted."),
    gettext_noop("The lead belongs to someone else now."),
    gettext_noop("The lead was converted."),
    gettext_noop("The lead was withdrawn."),
    gettext_noop("The clock stands: a hold is running."),
    gettext_noop("Protection has ended."),
    gettext_noop("Protection ends on another day now: an activity, a hold or a correction came in."),
    gettext_noop("It falls due later now: a hold came in."),
)

NO_ADDRESS = gettext_noop("The user has no e-mail address. Enter one, then retry.")
BAD_ADDRESS = gettext_noop("The user's e-mail address is not valid. Correct it, then retry.")
# The words of the SQL function claim_lead_reminders.
WORKER_LOST = gettext_noop(
    "The worker that was sending this was lost. If the mail server had the mail already, it goes out twice."
)


def told(text: str) -> str:
    """`cancel_reason` or `last_error` of a reminder in the reader's language; a mail server's answer stays as it is."""
    return gettext(text) if text else ""
