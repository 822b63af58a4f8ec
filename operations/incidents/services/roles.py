"""Who does what in an incident."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.dbclock import database_now
from core.models import User
from operations.incidents.models import EntryKind, IncidentRole, RoleName
from operations.incidents.services.errors import IncidentRefused
from operations.incidents.services.locking import locked_while_open
from operations.incidents.services.timeline import write_entry


@transaction.atomic
def assign_role(*, incident_id: int, role: str, user: User, actor: User) -> IncidentRole:
    """Give a role to somebody; whoever had it has it no more. The role.

    Raises IncidentRefused for an unknown role, somebody who does not work here any more or may not work on incidents,
    and where the incident has ended.
    """
    incident = locked_while_open(incident_id, actor)
    _check_role(role)
    if not user.is_active or not user.has_perm("incidents.work_incident"):
        raise IncidentRefused(
            _("%(name)s may not work on incidents.") % {"name": user}, code="person", status=422, field="user"
        )
    assigned, _created = IncidentRole.objects.update_or_create(
        incident=incident, role=role, defaults={"user": user, "since": database_now()}
    )
    write_entry(incident=incident, kind=EntryKind.ROLE, actor=actor, role=role, user_id=user.pk, name=str(user))
    return assigned


@transaction.atomic
def release_role(*, incident_id: int, role: str, actor: User) -> None:
    """Nobody has this role any more. Raises IncidentRefused where nobody had it, or the incident has ended."""
    incident = locked_while_open(incident_id, actor)
    _check_role(role)
    held = IncidentRole.objects.select_related("user").filter(incident=incident, role=role).first()
    if held is None:
        raise IncidentRefused(_("Nobody has this role."), code="role_free")
    held.delete()
    write_entry(
        incident=incident,
        kind=EntryKind.ROLE,
        actor=actor,
        role=role,
        user_id=held.user_id,
        name=str(held.user),
        released=True,
    )


def _check_role(role: str) -> None:
    if role not in RoleName.values:
        raise IncidentRefused(_("This is none of the choices."), code="choice", status=422, field="role")
