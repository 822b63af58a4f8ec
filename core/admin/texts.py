"""How the pages about users say instants, roles and states."""

from datetime import datetime

from django.contrib.auth.models import Group
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.console.badges import Tone, badge
from core.models import User
from core.roles import role_name
from core.walltime import berlin_wall


def moment(instant: datetime | None) -> str:
    """The Berlin date and time of an instant, short; a dash for none."""
    if instant is None:
        return "–"
    wall = berlin_wall(instant)
    # A no-break space: in a narrow column, a date and its time stay together.
    return f"{date_format(wall, 'SHORT_DATE_FORMAT')},\u00a0{wall:%H:%M}"


def roles_of(user: User) -> str:
    """The names of a user's roles, from the fewest rights to the most."""
    groups: list[Group] = sorted(user.groups.all(), key=lambda group: group.pk)
    return ", ".join(role_name(group.name) for group in groups)


def state_badges(user: User) -> list[SafeString]:
    """What is out of the ordinary about a user; who may simply sign in has no badge."""
    found = []
    if not user.is_active:
        found.append(badge(_("deactivated"), Tone.DANGER, icon="pause"))
    if user.is_superuser:
        found.append(badge(_("superuser"), Tone.WARNING, icon="shield"))
    if user.is_service:
        found.append(badge(_("service account"), Tone.NEUTRAL, icon="key"))
    elif not user.is_staff:
        found.append(badge(_("no back office"), Tone.NEUTRAL, icon=""))
    return found
