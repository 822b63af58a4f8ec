"""The demo's rota and emergency contacts, so that somebody is called for everything that goes wrong in it."""

from datetime import datetime, time, timedelta

from django.db import transaction

from core.models import User
from core.walltime import berlin_instant, berlin_wall
from operations.incidents.models import OnCallShift
from operations.incidents.services.shifts import plan_shift
from operations.runbooks.models import Contact
from operations.runbooks.responsibilities import Responsibility

# Weeks from the Monday before on; and whose turn it is, one week each.
WEEKS = 8
_TURNS = {
    Responsibility.OPERATIONS_ON_CALL: ("anna", "leitung"),
    Responsibility.ENGINEERING_ON_CALL: ("leitung", "admin"),
}
# A desk and its deputy for each. Nobody has these numbers: they are kept for films.
_DESKS = {
    Responsibility.OPERATIONS_ON_CALL: ("Bereitschaft Betrieb", "betrieb"),
    Responsibility.OPERATIONS_LEAD: ("Leitung Betrieb", "betriebsleitung"),
    Responsibility.ENGINEERING_ON_CALL: ("Bereitschaft Technik", "technik"),
    Responsibility.SALES_OPERATIONS: ("Vertriebssteuerung", "vertrieb"),
    Responsibility.LEGAL: ("Rechtsabteilung", "recht"),
    Responsibility.DATA_PROTECTION: ("Datenschutz", "datenschutz"),
    Responsibility.SECURITY: ("Sicherheit", "sicherheit"),
    Responsibility.MANAGEMENT: ("Geschäftsleitung", "geschaeftsleitung"),
    Responsibility.TERRITORY_LEAD_DE: ("Gebietsleitung Deutschland", "gebiet-de"),
    Responsibility.TERRITORY_LEAD_CH: ("Gebietsleitung Schweiz", "gebiet-ch"),
    Responsibility.TERRITORY_LEAD_AT: ("Gebietsleitung Österreich", "gebiet-at"),
}


@transaction.atomic
def seed_rota(*, now: datetime) -> int:
    """Plan shifts around `now` (aware) and enter contacts for every responsibility; how many shifts.

    Nothing where anything is planned or entered already, or where the people of the demo are missing.
    """
    names = {name for turns in _TURNS.values() for name in turns}
    people = {user.username: user for user in User.objects.filter(username__in=names)}
    if len(people) < len(names) or OnCallShift.objects.exists() or Contact.objects.exists():
        return 0
    Contact.objects.bulk_create(
        Contact(
            role=role,
            rank=rank,
            name=f"{name}{suffix}",
            phone=f"+49 30 23125 {number:02}{rank}",
            email=f"{desk}{rank}@freshfoodz.example",
        )
        for number, (role, (name, desk)) in enumerate(_DESKS.items(), start=1)
        for rank, suffix in ((1, ""), (2, " (Vertretung)"))
    )
    return sum(_plan(role, [people[name] for name in turns], now) for role, turns in _TURNS.items())


def _plan(responsibility: str, turns: list[User], now: datetime) -> int:
    """They change on Mondays at 09:00 in Berlin."""
    today = berlin_wall(now - timedelta(hours=9)).date()
    monday = datetime.combine(today - timedelta(days=today.weekday()), time(9))
    for week in range(WEEKS):
        user = turns[week % len(turns)]
        plan_shift(
            responsibility=responsibility,
            user=user,
            starts_at=berlin_instant(monday + timedelta(weeks=week)),
            ends_at=berlin_instant(monday + timedelta(weeks=week + 1)),
            actor=user,
        )
    return WEEKS
