"""Texts of Django itself that our German says better. Named here so that they stay in our catalogue, which comes first.

Where Django changes one of them, its own German shows again, and a test asks for the new wording.
"""

from django.utils.translation import gettext_noop

BORROWED = (
    gettext_noop("Change history: %s"),
    gettext_noop("Enter the same password as before, for verification."),
    gettext_noop("Items must be selected in order to perform actions on them. No items have been changed."),
    gettext_noop(
        "Please enter the correct %(username)s and password for a staff account. "
        "Note that both fields may be case-sensitive."
    ),
    gettext_noop(
        "Please enter your old password, for security’s sake, and then enter your new password twice "
        "so we can verify you typed it in correctly."
    ),
    gettext_noop("Select all objects on this page for an action"),
    gettext_noop("Select this object for an action - {}"),
    gettext_noop("The {name} “{obj}” was added successfully. You may add another {name} below."),
    gettext_noop("The {name} “{obj}” was changed successfully. You may add another {name} below."),
    gettext_noop("The {name} “{obj}” was changed successfully. You may edit it again below."),
    gettext_noop("This object doesn’t have a change history. It probably wasn’t added via this admin site."),
    gettext_noop("You don’t have permission to view or edit anything."),
)
