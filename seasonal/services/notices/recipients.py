"""Who is told of what is late."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from core.models import User
from seasonal.models import Milestone


def told_by_person(today: date) -> dict[User, list[Milestone]]:
    """What was due before a Berlin day and is open, and what was closed as left open, by whoever is told: the person
    who is named for it, else (nobody is, or no mail reaches them) everyone who leads."""
    late = Milestone.objects.told_on(today).select_related("season", "owner_user").order_by("due_on", "pk")
    leads: list[User] | None = None
    found: dict[User, list[Milestone]] = {}
    for milestone in late:
        owner = milestone.owner_user
        if owner is not None and owner.is_active and owner.email:
            told = [owner]
        else:
            leads = list(_leads()) if leads is None else leads
            told = leads
        for user in told:
            found.setdefault(user, []).append(milestone)
    return found


def _leads() -> Iterable[User]:
    """The team leads; without any, the administrators."""
    return _of("lead") or _of("administrator")


def _of(role: str) -> QuerySet[User]:
    people = User.objects.filter(groups__name=role, is_active=True, is_service=False)
    return people.exclude(email="").order_by("pk")
