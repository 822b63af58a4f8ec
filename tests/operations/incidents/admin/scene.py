"""Incidents and a rota for the tests of their pages."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from core.models import User
from operations.incidents.models import Incident, OnCallShift
from operations.runbooks.subjects import Subject
from tests.factories import UserFactory
from tests.operations.incidents.scenes import on_call, opened

LIST, ROTA = "/admin/incidents/incident/", "/admin/incidents/oncallshift/"
AUDITS = "/admin/incidents/escalationaudit/"


def room_of(incident: Incident) -> str:
    """The address of an incident's page."""
    return f"{LIST}{incident.pk}/change/"


def do(incident: Incident, step: str) -> str:
    """Where a step of an incident is sent to."""
    return f"{LIST}{incident.pk}/do/{step}/"


def postmortem_of(incident: Incident) -> str:
    """The address of an incident's post-mortem."""
    return f"{LIST}{incident.pk}/post-mortem/"


def shift_step(shift: OnCallShift, step: str) -> str:
    """The address of what is done with a shift."""
    return f"{ROTA}{shift.pk}/{step}/"


def leads_wait(**fields: Any) -> Incident:
    """A SEV2 about leads in Germany, whatever the season: a peak makes it no worse."""
    about = {"title": "Leads wait for somebody", "subject": Subject.LEADS, "territory": "DE"}
    return opened(**{"severity": "SEV2", **about, **fields})


def shift(user: User | None = None, *, hours: int = 24, **about: Any) -> OnCallShift:
    """Somebody on call for operations, since an hour ago unless said otherwise."""
    return on_call(user=user, hours=hours, **about)


def later_shift(user: User | None = None) -> OnCallShift:
    """The same, from the day after tomorrow on: before it there is a gap."""
    return on_call(user=user, starts_at=timezone.now() + timedelta(days=2), hours=48)


def somebody(**fields: Any) -> User:
    """A clerk with a name."""
    made: User = UserFactory.create(**{"role": "clerk", "first_name": "Anna", "last_name": "Huber", **fields})
    return made
