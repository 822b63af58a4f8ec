"""Where users are found."""

from django.utils.translation import gettext_lazy as _

from core.console.navigation import Group, NavigationItem

NAVIGATION = (
    NavigationItem(
        group=Group.ADMINISTRATION,
        label=_("Users"),
        url_name="admin:core_user_changelist",
        permission="core.view_user",
    ),
)
